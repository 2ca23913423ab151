"""The same blog with its tasks on Redis: what the RQ worker of a test runs with."""

import os

from tests.servers import RQ_TASKS, rq_queues
from tests.settings import *

TASKS = RQ_TASKS
RQ_QUEUES = rq_queues(os.environ["TEST_REDIS"])

# The test reads a worker's mail from files, since it is another process.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = os.environ["TEST_MAIL"]

"""The same blog with its tasks on Redis: what the RQ worker of a test runs with."""

import os

import django

from tests.servers import RQ_TASKS, rq_queues
from tests.settings import *

TASKS = RQ_TASKS
RQ_QUEUES = rq_queues(os.environ["TEST_REDIS"])

# The test reads a worker's mail from files, since the worker is another process.
_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
_FOLDER = os.environ["TEST_MAIL"]
if django.VERSION >= (6, 1):
    MAILERS = {"default": {"BACKEND": _BACKEND, "OPTIONS": {"file_path": _FOLDER}}}
else:
    EMAIL_BACKEND = _BACKEND
    EMAIL_FILE_PATH = _FOLDER

"""RQ workers for tests: real processes that read the tests' own database."""

import email
import email.policy
import os
import re
import subprocess
import sys
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
COMMAND = [
    sys.executable,
    "-m",
    "django",
    "rqworker",
    "default",
    "--job-class",
    "django_tasks_rq.Job",
    "--with-scheduler",
]


class Workers:
    """Starts workers on the queue ``default`` of a RedisServer and tells what they did."""

    def __init__(self, redis_server, mail_folder):
        self._redis = redis_server
        self._mail_folder = mail_folder
        self._running = []
        self._environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings_rq",
            "TEST_DATABASE_NAME": connection.settings_dict["NAME"],
            "TEST_MAIL": str(mail_folder),
            "TEST_REDIS": redis_server.url,
        }

    def run(self):
        """Works off the queue in one process; raises AssertionError where a job failed."""
        done = subprocess.run(
            [*COMMAND, "--burst"],
            cwd=ROOT,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert not self.failures(), "\n".join(self.failures())

    def start(self):
        """A worker that goes on until it is killed; returns the process."""
        process = subprocess.Popen(
            COMMAND,
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._running.append(process)
        return process

    def close(self):
        for process in self._running:
            process.kill()
            process.wait()

    def waiting(self):
        """How many jobs wait in the queue."""
        import django_rq

        return django_rq.get_queue("default").count

    def failures(self):
        """What each failed job raised, as text."""
        import django_rq
        from rq.registry import FailedJobRegistry

        queue = django_rq.get_queue("default")
        jobs = map(queue.fetch_job, FailedJobRegistry(queue=queue).get_job_ids())
        return [f"{job.func_name}: {job.latest_result().exc_string}" for job in jobs if job]

    def mail(self):
        """The e-mails that workers sent, oldest first."""
        texts = [path.read_bytes() for path in sorted(self._mail_folder.glob("*.log"))]
        parts = [part for text in texts for part in re.split(rb"^-{79}\n", text, flags=re.M)]
        return [
            email.message_from_bytes(part, policy=email.policy.default)
            for part in parts
            if part.strip()
        ]

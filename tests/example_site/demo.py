"""Runs the example site as `make demo` does: in processes of its own, in a folder of its own."""

import contextlib
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
COMMAND = [sys.executable, ROOT / "example_site" / "manage.py", "demo"]


class Demo:
    """The example site in ``folder``."""

    def __init__(self, folder):
        self.folder = folder

    def run(self, *arguments):
        """`manage.py demo --no-serve` to its end; the finished process with its output."""
        command = [*COMMAND, "--no-serve", *arguments]
        return subprocess.run(
            command, env=self._environment(), capture_output=True, text=True, check=False
        )

    def kill_while_loading(self):
        """Start loading and pull the plug once a fifth of the blog is there."""
        with self._start("--no-serve") as process:
            for line in process.stderr:
                if found := re.match(r"Loading the blog: (\d+) of (\d+)", line):
                    done, total = map(int, found.groups())
                    if done >= total / 5:
                        break
            else:
                raise AssertionError("The blog was never loaded.")
            process.send_signal(signal.SIGKILL)

    @contextlib.contextmanager
    def serve(self):
        """Serve it on a free port; gives its address."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        with self._start("--port", str(port), stderr=subprocess.STDOUT) as process:
            seen = []
            for line in process.stdout:
                seen.append(line)
                if line.startswith("Quit the server"):
                    break
            else:
                raise AssertionError("".join(seen))
            try:
                yield f"http://127.0.0.1:{port}"
            finally:
                process.terminate()

    def count(self, table, where="1"):
        """Rows of a table, read from the file past everything that could be wrong above it."""
        with contextlib.closing(sqlite3.connect(self.folder / "demo.sqlite3")) as database:
            query = f"SELECT count(*) FROM {table} WHERE {where}"
            return database.execute(query).fetchone()[0]

    def _start(self, *arguments, stderr=subprocess.PIPE):
        return subprocess.Popen(
            [*COMMAND, *arguments],
            env=self._environment(),
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )

    def _environment(self):
        return os.environ | {
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            "EXAMPLE_SITE_VAR": str(self.folder),
        }

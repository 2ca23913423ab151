"""Django's DATABASES entry for the database that TEST_DATABASE names."""

import os
import tempfile
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit


def database_from_url(url, name=""):
    """The entry for a ``postgres://`` URL, or for SQLite where the URL is empty.

    ``name`` replaces the database's name: a worker in a process of its own is given the name of
    the test database that the tests made. Raises ValueError for any other kind of database.
    """
    if not url:
        return _sqlite(name)
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"TEST_DATABASE is no postgres:// URL: {url}")
    query = parse_qs(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name or parts.path.lstrip("/") or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query["host"][0] if "host" in query else parts.hostname or "",
        "PORT": str(parts.port or ""),
    }


def _sqlite(name):
    # A file, not memory: the threads of a live server and the processes of a worker each open it
    # for themselves, as on a real site.
    path = Path(tempfile.gettempdir()) / f"peersupport-test-{os.getpid()}.sqlite3"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name or str(path),
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            # A test database need not survive a power cut.
            "init_command": "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY;",
        },
        "TEST": {"NAME": str(path)},
    }

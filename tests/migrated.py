"""A migrated test database is made once for each state of the migrations; others are copies of it.

On SQLite the copies come from a file below ``.pytest_cache``, on PostgreSQL from a database of the
same server. Whoever runs the tests in several processes, or again, need not migrate each time. And
what a test committed is undone by another copy, far sooner than by emptying each table.
"""

import fcntl
import hashlib
import shutil
import sqlite3
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection, connections

FOLDER = Path(__file__).resolve().parent.parent / ".pytest_cache" / "databases"
PREFIX = "peersupport_migrated_"
# Seconds between looks at a file that somebody else still reads.
POLLING = 0.01


class Migrated:
    """The test database of this process: a copy where there is one to copy from, else the first."""

    def __init__(self):
        FOLDER.mkdir(parents=True, exist_ok=True)
        self._lock = (FOLDER / "lock").open("w")
        # Others wait until the first of them has migrated.
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self._original = connection.settings_dict["NAME"]
        self._name = connection.creation._get_test_db_name()
        self._kind = f"{PREFIX}{settings.SETTINGS_MODULE.rpartition('.')[2]}-"
        self._source = f"{self._kind}{_digest()}"
        self._opened = None
        self.is_copy = self._copy()
        if self.is_copy:
            # Nothing is left to migrate: Django need not look for it.
            connection.settings_dict["TEST"]["MIGRATE"] = False
            self._hold()
            self._lock.close()

    def keep(self):
        """Lets others copy it, once Django has migrated it; those of older migrations go."""
        if self.is_copy:
            return
        connection.close()
        if connection.vendor == "sqlite":
            kept = FOLDER / self._source
            shutil.copy(self._name, kept.with_suffix(".part"))
            kept.with_suffix(".part").replace(kept)
            for other in set(FOLDER.glob(f"{self._kind}*")) - {kept}:
                other.unlink()
        else:
            with _server() as cursor:
                cursor.execute(
                    "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [self._kind]
                )
                for (old,) in cursor.fetchall():
                    cursor.execute(f'DROP DATABASE IF EXISTS "{old}"')
                cursor.execute(f'CREATE DATABASE "{self._source}" TEMPLATE "{self._name}"')
        self._hold()
        self._lock.close()

    def restore(self):
        """Makes the test database what it was before the first test."""
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            self._opened.backup(connection.connection, sleep=POLLING)
        else:
            connections.close_all()
            self._copy()

    def drop(self):
        """Removes the copy; what Django made it removes itself."""
        if self._opened:
            self._opened.close()
        if self.is_copy:
            connection.creation.destroy_test_db(self._original, verbosity=0)

    def _hold(self):
        """Keeps the file open, so that it stays even where another run replaces it."""
        if connection.vendor == "sqlite":
            self._opened = sqlite3.connect(FOLDER / self._source)

    def _copy(self):
        if connection.vendor == "sqlite":
            if not (FOLDER / self._source).exists():
                return False
            shutil.copy(FOLDER / self._source, self._name)
            return True
        with _server() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self._source])
            if not cursor.fetchall():
                return False
            cursor.execute(f'DROP DATABASE IF EXISTS "{self._name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{self._name}" TEMPLATE "{self._source}"')
            return True


def _server():
    """A cursor outside of any test database."""
    return connections["default"].creation._nodb_cursor()


def _digest():
    """Stands for all migrations of all apps, and for the settings that decide what they do."""
    found = hashlib.sha256(f"{connection.vendor} {settings.SETTINGS_MODULE}".encode())
    for app in apps.get_app_configs():
        found.update(app.name.encode())
        module = settings.MIGRATION_MODULES.get(app.label, f"{app.name}.migrations")
        spec = find_spec(module) if module else None
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            for path in sorted(Path(folder).glob("*.py")):
                found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()[:16]

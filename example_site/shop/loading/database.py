"""The example site's own SQLite file: made, brought up to date, thrown away."""

import shutil
import sqlite3
import sys

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations.exceptions import InconsistentMigrationHistory

START_OVER = f"Start over with: {sys.executable} {sys.argv[0]} demo --fresh"


def exists():
    return settings.DATABASES["default"]["NAME"].exists()


def throw_away():
    """Delete the database and the mail."""
    connection.close()
    for path in settings.VAR_DIR.glob("demo.sqlite3*"):
        path.unlink()
    for folder in (settings.LETTERBOX_DIR, settings.MEDIA_ROOT):
        shutil.rmtree(folder, ignore_errors=True)


def bring_up_to_date():
    """Make the database or migrate it. Raises CommandError with what to do where that can't be."""
    path = settings.DATABASES["default"]["NAME"]
    try:
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
    except OSError as error:
        raise CommandError(f"Can't write to {settings.VAR_DIR}: {error.strerror}.") from error
    except (DatabaseError, sqlite3.Error) as error:
        raise CommandError(f"Can't use {path}: {error}. {START_OVER}") from error
    except InconsistentMigrationHistory as error:
        raise CommandError(f"{path} is of another version. {START_OVER}") from error

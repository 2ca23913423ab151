"""A test database for one module of cases, filled by it and gone afterwards."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def bench_database() -> Iterator[None]:
    """Django, set up with the settings of the tests and an empty database of its own.

    What a bench times is what a site does: DEBUG is off, templates are cached, the cache is in
    memory, tasks run at once.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django
    from django.test.utils import setup_test_environment, teardown_test_environment

    django.setup()
    setup_test_environment(debug=False)
    from django.db import connection

    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
        teardown_test_environment()


def analyze() -> None:
    """After filling: tells the database how its tables look, as its own jobs would."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def use_cache_of(database: str) -> None:
    """Where two databases are compared, each has a cache of its own."""
    from django.core.cache import caches

    caches["default"].key_prefix = database


def queries_of(call: Callable[[], object]) -> int:
    """How many queries a call takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)

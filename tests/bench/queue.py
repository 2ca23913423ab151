"""The staff's side on PostgreSQL with 100,000 threads, beside the same with 1,000: as many wait in
both, the rest is settled.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import Client

from tests.bench.case import Case
from tests.bench.database import analyze, use_cache_of
from tests.bench.filling import fill

SMALL, BIG = 1_000, 100_000
#: What the work on threads may cost more where there are a hundred times as many.
GOAL = 1.5
#: Each call says itself how long it took: going from one database to the other does not count.
UNIT = "milliseconds"
SCREENS = {
    "staff queue": "/admin/support/",
    "staff queue, unassigned": "/admin/support/?state=unassigned",
    "staff, held comments": "/admin/support/held/",
    "staff, unsure comments": "/admin/support/unsure/",
    "staff home page": "/admin/",
    "any page of the admin": "/admin/account/",
}

# What staff dealt with in the years: as it is on a site whose queue is worked.
_STAFF = """
UPDATE wagtailcore_page SET first_published_at = now() - interval '9 years',
    last_published_at = now() - interval '9 years';
INSERT INTO wagtail_peersupport_followup (thread_id, opened_at, resolved_at, resolved_by_id,
    outcome)
SELECT id, asked_at + interval '1 day', asked_at + interval '2 days', %(mara)s, 'answered'
FROM wagtail_peersupport_supportthread WHERE id > 360 AND id %% 9 = 0;
INSERT INTO wagtail_peersupport_endorsement (comment_id, verdict, note, made_by_id, made_at)
SELECT comment_id, 'verified', '', %(mara)s, now()
FROM wagtail_peersupport_supportreply WHERE thread_id %% 40 = 0;
UPDATE wagtail_peersupport_commentanalysis SET claims = '[["price", "It costs 9 €"]]'
WHERE comment_id IN (
    SELECT comment_id FROM wagtail_peersupport_supportreply WHERE thread_id %% 40 = 0
);
"""


def cases() -> Iterator[Case]:
    small = connection.settings_dict["NAME"]
    with _second_database(f"{small}_big") as big:
        mara = None
        for name, threads in ((small, SMALL), (big, BIG)):
            _use(name)
            fill(threads)
            mara = _staff()
            with connection.cursor() as cursor:
                cursor.execute(_STAFF, {"mara": mara.pk})
            analyze()
        for name, path in (*SCREENS.items(), ("thread for staff", _thread_path())):
            yield Case(name, _opening(big, path), _opening(small, path), GOAL, UNIT)
        _use(small)


def _staff() -> Any:
    """Two accounts that answer as staff; returns the first."""
    from django.contrib.auth import get_user_model

    from tests.staff_accounts import let_support

    users = get_user_model().objects
    made = [let_support(users.create_user(name), "access_admin") for name in ("mara", "loic")]
    return made[0]


def _thread_path() -> str:
    from django.utils import timezone

    from wagtail_peersupport.models import SupportThread

    waiting = SupportThread.objects.active().needing_staff(timezone.now())
    return f"/admin/support/{waiting.order_by('-asked_at')[10].pk}/"


def _opening(database: str, path: str) -> Callable[[], float]:
    """Opens a page as nobody did for half a minute: what the menu remembers is forgotten."""

    def opened() -> float:
        from django.contrib.auth import get_user_model

        from wagtail_peersupport.staff.counts import forget_count
        from wagtail_peersupport.viewer import Viewer

        _use(database)
        client = Client()
        mara = get_user_model().objects.get(username="mara")
        client.force_login(mara)
        forget_count(Viewer(user=mara))
        start = time.perf_counter()
        response = client.get(path)
        took = (time.perf_counter() - start) * 1000
        if response.status_code != 200:
            raise RuntimeError(f"{path}: {response.status_code}")
        return took

    return opened


def _use(database: str) -> None:
    use_cache_of(database)
    if connection.settings_dict["NAME"] != database:
        connection.close()
        connection.settings_dict["NAME"] = database
    connection.ensure_connection()


@contextmanager
def _second_database(name: str) -> Iterator[str]:
    """One more, like the empty one that is there; gone afterwards."""
    first = connection.settings_dict["NAME"]
    connection.close()
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{first}"')
    try:
        yield name
    finally:
        _use(first)
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

from datetime import UTC, datetime, timedelta

import pytest

from wagtail_peersupport.staff.insights.learning import effect

pytestmark = pytest.mark.once
LIVE = datetime(2026, 6, 1, tzinfo=UTC)


def asked(*days):
    """Times of asking, in days before (-) and after the post said the answer."""
    return [LIVE + timedelta(days=day) for day in days]


def rates(times, *, since=None, now=120):
    since = LIVE + timedelta(days=since) if since is not None else None
    found = effect(times, LIVE, since, LIVE + timedelta(days=now))
    return found.before.per_month, found.after.per_month


@pytest.mark.parametrize(
    ("times", "options", "expected"),
    [
        (asked(-80, -40, -3, 10), {}, (1.0, 1 / 3)),
        # What lies more than 90 days off is left out.
        (asked(-91, -40, 95), {}, (1 / 3, 0.0)),
        # A post that is out for 30 days could not be asked about before.
        (asked(-20, -10), {"since": -30}, (2.0, 0.0)),
        # The first 45 days since.
        (asked(10, 20, 30), {"now": 45}, (0.0, 2.0)),
        (asked(-20, 2), {"now": 3}, (1 / 3, None)),
        (asked(-2, 20), {"since": -3}, (None, 1 / 3)),
        (asked(0), {}, (0.0, 1 / 3)),
        ((), {"since": 5, "now": -1}, (None, None)),
    ],
)
def test_askers_are_counted_by_30_days_on_either_side(times, options, expected):
    found = rates(times, **options)
    assert found == (
        expected[0] if expected[0] is None else pytest.approx(expected[0]),
        expected[1] if expected[1] is None else pytest.approx(expected[1]),
    )

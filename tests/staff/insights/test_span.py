from datetime import date, timedelta

import pytest

from wagtail_peersupport.staff.insights.span import EARLIEST, LONGEST, Span, between, last_days

pytestmark = pytest.mark.once
TODAY = date(2026, 11, 22)  # a Sunday


def test_the_last_days_end_today():
    assert last_days(28, TODAY) == Span(date(2026, 10, 26), TODAY)
    assert last_days(28, TODAY).days == 28


def test_weeks_run_from_monday_and_are_cut_at_the_ends():
    steps = Span(date(2026, 11, 5), date(2026, 11, 17)).steps()
    assert [(step.first.day, step.last.day) for step in steps] == [(5, 8), (9, 15), (16, 17)]


def test_a_long_span_is_counted_by_months():
    steps = Span(date(2024, 12, 30), date(2026, 11, 17)).steps()
    assert steps[:3] == (
        Span(date(2024, 12, 30), date(2024, 12, 31)),
        Span(date(2025, 1, 1), date(2025, 1, 31)),
        Span(date(2025, 2, 1), date(2025, 2, 28)),
    )
    assert steps[-1] == Span(date(2026, 11, 1), date(2026, 11, 17))


@pytest.mark.parametrize("days", [1, 7, 28, 90, 365, 420, 421, 3000])
def test_steps_hold_every_day_once(days):
    span = last_days(days, TODAY)
    steps = span.steps()
    assert sum(step.days for step in steps) == days
    assert (steps[0].first, steps[-1].last) == (span.first, span.last)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 3, 1), date(2026, 3, 9), Span(date(2026, 3, 1), date(2026, 3, 9))),
        # Typed the wrong way round.
        (date(2026, 3, 9), date(2026, 3, 1), Span(date(2026, 3, 1), date(2026, 3, 9))),
        (date(2026, 11, 1), None, Span(date(2026, 11, 1), TODAY)),
        (None, date(2026, 3, 9), Span(date(2026, 3, 9) - timedelta(days=89), date(2026, 3, 9))),
        # Nothing was asked in the future.
        (date(2026, 11, 1), date(2027, 1, 1), Span(date(2026, 11, 1), TODAY)),
        (date(2027, 1, 1), date(2027, 2, 1), Span(TODAY, TODAY)),
        (date(1, 1, 1), TODAY, Span(TODAY - LONGEST, TODAY)),
        (None, date(1, 1, 1), Span(EARLIEST, EARLIEST)),
        (date.max, date.max, Span(TODAY, TODAY)),
    ],
)
def test_what_was_typed_is_made_good(first, last, expected):
    assert between(first, last, TODAY, 90) == expected

"""Numbers and times as a person would say them, and what the plots count together."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.report.blog import QUESTION, figures, said
from wagtail_peersupport.report.plots import time_bars, wait_bars
from wagtail_peersupport.report.words import count, day, duration, share, span


@pytest.mark.parametrize(
    ("number", "said"), [(0, "no people"), (1, "1 person"), (2, "2 people"), (2120, "2,120 people")]
)
def test_counts_agree_with_their_noun(number: int, said: str) -> None:
    assert count(number, "person", "people") == said


@pytest.mark.parametrize(
    ("time", "said"),
    [
        (timedelta(seconds=20), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(days=2), "2 days"),
        (timedelta(days=59), "59 days"),
        (timedelta(days=60), "2 months"),
        (timedelta(days=729), "24 months"),
        (timedelta(days=1461), "4 years"),
    ],
)
def test_durations_are_said_in_their_largest_sensible_unit(time: timedelta, said: str) -> None:
    assert duration(time) == said


def test_spans_count_calendar_days() -> None:
    morning, night = datetime(2024, 3, 1, 8, tzinfo=UTC), datetime(2024, 3, 1, 23, tzinfo=UTC)
    assert span(morning, night) == "one day"
    assert span(morning, night + timedelta(days=6)) == "7 days"
    assert day(morning) == "1 March 2024"


def test_there_is_no_percentage_of_a_handful() -> None:
    assert share(1, 3) == "1 of 3"
    assert share(5, 20) == "5 of 20 (25 %)"


def test_waits_are_counted_in_steps_and_a_step_holds_its_end() -> None:
    waits = [timedelta(hours=1), timedelta(hours=1, seconds=1), timedelta(days=400)]
    counted = [(bar.label, bar.count) for bar in wait_bars(waits) if bar.count]
    assert counted == [("Within an hour", 1), ("1 to 4 hours", 1), ("More than 4 weeks", 1)]


def asked_after(*days: int):
    talk = (
        said(str(number), f"Asker {number}", QUESTION, after=timedelta(days=after))
        for number, after in enumerate(days)
    )
    return time_bars(figures(*talk).questions)


def test_months_without_questions_have_their_place_in_the_plot() -> None:
    bars = asked_after(0, 1, 70)
    assert [(bar.label, bar.count) for bar in bars] == [
        ("March 2024", 2),
        ("April 2024", 0),
        ("May 2024", 1),
    ]
    assert [bar.unanswered for bar in bars] == [2, 0, 1]


@pytest.mark.parametrize(
    ("years", "first", "columns"), [(2, "March 2024", 25), (5, "Q1 2024", 21), (15, "2024", 16)]
)
def test_long_times_are_plotted_in_quarters_and_years(years: int, first: str, columns: int) -> None:
    bars = asked_after(0, round(365.25 * years) + 1)
    assert (bars[0].label, len(bars)) == (first, columns)

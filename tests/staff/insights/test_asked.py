"""What is counted of questions, in plain values."""

from datetime import UTC, datetime, timedelta

import pytest

from wagtail_peersupport.staff.insights.asked import (
    Asked,
    Kept,
    Share,
    Solver,
    Tally,
    by_post,
    by_step,
    most_wanted,
    solvers,
    tally,
    target,
    waits_for_readers,
    waits_for_staff,
)
from wagtail_peersupport.staff.insights.span import Span

pytestmark = pytest.mark.once
START = datetime(2026, 11, 2, 12, tzinfo=UTC)
NOW = START + timedelta(hours=100)


def asked(*, at=0, target=48, pk=1, page=1, **fields):
    """A question; times are hours after START."""
    hours = {
        f"{name}_at": START + timedelta(hours=fields.pop(name))
        for name in ("answered", "reader_answered", "staff_answered", "solved", "closed")
        if name in fields
    }
    asked_at = START + timedelta(hours=at)
    return Asked(
        pk=pk,
        page_pk=page,
        day=asked_at.date(),
        asked_at=asked_at,
        due_at=asked_at + timedelta(hours=target),
        **hours,
        **fields,
    )


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(0, 0, None), (4, 4, None), (0, 5, 0), (5, 5, 100), (2, 7, 29), (1, 3, None)],
)
def test_a_share_of_fewer_than_five_is_none(part, whole, percent):
    assert Share(part, whole).percent == percent


def test_what_is_solved_counts_as_answered():
    questions = [asked(), asked(answered=1), asked(answered=1, solved=2), asked(solved=2)]
    assert tally(questions) == Tally(asked=4, answered=3, solved=2)
    assert tally(questions).unanswered == 1
    assert tally([asked(closed=3)]).unanswered == 1


def test_each_question_is_counted_in_the_step_of_its_day():
    steps = Span(START.date(), START.date() + timedelta(days=13)).steps()
    questions = [asked(pk=1), asked(pk=2, at=6 * 24), asked(pk=3, at=7 * 24)]
    assert [[one.pk for one in those] for those in by_step(questions, steps)] == [[1, 2], [3]]


def test_posts_with_most_questions_come_first():
    questions = [asked(page=1), asked(page=2, solved=1), asked(page=2), asked(page=3)]
    assert by_post(questions, 2) == [(2, Tally(2, 1, 1)), (1, Tally(1, 0, 0))]


def test_solvers_count_what_is_solved():
    questions = [
        asked(solved=1, solver=Solver.READERS),
        asked(solved=1, solver=Solver.STAFF),
        asked(solved=1, solver=Solver.READERS),
        asked(),
    ]
    assert solvers(questions) == {Solver.READERS: 2, Solver.STAFF: 1}


def test_open_questions_that_most_have_come_first():
    questions = [
        asked(pk=1, me_toos=2, at=5),
        asked(pk=2, me_toos=9, solved=1),
        asked(pk=3, me_toos=9, closed=1),
        asked(pk=4),
        asked(pk=5, me_toos=3, answered=1),
        asked(pk=6, me_toos=2, at=1),
    ]
    assert [one.pk for one in most_wanted(questions, 10)] == [5, 6, 1]


@pytest.mark.parametrize(
    ("question", "for_readers", "for_staff"),
    [
        (asked(), (100, False), (100, False)),
        (asked(at=90), (10, False), (10, False)),
        (asked(answered=2, reader_answered=2), (2, True), None),
        (asked(answered=2, staff_answered=2), None, (2, True)),
        (asked(answered=2, reader_answered=2, staff_answered=30), (2, True), (30, True)),
        # It ended without an answer: it waited until then.
        (asked(solved=7), (7, False), (7, False)),
        (asked(closed=9, solved=11), (9, False), (9, False)),
        # An import may date an answer before its question.
        (asked(at=5, answered=2, reader_answered=2), (0, True), None),
    ],
)
def test_what_nobody_answered_waits_for_both_sides(question, for_readers, for_staff):
    def told(found):
        (wait,) = found or [None]
        return wait and (wait.length / timedelta(hours=1), wait.is_over)

    assert told(waits_for_readers([question], NOW)) == for_readers
    assert told(waits_for_staff([question], NOW)) == for_staff


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (asked(answered=48), Kept(1, 0)),
        (asked(answered=49), Kept(0, 1)),
        (asked(), Kept(0, 1)),
        (asked(at=60), Kept(0, 0)),
        (asked(target=200), Kept(0, 0)),
        (asked(target=2, answered=3), Kept(0, 1)),
        (asked(solved=3), Kept(1, 0)),
        (asked(closed=60), Kept(0, 1)),
        # Of a topic for staff, a reader's answer is not enough; what is accepted is.
        (asked(answered=1, reader_answered=1, is_for_staff=True), Kept(0, 1)),
        (asked(answered=1, staff_answered=5, is_for_staff=True), Kept(1, 0)),
        (asked(answered=1, solved=5, is_for_staff=True), Kept(1, 0)),
    ],
)
def test_a_target_is_kept_by_the_first_answer_in_time(question, expected):
    assert target([question], NOW) == expected

"""How long somebody waits, by the replies of a thread."""

from datetime import UTC, datetime, timedelta

import pytest

from wagtail_peersupport.actions.clock import Clock, Move, run

ASKED = datetime(2026, 11, 2, 8, tzinfo=UTC)


def at(hours):
    return ASKED + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("moves", "clock"),
    [
        ([], Clock(ASKED)),
        ([(3, Move.PAUSES)], Clock(ASKED, at(3))),
        ([(3, Move.PAUSES), (5, Move.PAUSES)], Clock(ASKED, at(3))),
        ([(3, Move.CLEARS)], Clock(None)),
        ([(3, Move.PAUSES), (4, Move.CLEARS)], Clock(None)),
        ([(3, Move.STARTS)], Clock(ASKED)),
        # Three hours passed, then it rested for two: it is as if it had been asked two hours later.
        ([(3, Move.PAUSES), (5, Move.STARTS)], Clock(at(2))),
        ([(3, Move.PAUSES), (5, Move.STARTS), (6, Move.PAUSES)], Clock(at(2), at(6))),
        ([(3, Move.CLEARS), (9, Move.STARTS)], Clock(at(9))),
        ([(3, Move.CLEARS), (4, Move.PAUSES)], Clock(None)),
    ],
)
def test_answers_by_readers_pause_the_clock_and_those_by_staff_clear_it(moves, clock):
    assert run(ASKED, [(at(hours), move) for hours, move in moves]) == clock

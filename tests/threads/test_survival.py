"""Times to the first answer, where some questions still wait: by hand and by Kaplan and Meier."""

from datetime import timedelta

import pytest

from wagtail_peersupport.threads.survival import Wait, curve, quantile

pytestmark = pytest.mark.once


def waits(*hours):
    """Hours until the answer; a negative number of hours has been waited so far."""
    return [Wait(timedelta(hours=abs(one)), is_over=one >= 0) for one in hours]


def steps(*hours):
    return [(one.length / timedelta(hours=1), round(one.share, 4)) for one in curve(waits(*hours))]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ((), []),
        ((-1, -2), []),
        ((4,), [(4, 0)]),
        ((1, 2, 3, 4), [(1, 0.75), (2, 0.5), (3, 0.25), (4, 0)]),
        ((1, 1, 2, 2), [(1, 0.5), (2, 0)]),
        # Who waits so far counts among those at risk up to then, and no longer.
        ((1, -2, 3, 4), [(1, 0.75), (3, 0.375), (4, 0)]),
        # At one and the same time the answer comes first.
        ((-2, 2), [(2, 0.5)]),
        # 6-MP in the trial of Freireich and others (1963), as textbooks have it: weeks there.
        (
            map(
                int, "6 6 6 -6 7 -9 10 -10 -11 13 16 -17 -19 -20 22 23 -25 -32 -32 -34 -35".split()
            ),
            [
                (6, 0.8571),
                (7, 0.8067),
                (10, 0.7529),
                (13, 0.6902),
                (16, 0.6275),
                (22, 0.5378),
                (23, 0.4482),
            ],
        ),
    ],
)
def test_the_share_that_still_waits_comes_down_with_every_answer(hours, expected):
    assert steps(*hours) == expected


@pytest.mark.parametrize(
    ("hours", "share", "expected"),
    [
        # Fewer than five tell nothing.
        ((1, 2, 3, 4), 0.5, None),
        ((), 0.5, None),
        ((1, 2, 3, 4, 5), 0.5, "3"),
        ((1, 2, 3, 4, 5), 0.9, "5"),
        ((5, 1, 4, 2, 3, 6), 0.5, "3"),
        # Half still wait: the median is longer than the third of five waits so far.
        ((1, 2, -30, -40, -50), 0.5, ">30"),
        ((-1, -2, -3, -4, -5), 0.5, ">3"),
        ((-1, -2, -3, -4, -5), 0.9, ">5"),
        # Three of five were answered before anybody else's wait was that long.
        ((1, 2, 3, -40, -50), 0.5, "3"),
        ((1, 2, 3, -40, -50), 0.9, ">50"),
        # New questions have hardly waited: taken for answered, they would make it 3.
        ((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -0.5, -0.5, -0.5, -0.5), 0.5, "5"),
        # One late answer behind many that have hardly waited says too little.
        ((48, -1, -1, -1, -1, -1), 0.5, ">1"),
    ],
)
def test_a_quantile_is_a_time_or_a_bound(hours, share, expected):
    found = quantile(waits(*hours), share)
    if found is None:
        assert expected is None
    else:
        said = f"{'>' if found.is_bound else ''}{found.length / timedelta(hours=1):g}"
        assert said == expected


def test_waiting_longer_never_makes_the_median_shorter():
    before = quantile(waits(1, 2, 3, 5, 8, -2, -4), 0.5)
    after = quantile(waits(1, 2, 3, 5, 8, -6, -9), 0.5)
    assert after.length >= before.length

"""Precision, recall, average precision and calibration, against figures worked out by hand."""

import pytest

from wagtail_peersupport.training.measuring import average_precision, calibration, quality


def test_quality_counts_what_was_right_false_and_missed():
    its = quality([True, True, True, False], [True, True, False, True])
    assert (its.right, its.false, its.missed) == (2, 1, 1)
    assert (its.precision, its.recall, its.f1) == pytest.approx((2 / 3, 2 / 3, 2 / 3))


def test_quality_of_nothing_is_nothing():
    its = quality([False, False], [False, False])
    assert (its.precision, its.recall, its.f1) == (0, 0, 0)


def test_average_precision_goes_down_the_scores():
    # 1 of 1, then 2 of 3.
    assert average_precision([True, False, True], [0.9, 0.8, 0.1]) == pytest.approx((1 + 2 / 3) / 2)


def test_equal_scores_count_together_whatever_their_order():
    one = average_precision([True, False], [0.5, 0.5])
    assert one == average_precision([False, True], [0.5, 0.5]) == pytest.approx(0.5)


def test_calibration_tells_how_often_a_score_is_right():
    found = calibration([True, False, True, True], [0.12, 0.18, 0.95, 1.0])
    assert [(one.low, one.size, one.share) for one in found] == [(0.1, 2, 0.5), (0.9, 2, 1.0)]
    assert found[0].mean == pytest.approx(0.15)

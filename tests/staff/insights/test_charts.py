"""Geometry: what is larger is drawn larger, and nothing stands outside."""

from itertools import pairwise

import pytest

from wagtail_peersupport.staff.insights.charts import (
    LABEL_LENGTH,
    PLOT,
    Bar,
    Column,
    Part,
    Trace,
    bars,
    columns,
    strip,
    traces,
)

pytestmark = pytest.mark.once


def test_a_strip_is_divided_in_proportion_and_leaves_out_what_is_none():
    drawn = strip([Part(1, "a"), Part(0, "b"), Part(3, "c")])
    assert [(one.look, one.x, one.width) for one in drawn.rects] == [
        ("a", "0%", "25%"),
        ("c", "25%", "75%"),
    ]


def test_a_strip_of_nothing_is_empty():
    assert strip([Part(0, "a")]).rects == ()


def test_columns_stand_on_the_axis_and_the_highest_bears_its_number():
    drawn = columns(
        [Column("2 Nov", (Part(4, "a"), Part(1, "b"))), Column("9 Nov", (Part(8, "a"),))]
    )
    bottoms = {float(one.y) + float(one.height) for one in drawn.rects}
    assert bottoms == {PLOT}
    four, one, eight = (float(rect.height) for rect in drawn.rects)
    assert (four, one) == (pytest.approx(eight / 2), pytest.approx(eight / 8, abs=0.01))
    assert [text.words for text in drawn.texts] == ["2 Nov", "8", "9 Nov"]


def test_marks_of_many_columns_do_not_run_into_each_other():
    drawn = columns([Column(f"{number}", (Part(1, "a"),)) for number in range(53)])
    marks = [float(text.x.rstrip("%")) for text in drawn.texts if float(text.y) > PLOT]
    assert len(marks) > 3
    assert min(right - left for left, right in pairwise(marks)) >= 16


def test_columns_of_nothing_are_an_axis():
    drawn = columns([Column("2 Nov", (Part(0, "a"),))])
    assert (drawn.rects, len(drawn.lines)) == ((), 1)


def test_bars_are_as_long_as_their_count_to_the_largest():
    drawn = bars([Bar("One", (Part(2, "a", "2"),)), Bar("Two", (Part(8, "a", "8"),))])
    assert [one.width for one in drawn.rects if one.look == "a"] == ["25%", "100%"]
    assert [text.words for text in drawn.texts] == ["One", "2", "Two", "8"]


def test_a_long_label_is_cut_to_what_a_phone_shows():
    (label, __) = bars([Bar("word " * 20, (Part(1, "a"),))]).texts
    assert len(label.words) <= LABEL_LENGTH
    assert label.words.endswith("…")


def test_a_trace_goes_across_before_it_goes_down():
    line = Trace(((0, 1), (0.5, 0.25), (1, 0.25)), "a")
    (curve,) = traces([line], [(0, "0"), (1, "1 h")], [(0.5, "half")]).curves
    assert curve.points == "0,0 50,0 50,75 100,75 100,75"

"""The bench measures what it says: both in turn, the ratio, and whether the goal holds."""

import xml.etree.ElementTree as ET

import pytest

from tests.bench.case import Case, measure, times_as_fast
from tests.bench.plots import draw

pytestmark = pytest.mark.once


def figures(*said):
    return iter(said).__next__


def counted(ours, peer, goal, **more):
    return measure(
        Case("x", lambda: ours, lambda: peer, goal, unit="queries", rounds=3, warm_ups=0, **more)
    )


def test_both_are_called_in_turn_and_each_goes_first_as_often():
    order = []
    measure(Case("x", lambda: order.append("o"), lambda: order.append("p"), 1, rounds=4))
    assert "".join(order) == "opop" + "poop" * 2


def test_a_goal_is_the_most_that_ours_may_be_of_the_peers():
    assert counted(9, 9, 1.0).holds
    assert not counted(10, 9, 1.0).holds
    assert counted(1, 25, times_as_fast(25)).holds
    assert not counted(1, 24, times_as_fast(25)).holds
    assert counted(9, 1, None).holds


def test_of_several_rounds_the_middle_one_counts_or_the_share_asked_for():
    said = [5, 1, 9, 3, 7]
    case = {"unit": "queries", "rounds": 5, "warm_ups": 0}
    ones = figures(*[1] * 5)
    assert measure(Case("x", figures(*said), ones, None, **case)).ours == 5
    ones = figures(*[1] * 5)
    assert measure(Case("x", figures(*said), ones, None, share=0.95, **case)).ours == 9


def test_what_comes_before_a_call_is_done_before_each():
    times = []
    measure(Case("x", list, list, 1, rounds=2, warm_ups=1, before=lambda: times.append(1)))
    assert len(times) == 6


def test_results_name_what_make_bench_promises():
    said = counted(1, 50, times_as_fast(25)).as_json()
    assert said == {
        "ours": 1.0,
        "peer": 50.0,
        "ratio": 0.02,
        "spread": [0.02, 0.02],
        "goal": 0.04,
        "holds": True,
        "unit": "queries",
    }


def test_the_plots_can_be_read_and_say_their_figures_in_words(tmp_path):
    one = {"ours": 2, "peer": 100, "ratio": 0.02, "goal": 0.04, "holds": True, "unit": "ms"}
    results = {
        f"section, {size} comments, {state}, against {peer}": one
        for size in (10, 500)
        for state, peer in (("warm", "xtd"), ("cold", "xtd"), ("warm", "a bare loop"))
    }
    draw(results, tmp_path)
    for name in ("bench-goals.svg", "bench-section.svg"):
        picture = ET.parse(tmp_path / name).getroot()
        assert picture.find("{*}title").text
        assert picture.find("{*}desc").text

"""The order of answers."""

from datetime import UTC, datetime

import pytest

from wagtail_peersupport.ranking.order import Staff, Standing, order_key, ranked
from wagtail_peersupport.ranking.votes import helpfulness, wilson_lower_bound


@pytest.mark.parametrize(
    ("helpful", "votes", "bound"),
    [
        (0, 0, 0.0),
        (0, 10, 0.0),
        (1, 1, 0.3784),
        (10, 10, 0.8589),
        (5, 10, 0.3122),
        (60, 100, 0.5361),
    ],
)
def test_wilson_bound_has_the_value_of_the_formula(helpful, votes, bound):
    assert wilson_lower_bound(helpful, votes) == pytest.approx(bound, abs=1e-4)


def test_more_votes_of_the_same_share_are_surer():
    assert wilson_lower_bound(90, 100) > wilson_lower_bound(9, 10)


@pytest.mark.parametrize(("helpful", "votes"), [(-1, 2), (3, 2)])
def test_impossible_votes_are_refused(helpful, votes):
    with pytest.raises(ValueError, match="between 0 and votes"):
        wilson_lower_bound(helpful, votes)


def day(number: int) -> datetime:
    return datetime(2026, 11, number, tzinfo=UTC)


def test_accepted_come_first_in_the_order_of_acceptance():
    answers = {
        "popular": Standing(position=1, helpful=50),
        "accepted late": Standing(position=2, accepted_at=day(9)),
        "accepted early": Standing(position=3, accepted_at=day(2), unhelpful=9),
    }
    assert ranked(answers, answers.__getitem__) == ["accepted early", "accepted late", "popular"]


def test_the_most_helpful_come_next_and_the_oldest_first_on_ties():
    answers = {
        "newest": Standing(position=day(5)),
        "oldest": Standing(position=day(3)),
        "disliked": Standing(position=day(1), unhelpful=5),
        "one vote": Standing(position=day(6), helpful=1),
        "many votes": Standing(position=day(7), helpful=9, unhelpful=1),
    }
    order = ranked(answers, answers.__getitem__)
    assert order == ["many votes", "one vote", "oldest", "newest", "disliked"]


def test_equal_standings_keep_their_order():
    assert ranked("ab", lambda _: Standing(position=1)) == ["a", "b"]


def test_the_key_can_be_compared_with_every_other():
    keys = [order_key(Standing(position=1)), order_key(Standing(position=1, accepted_at=day(1)))]
    assert sorted(keys) == [keys[1], keys[0]]


@pytest.mark.parametrize(
    ("helpful", "unhelpful", "merit", "bound"),
    [
        (0, 0, 0.0, 0.0),
        (0, 0, 0.5, 0.2026),
        (0, 0, 1.0, 0.6462),
        (1, 0, 0.5, 0.3249),
        (0, 1, 0.5, 0.1477),
        (8, 2, 0.25, 0.4954),
    ],
)
def test_merit_weighs_as_much_as_three_votes(helpful, unhelpful, merit, bound):
    assert helpfulness(helpful, unhelpful, merit) == pytest.approx(bound, abs=1e-4)


@pytest.mark.parametrize("merit", [-0.5, 1.5])
def test_a_merit_out_of_range_counts_as_its_end(merit):
    assert helpfulness(0, 0, merit) == helpfulness(0, 0, min(1.0, max(0.0, merit)))


def test_without_votes_content_decides():
    answers = {
        "chatter": Standing(position=1, merit=0.1),
        "advice": Standing(position=2, merit=0.8),
        "doubtful": Standing(position=3, merit=0.4),
    }
    assert ranked(answers, answers.__getitem__) == ["advice", "doubtful", "chatter"]


def test_a_handful_of_readers_overrules_the_content_model():
    poor = Standing(position=2, merit=0.2, helpful=5)
    good = Standing(position=1, merit=0.8)
    assert order_key(poor) < order_key(good)


def test_what_staff_vouch_for_stands_below_the_accepted_and_above_the_popular():
    answers = {
        "popular": Standing(position=1, helpful=50, merit=0.9),
        "vouched": Standing(position=2, staff=Staff.VOUCHED, merit=0.1),
        "accepted": Standing(position=3, accepted_at=day(2)),
        "accepted and vouched": Standing(position=4, accepted_at=day(2), staff=Staff.VOUCHED),
    }
    order = ranked(answers, answers.__getitem__)
    assert order == ["accepted and vouched", "accepted", "vouched", "popular"]


def test_what_staff_warn_of_stands_last_even_if_accepted():
    answers = {
        "wrong": Standing(position=1, staff=Staff.WARNED, helpful=50, accepted_at=day(1)),
        "outdated": Standing(position=2, staff=Staff.WARNED, helpful=5),
        "poor": Standing(position=3, merit=0.0, unhelpful=9),
    }
    assert ranked(answers, answers.__getitem__) == ["poor", "wrong", "outdated"]

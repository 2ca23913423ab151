"""Whose address a guest's vote is counted by, through the proxies of the site."""

from datetime import timedelta

import pytest
from django.db.models import F

from tests.keeping import kept
from tests.readers import Reader
from wagtail_peersupport.models import HelpfulVote

pytestmark = pytest.mark.django_db
PROXY = "10.0.0.1"


@kept
def answer(post):
    question = Reader("Ann").write(post, "How do I wash the heavy tee without shrinking it?")
    return Reader("Bob").write(post, "Wash it cold and hang it up to dry.", question)


def counting(answer, *origins):
    """How many votes count of guests who come from these: a peer, or a peer and what it says it
    forwards.
    """
    for origin in origins:
        peer, forwarded = origin if isinstance(origin, tuple) else (origin, None)
        said = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
        guest = Reader("Guest")
        guest.client.defaults.update({"REMOTE_ADDR": peer, **said})
        assert guest.press("helpful", answer).status_code == 302
        pass_time(answer)
    return HelpfulVote.objects.filter(counts=True).count()


def pass_time(answer):
    """What follows is no double click."""
    votes = HelpfulVote.objects.filter(comment=answer)
    votes.update(created_at=F("created_at") - timedelta(seconds=11))


@pytest.mark.parametrize(
    ("trusted", "origins", "expected"),
    [
        # Nobody's word for it is taken without a proxy of one's own.
        (0, ["198.51.100.7", "198.51.100.7"], 1),
        (0, ["198.51.100.7", "198.51.100.8"], 2),
        (0, [("198.51.100.7", "1.1.1.1"), ("198.51.100.7", "2.2.2.2")], 1),
        # One proxy: what it appended counts, whatever stands before it.
        (1, [(PROXY, "198.51.100.7"), (PROXY, "198.51.100.8")], 2),
        (1, [(PROXY, "1.1.1.1, 198.51.100.7"), (PROXY, "2.2.2.2, 198.51.100.7")], 1),
        (1, [(PROXY, "8.8.8.8,1.1.1.1,198.51.100.7"), (PROXY, "198.51.100.7")], 1),
        # Two proxies: the first of them appended the second last.
        (2, [(PROXY, "1.1.1.1, 198.51.100.7, 10.0.0.2"), (PROXY, "198.51.100.7, 10.0.0.2")], 1),
        (2, [(PROXY, "198.51.100.7, 10.0.0.2"), (PROXY, "198.51.100.8, 10.0.0.2")], 2),
        # Fewer hops than proxies: somebody came past them.
        (2, [("198.51.100.7", "1.1.1.1"), ("198.51.100.7", "2.2.2.2")], 1),
        (1, [("198.51.100.7", None), ("198.51.100.7", "")], 1),
        # What is no address is not somebody new each time.
        (1, [(PROXY, "unknown"), (PROXY, "_hidden"), (PROXY, "999.1.1.1"), (PROXY, " ")], 1),
        (0, ["", "unix:", "not an address"], 1),
        # Ports, spaces and spellings of one address.
        (1, [(PROXY, "198.51.100.7:4711"), (PROXY, " 198.51.100.7:4712")], 1),
        (1, [(PROXY, "[2001:db8::1]:4711"), (PROXY, "[2001:db8::1]"), (PROXY, "2001:DB8:0::1")], 1),
        (0, ["198.51.100.7", "::ffff:198.51.100.7"], 1),
        # Of IPv6 one person has a whole network.
        (0, ["2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"], 1),
        (0, ["2001:db8:1:2::1", "2001:db8:1:3::1"], 2),
        (0, ["fe80::1%eth0", "fe80::2%eth1"], 1),
    ],
)
def test_guests_are_told_apart_by_where_they_come_from(
    answer, settings, trusted, origins, expected
):
    settings.PEERSUPPORT = {"TRUSTED_PROXIES": trusted}
    assert counting(answer, *origins) == expected


def test_whoever_changes_the_header_each_time_is_limited_all_the_same(answer, settings):
    settings.PEERSUPPORT = {"TRUSTED_PROXIES": 1, "VOTES_PER_MINUTE": 2}
    statuses = []
    for number in range(4):
        guest = Reader(f"Guest {number}")
        guest.client.defaults["HTTP_X_FORWARDED_FOR"] = f"203.0.113.{number}, 198.51.100.7"
        guest.client.defaults["HTTP_X_REAL_IP"] = f"203.0.113.{number}"
        statuses.append(guest.press("helpful", answer).status_code)
        pass_time(answer)
    assert statuses == [302, 302, 429, 429]

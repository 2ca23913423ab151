"""Whom a comment in a flat list answers."""

import pytest

from wagtail_peersupport.detection.links import Earlier, find_target, may_point, pointers
from wagtail_peersupport.detection.types import LinkHow

EARLIER = [
    Earlier(1, "Jonas", "Where can I buy the blue shirt?"),
    Earlier(2, "anna_k", "<p>I bought it in the <b>shop</b> around the corner.</p>"),
    Earlier(3, "Jo", "no idea"),
    Earlier(4, "Maria  Luisa", "me neither"),
    Earlier(5, "Jonas", "thanks all"),
    Earlier(6, "\uff2benji", "in fullwidth letters"),
    Earlier(7, "Peter Alt", "one"),
    Earlier(8, "Peter Neu", "other"),
]


@pytest.mark.parametrize(
    ("raw", "target"),
    [
        ("@jo try the shop", 3),
        ("@jonas, yes", 5),
        ("@JONAS yes", 5),
        ("@anna_k. great", 2),
        ("thanks @anna_k!", 2),
        ("<p>@maria luisa what size</p>", 4),
        ("@MariaLuisa no", 4),
        ("@Maria no", 4),
        ("@Kenji yes", 6),
        ("Jonas: it works", 5),
        ("Jonas, see above", 5),
        ("Hi Jonas, see above", 5),
        ("Thanks Jonas!", 5),
        ("Maria Luisa - yes", 4),
    ],
)
def test_a_mention_means_the_latest_comment_of_that_name(raw, target):
    link = find_target(pointers(raw), EARLIER)
    assert (link.target, link.how) == (target, LinkHow.MENTIONED)
    assert 0 < link.confidence <= 1
    assert may_point(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "@jon yes",
        "@jonasson yes",
        "@nobody yes",
        "write to me@jonas.example",
        "Well, that is nice",
        "I met Jonas yesterday",
        "@Peter which of you",
        "@ jonas_k",
        "no pointer at all",
        "",
        "@",
    ],
)
def test_what_names_nobody_above_makes_no_link(raw):
    assert find_target(pointers(raw), EARLIER) is None


@pytest.mark.parametrize(
    ("raw", "target"),
    [
        ("> Where can I buy the blue shirt?\nIn town.", 1),
        ("<blockquote>buy the BLUE shirt</blockquote>In town.", 1),
        ('"I bought it in the shop" - which one?', 2),
        ("[quote]around the corner[/quote] ok", 2),
        ("@jo\n> I bought it in the shop\nMe too", 2),
    ],
)
def test_quoted_words_lead_to_their_comment_and_beat_a_mention(raw, target):
    link = find_target(pointers(raw), EARLIER)
    assert (link.target, link.how) == (target, LinkHow.QUOTED)
    assert may_point(raw)


def test_too_few_quoted_words_prove_nothing():
    assert find_target(pointers("> no idea\nreally"), EARLIER) is None


def test_a_quote_must_end_at_words():
    assert find_target(pointers("> here can I buy the blue\nno"), EARLIER) is None


def test_a_name_typed_in_full_is_surer_than_a_first_name():
    whole = find_target(pointers("@Maria Luisa yes"), EARLIER)
    first = find_target(pointers("@Maria yes"), EARLIER)
    assert whole.confidence > first.confidence


def test_without_earlier_comments_there_is_no_link():
    assert find_target(pointers("@jo yes"), []) is None


def test_plain_prose_cannot_point():
    assert not may_point("I have worn mine for ten years and would buy it again")

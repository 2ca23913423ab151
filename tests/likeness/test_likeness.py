"""How likely two questions ask the same, and which passage speaks of what is asked."""

import json
import pickle

import pytest

from wagtail_peersupport.lessons.passages import Passage, passages
from wagtail_peersupport.likeness.background import SHIPPED, Background, is_form
from wagtail_peersupport.likeness.covering import best_passage
from wagtail_peersupport.likeness.model import CLEARLY, likeness
from wagtail_peersupport.training.common import count_common

pytestmark = pytest.mark.once
ENGLISH = Background.of([], "en")
ASKED = "Do you ship to Norway?"
ALIKE = ["Do you also ship to norway by now?", "shipping to Norway"]
UNLIKE = ["Do you have it in green?", "How do I get red wine out of cotton?", ""]


def test_what_asks_the_same_is_clearly_similar_and_nothing_else_is():
    assert min(likeness(ASKED, ALIKE[:1], ENGLISH)) > CLEARLY
    assert max(likeness(ASKED, UNLIKE, ENGLISH)) < 0.5


def test_the_same_words_are_surely_the_same():
    (score,) = likeness(ASKED, [ASKED], ENGLISH)
    assert score > 0.99


def test_everyday_words_tell_nothing():
    one, other = "Is it that you have it for me?", "That is it, you have it for me."
    assert not ENGLISH.share(one, other)
    assert ENGLISH.telling(one, 6) == []
    assert ENGLISH.share(ASKED, ALIKE[1])


def test_what_is_rare_on_the_site_tells_most_and_comes_with_its_forms():
    background = Background.of(["The heavy shirt", "Shipping a shirt", "A ship", "shirt"] * 5, "en")
    words = [forms[0] for forms in background.telling("Will a shirt ship to Norway?", 3)]
    assert words == ["norway", "ship", "shirt"]
    assert background.telling("Do you ship?", 1) == [("ship", "shipping")]


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("ship", "shipping", True),
        ("shirts", "shirt", True),
        ("washing", "washed", True),
        ("ship", "shipwreck", False),
        ("sand", "sane", False),
    ],
)
def test_forms_begin_alike(one, other, are):
    assert is_form(one, other) is is_form(other, one) is are


def test_a_better_place_in_the_search_counts():
    first, last = likeness(ASKED, [ALIKE[1]] * 2, ENGLISH, places=[1, 30])
    assert first > last


def test_meaning_sees_what_is_put_otherwise(encoder):
    asked = "Is it possible to bring my order to my workplace?"
    other = "Can you deliver to the office?"
    (without,), (meant,) = (
        likeness(asked, [other], ENGLISH),
        likeness(asked, [other], ENGLISH, encoder),
    )
    assert meant > without


def test_a_background_can_be_kept():
    background = Background.of([ASKED, *ALIKE], "en")
    assert pickle.loads(pickle.dumps(background)) == background


def test_a_language_that_nobody_counted_has_the_words_of_the_site_alone():
    assert Background.of(["een twee drie"], "nl").size == 1


def test_what_is_common_was_counted_in_the_shipped_comments():
    assert json.loads(SHIPPED.read_text("utf-8")) == count_common()


# Passages ----------------------------------------------------------------------------------------

POST = """<p>Before any heading.</p><h2 id="where">Where it goes</h2><p>To <b>Norway</b>:
11.90&nbsp;euro.<br/>Twice a week.</p><ul><li>Ireland is free.</li></ul><blockquote></blockquote>
<h3>Washing</h3><p>Cold &amp; inside out.</p><embed embedtype="image" id="3"/>"""


def test_a_post_is_read_paragraph_by_paragraph():
    assert passages(POST) == [
        Passage("", "", "Before any heading."),
        Passage("Where it goes", "where", "To Norway: 11.90 euro. Twice a week."),
        Passage("Where it goes", "where", "Ireland is free."),
        Passage("Washing", "", "Cold & inside out."),
    ]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("How much is shipping to Norway?", 1),
        ("can I wash it inside out", 3),
        ("Do you have a shop in Berlin?", None),
        ("Is it for you?", None),
        ("", None),
    ],
)
def test_only_a_passage_that_clearly_speaks_of_it_is_found(asked, expected):
    found = [f"{one.heading}\n{one.words}" for one in passages(POST)]
    assert best_passage(asked, found, "Shipping", ENGLISH) == expected


def test_a_passage_must_mean_it_too_where_meaning_is_known(encoder):
    found = ["Where it goes\nTo Norway: 11.90 euro for shipping.", "Hooks\nNorway lost the match."]
    assert best_passage("What is shipping to Norway?", found, "", ENGLISH, encoder) == 0
    assert best_passage("Norway, shipping?", found[1:], "", ENGLISH, encoder) is None

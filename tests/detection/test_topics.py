"""Which topic a question is about: a table of cases in four languages, and what decides."""

import pytest

from wagtail_peersupport.detection.phrases import is_findable, split_words
from wagtail_peersupport.detection.topics import Definition, Router

SIZES, SHIPPING, WASHING, BILLING, RUNNERS = range(1, 6)

TOPICS = [
    Definition(SIZES, ("size", "fit", "Größe", "taille", "talla", "too small", "尺码")),
    Definition(
        SHIPPING,
        ("ship", "parcel", "postage", "Versand*", "Paket", "envoi", "colis", "envío", "delivery"),
    ),
    Definition(
        WASHING, ("wash", "shrink", "dryer", "wasch*", "laver", "lavar", "size of the print")
    ),
    Definition(BILLING, ("invoice", "refund", "charged twice", "credit card", "Rechnung")),
    Definition(
        RUNNERS,
        (),
        ("How do I lace my shoes for a marathon?", "Which socks do you wear for long runs?"),
    ),
]

CASES = [
    # A word, in any form, case and accent
    ("Which size should I take?", SIZES),
    ("WHAT SIZES ARE LEFT?", SIZES),
    ("How is the sizing of the heavy tee?", SIZES),
    ("does it fit under a jacket", SIZES),
    ("Do you ship to Norway?", SHIPPING),
    ("Is shipping free?", SHIPPING),
    ("Could it be shipped on Tuesday?", SHIPPING),
    ("When are the deliveries?", SHIPPING),
    ("Where are my parcels???", SHIPPING),
    ("Can it be washed at 60 degrees?", WASHING),
    ("It shrank. Is washing at 30 too hot?", WASHING),
    # Other languages
    ("Welche Größe nehme ich bei 1,80 m?", SIZES),
    ("Gibt es das auch in anderen Größen?", SIZES),
    ("Was sind die Versandkosten in die Schweiz?", SHIPPING),
    ("Wo bleiben meine Pakete?", SHIPPING),
    ("Darf das in die Waschmaschine?", WASHING),
    ("Wann kommt die Rechnung?", BILLING),
    ("Quelle taille prendre ?", SIZES),
    ("Combien coûte l'envoi en Suisse ?", SHIPPING),
    ("Où est mon colis ?", SHIPPING),
    ("¿Qué talla me recomendáis?", SIZES),
    ("¿Cuánto tarda el envio a Canarias?", SHIPPING),
    ("请问尺码怎么选？", SIZES),
    # Only whole words: neither inside of others nor cut short
    ("Are you on friendship terms with the gull?", None),
    ("Who was fitter, you or the gull?", None),
    ("Is your credit good at the harbour?", None),
    ("What colour is the gull?", None),
    ("", None),
    ("???", None),
    ("https://example.com/shipping/sizes", None),
    # What is asked beats what is said in passing
    ("I washed mine twice and it did shrink in the dryer. Do you ship to Norway?", SHIPPING),
    ("Do you ship to Norway? I washed mine twice and it did shrink in the dryer.", SHIPPING),
    ("> Do you ship to Norway?\n\nWhich size did you take?", SIZES),
    # Said in passing, it counts where nothing else does
    ("My parcel got wet in the rain. Now what do I do with the gull?", SHIPPING),
    # The longer phrase is the more specific one
    ("What is the size of the print?", WASHING),
    ("Why was I charged twice for the postage?", BILLING),
    ("It is too small, or did it shrink?", SIZES),
    # Each word counts once, two beat one
    ("Which size will fit, and can I wash it?", SIZES),
    ("ship ship ship, or which size will fit?", SIZES),
    # A tie goes to the first
    ("Can I wash it, and do you ship it?", SHIPPING),
    # Examples
    ("How should I lace shoes before a marathon?", RUNNERS),
    ("What socks are good for long runs?", RUNNERS),
    ("Which marathon is it?", None),
    ("Hi all! How do I lace my shoes for a marathon? I am from Bergen and new here.", RUNNERS),
    ("Which size of shoes?", SIZES),
]


@pytest.mark.parametrize(("text", "key"), CASES)
def test_routing(text, key):
    route = Router(TOPICS).route(text)
    assert (route.key if route else None) == key, route


def test_a_word_in_passing_is_no_topic_of_a_long_comment():
    story = "We walked along the pier and looked at the boats and the gulls all day. " * 6
    router = Router(TOPICS)
    assert router.route(f"{story}The ship was blue. What is the gull called?") is None
    found = router.route(f"{story}The ship with the parcel was blue. What is the gull called?")
    assert found.key == SHIPPING


def test_the_reason_is_what_staff_wrote_and_what_was_asked_comes_first():
    router = Router(TOPICS)
    route = router.route(
        "Is it shipped with the right size? My parcel got lost, and so did postage."
    )
    assert (route.key, route.reason) == (SHIPPING, 'says "ship"; mentions "parcel"')
    route = router.route("How should I lace shoes before a marathon?")
    assert route.reason == 'is like "How do I lace my shoes for a marathon?"'


def test_words_in_the_examples_of_many_topics_count_less():
    alike = [
        Definition(1, (), ("Does the heavy herring shirt crack?",)),
        Definition(2, (), ("Does the heavy herring shirt float?",)),
    ]
    assert Router(alike).route("Will the heavy shirt crack after a year?").key == 1
    assert Router(alike).route("Will the heavy shirt float in the harbour?").key == 2
    assert Router(alike).route("Is the heavy shirt any good for sailing?") is None


def test_the_order_of_the_topics_decides_nothing_but_ties():
    for text, key in CASES:
        if not text.startswith("Can I wash it, and"):
            route = Router(TOPICS[::-1]).route(text)
            assert (route.key if route else None) == key, text


def test_without_topics_there_is_none():
    assert Router([]).route("Do you ship to Norway?") is None
    assert Router([Definition(1, ())]).route("Do you ship to Norway?") is None


@pytest.mark.parametrize(
    ("title", "touches"),
    [
        ("Shipping to islands, and other places with a ferry", True),
        ("How to wash a shirt", False),
        ("The parcels of Tuesday & the right size", True),
    ],
)
def test_a_post_is_on_a_topic_where_its_title_says_anything_of_it(title, touches):
    assert Router(TOPICS).touches(SHIPPING, title) is touches


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ship\nparcel", ("ship", "parcel")),
        (" ship , customs fee;\n\n Ship\r\n", ("ship", "customs fee")),
        ("", ()),
        ("\n , ;", ()),
    ],
)
def test_words_stand_on_lines_or_between_commas(typed, found):
    assert split_words(typed) == found


@pytest.mark.parametrize(
    ("phrase", "findable"),
    [
        ("ship", True),
        ("M", True),
        ("Versand*", True),
        ("尺码", True),
        ("credit card", True),
        ("!?", False),
        ("*", False),
        ("a*", False),
    ],
)
def test_what_can_be_looked_for(phrase, findable):
    assert is_findable(phrase) is findable

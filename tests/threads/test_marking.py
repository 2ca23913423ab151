"""Which words are taken for those that were searched for, and what is quoted around them."""

import pytest

from wagtail_peersupport.threads.marking import marked, occurs, passage, words_of

LONG = f"{'Before that, nothing. ' * 10}Then the gull took the shirt. {'After that, quiet. ' * 10}"


@pytest.mark.parametrize(
    ("text", "word", "taken"),
    [
        ("Wash it cold.", "wash", ["Wash"]),
        ("A washing line, washed.", "washing", ["washing", "washed"]),
        ("Größe L fällt klein aus", "grosse", ["Größe"]),
        ("Größe L fällt klein aus", "größe", ["Größe"]),
        ("René, RENE, renée", "rené", ["René", "RENE", "renée"]),
        ("It is XL, not XLs.", "xl", ["XL"]),
        ("stocking, tocking", "tock", ["tocking"]),
        ("m-shirt_m", "m", ["m", "m"]),
        ("", "wash", []),
    ],
)
def test_words_in_whatever_form_are_marked(text, word, taken):
    (folded,) = words_of(word)
    pieces = marked(text, [folded])
    assert [piece.text for piece in pieces if piece.is_marked] == taken
    assert "".join(piece.text for piece in pieces) == text
    assert occurs(folded, words_of(text)) == bool(taken)


def test_a_short_text_is_quoted_whole_on_one_line():
    assert passage("Wash it\n\ncold.", ["cold"], 200) == "Wash it cold."


def test_a_long_text_is_quoted_from_shortly_before_the_first_hit():
    quoted = passage(LONG, ["gull"], 80)
    assert quoted.startswith("… ")
    assert "the gull took" in quoted
    assert quoted.endswith("…")
    assert len(quoted) <= 82


def test_a_hit_near_the_start_needs_no_gap():
    assert passage(LONG, ["before"], 40).startswith("Before that")


def test_a_long_word_without_a_space_is_cut():
    assert passage("x" * 500, ["y"], 80) == f"{'x' * 79}…"

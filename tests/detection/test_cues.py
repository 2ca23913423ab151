"""The phrase files and how a phrase is matched."""

import pytest

from wagtail_peersupport.detection.cues import Sense, find, load
from wagtail_peersupport.detection.words import LANGUAGES, tongue, words


def senses(text: str, language: str = "en") -> set[Sense]:
    return set(find(words(text), (language,)))


@pytest.mark.parametrize("language", ["any", *LANGUAGES])
def test_every_phrase_of_a_language_can_be_read(language):
    assert load(language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sense", list(Sense))
def test_every_language_has_phrases_of_every_sense(language, sense):
    phrases = (phrase for phrases in load(language).values() for phrase in phrases)
    assert any(phrase.sense is sense for phrase in phrases)


@pytest.mark.parametrize(
    "text", ["I CAN'T figure out how", "i cant figure out how", "I can’t figure out how"]
)
def test_case_and_apostrophes_do_not_matter(text):
    assert Sense.ASKS in senses(text)


def test_accents_do_not_matter():
    assert senses("Où est-ce que je peux", "fr") == senses("ou est ce que je peux", "fr")


def test_a_found_phrase_shows_the_words_as_typed():
    found = find(words("Well, I CAN'T figure out how"), ("en",))
    assert found[Sense.ASKS] == "can't figure out"


def test_the_start_of_a_clause_is_also_behind_a_pause():
    assert Sense.OPENS in senses("Hi Jo, is it cotton")
    assert Sense.OPENS not in senses("I know it is cotton")


def test_the_end_of_a_sentence_counts():
    assert Sense.RHETORICAL in senses("Nice, right")
    assert Sense.RHETORICAL not in senses("the right size")


@pytest.mark.parametrize(
    ("text", "hint", "language"),
    [
        ("the shirt is too small for me", "", "en"),
        ("das Hemd ist mir leider zu klein", "", "de"),
        ("la chemise est trop petite pour moi", "", "fr"),
        ("la camisa es muy pequeña para mí", "", "es"),
        ("xyz", "", ""),
        ("xyz", "fr-CA", "fr"),
        ("xyz", "ja", "ja"),
        ("das ist mir leider zu klein", "en", "de"),
    ],
)
def test_language_is_guessed_from_small_words(text, hint, language):
    assert tongue(words(text), hint).guess == language

"""What the content model is told of an answer."""

import pytest

from wagtail_peersupport.ranking.discussion import Discussion, Said
from wagtail_peersupport.ranking.facts import facts_of

QUESTION = "Where can I buy the red wool, and which needles are best? I found nothing in town."


def facts(*said: Said | str, question: str = QUESTION) -> list[dict[str, float]]:
    comments = [one if isinstance(one, Said) else Said(one) for one in said]
    return facts_of(Discussion(question, comments))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Try the shop in Mill Lane.", "starts with advice"),
        ("Probier mal den Laden in der Mühlgasse.", "starts with advice"),
        ("Essayez la boutique du centre.", "starts with advice"),
        ("Prueba la tienda del centro.", "starts with advice"),
        ("You can just order it online.", "says: advises"),
        ("Du kannst es einfach online bestellen.", "says: advises"),
        ("I'd recommend bamboo ones.", "words: recommends"),
        ("Ich würde Bambus empfehlen.", "words: recommends"),
        ("Je recommande le bambou.", "words: recommends"),
        ("Recomiendo las de bambú.", "words: recommends"),
        ("It is near the station.", "words: places"),
        ("Gegenüber vom Bahnhof.", "words: places"),
        ("En face, près de la gare.", "words: places"),
        ("Cerca de la estación.", "words: places"),
        ("What size do you need?", "asks"),
        ("Welche Größe brauchst du?", "asks"),
        ("Quelle taille te faut-il ?", "asks"),
        ("¿Qué talla necesitas?", "asks"),
        ("lol, hmm", "words: chats"),
        ("It was the same in the shop of <b>Anna</b> Berg.", "names"),
        ("Call 030 1234567.", "phone number"),
        ("See https://example.com/wool for it.", "link"),
        ("First:\n1. open it\n2. close it", "list"),
        ("It costs 12 pounds.", "number"),
        ("Good idea :)", "smiles"),
        ("I had that, too.", "starts with itself"),
        ("Wow!", "exclaims"),
        ("Really??", "several question marks"),
        ("Red wool is in every shop.", "words of the question"),
        ("In the shop by the street corner.", "where: a place"),
        ("I like the ones by Holm.", "which: a name"),
    ],
)
def test_what_a_comment_says_is_found(text, name):
    assert facts(text)[0].get(name, 0) > 0


@pytest.mark.parametrize(
    "name", ["asks", "link", "list", "number", "phone number", "smiles", "words: chats"]
)
def test_what_it_does_not_say_is_not_found(name):
    assert facts("The yarn is sold at the market on most days.")[0].get(name, 0) <= 0


def test_a_yes_answers_only_a_question_that_wants_one():
    wants = facts("Yes, it does.", question="Does it shrink?")[0]
    other = facts("Yes, it does.", question="How long does it take?")[0]
    assert "yes or no: says so" in wants
    assert "yes or no: says so" not in other


def test_length_is_held_against_the_other_readers():
    short, long, asker = facts(
        "At the market.",
        "The market hall has a stall that sells every colour of it, and the needles as well.",
        Said("Thanks, I will have a look at the market on Saturday morning then.", by_asker=True),
    )
    assert long["longer than others"] > 0 > short["longer than others"]
    assert long["length among others"] > short.get("length among others", 0)
    assert "by the asker" in asker


def test_the_signature_of_a_writer_is_no_part_of_what_they_say():
    first, second = facts(
        Said("At the market.\nLife is 1 long road", author="a"),
        Said("Or online.\nLife is 1 long road", author="a"),
    )
    assert "number" not in first
    assert "number" not in second


def test_a_dialogue_between_two_readers_is_noticed():
    found = facts(
        Said("At the market.", author="a"),
        Said("Which market?", author="b"),
        Said("The one at the river.", author="a"),
        Said("Oh, that one.", author="b"),
    )
    assert "between two of another" in found[2]
    assert "after a reader's question" in found[2]
    assert "first of its writer" in found[0]
    assert "first of its writer" not in found[2]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Thank you!", "asker thanks next"),
        ("Danke!", "asker thanks next"),
        ("Merci !", "asker thanks next"),
        ("¡Gracias!", "asker thanks next"),
        ("It works now.", "asker says it worked next"),
        ("Hat geklappt!", "asker says it worked next"),
        ("It never arrived.", "asker is stuck next"),
    ],
)
def test_what_the_asker_says_next_counts_for_the_answer_before_it(text, name):
    far, near, __ = facts("At the market.", "In Mill Lane.", Said(text, by_asker=True))
    assert near[name] == 1
    assert far[name] == 0.5


def test_an_asker_who_presses_reply_means_that_answer_alone():
    meant, other, __ = facts(
        "At the market.", "In Mill Lane.", Said("Thank you!", by_asker=True, parent=0)
    )
    assert meant["asker thanks them"] == 1
    assert "asker thanks next" not in other


def test_an_asker_who_names_somebody_means_their_answer():
    meant, other, __ = facts(
        Said("At the market.", name="Nadia", author="n"),
        Said("In Mill Lane.", name="Tom", author="t"),
        Said("@Nadia thank you!", by_asker=True),
    )
    assert meant["asker thanks them"] == 1
    assert "asker thanks them" not in other


def test_nothing_said_has_no_facts():
    assert facts() == []


@pytest.mark.parametrize("text", ["", "<p></p>", "🙂", "https://example.com", "?" * 500])
def test_any_text_is_taken(text):
    assert len(facts(text, text, question=text)) == 2

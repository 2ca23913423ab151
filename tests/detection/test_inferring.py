"""Which earlier comment a flat comment answers that names and quotes nobody."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from wagtail_peersupport.detection.conversation import Said
from wagtail_peersupport.detection.inferring import LINKS_FILE, SHIPPED, infer, load
from wagtail_peersupport.detection.link_features import WINDOW
from wagtail_peersupport.detection.types import LinkHow

START = datetime(2025, 5, 5, 9, 0, tzinfo=UTC)
TITLE = "Caring for a cast iron pan"
HOUSE = "Mara"


def stream(*lines, gap=timedelta(hours=2)):
    """Comments in order: pairs of writer and text, a third value says how long after the last one
    it came. Mara keeps the blog.
    """
    said, at = [], START
    for number, (writer, text, *wait) in enumerate(lines, start=1):
        at += wait[0] if wait else gap
        said.append(Said(number, writer.casefold(), writer, text, at, writer == HOUSE))
    return said


def last_link(*lines, **kwargs):
    said = stream(*lines, **kwargs)
    return infer(said, TITLE).get(said[-1].id)


QUESTION = ("Iven", "Can I use metal spoons in it, or does that scratch the coating?")
ANSWER = (HOUSE, "Metal spoons are fine, there is no coating that could scratch.")
PRAISE = ("Oda", "Lovely pictures, I enjoyed reading this.")

ANSWERED = {
    "the owner answers the only question": ((QUESTION, ANSWER), 1),
    "the owner answers what was asked, not what was said after it": (
        (QUESTION, PRAISE, ANSWER),
        1,
    ),
    "the owner answers after two weeks": (
        (QUESTION, (*ANSWER, timedelta(days=14))),
        1,
    ),
    "the owner thanks for a hint": (
        (
            ("Pia", "The second paragraph has the oven temperature twice."),
            (HOUSE, "Thank you, I have corrected the paragraph."),
        ),
        1,
    ),
    "the asker comes back and thanks": (
        (QUESTION, ANSWER, ("Iven", "Great, thank you, that helps me a lot.")),
        2,
    ),
    "the asker comes back with details": (
        (
            ("Iven", "Why does mine rust after every wash?"),
            (HOUSE, "Do you dry it on the stove?"),
            ("Iven", "No, I leave it on the rack."),
        ),
        2,
    ),
    "a reader agrees with a reader at once": (
        (
            ("Tove", "Soap has never hurt my old pan, whatever people say about soap."),
            ("Bela", "That's right, soap never hurt mine.", timedelta(minutes=10)),
        ),
        1,
    ),
    "a name in the middle of a sentence": (
        (
            ("Tove", "Which oil smokes least?"),
            ("Bela", "Which lid fits the small one?"),
            (HOUSE, "I would give Tove the advice to use rapeseed oil, it smokes least."),
        ),
        1,
    ),
    "the owner calls a reader by a name nobody signed with": (
        (
            PRAISE,
            ("w33", "I tried flaxseed and it came off in flakes.", timedelta(days=2)),
            (HOUSE, "Jonas, flaxseed is brittle. Take rapeseed, and only a thin film."),
        ),
        2,
    ),
    "the asker corrects a word at once": (
        (QUESTION, ("Iven", "*wooden spoons", timedelta(minutes=1))),
        1,
    ),
    "the asker reminds of the question": (
        (QUESTION, ("Iven", "Any news?", timedelta(hours=30))),
        1,
    ),
    "the asker reminds of the question after others wrote": (
        (QUESTION, PRAISE, ("Iven", "Still no answer?", timedelta(days=2))),
        1,
    ),
    "a reader answers the owner's question": (
        (
            ("Iven", "Mine has rust all over the rim."),
            (HOUSE, "Did the rust come back after you oiled the rim?"),
            ("Iven", "Yes, the rust was back on the rim a week later."),
        ),
        2,
    ),
    "a reader joins two others who talk": (
        (
            ("Tove", "Soap has never hurt my old pan, whatever people say about soap."),
            ("Bela", "That's right, soap never hurt mine.", timedelta(minutes=10)),
            ("Tove", "Exactly, soap is harmless.", timedelta(minutes=10)),
        ),
        2,
    ),
    "a German answer": (
        (
            ("Iven", "Darf die Pfanne in die Spülmaschine?"),
            (HOUSE, "Nein, in der Spülmaschine rostet die Pfanne."),
        ),
        1,
    ),
    "a French answer": (
        (
            ("Iven", "Est-ce que la poêle va au lave-vaisselle ?"),
            (HOUSE, "Non, la poêle rouille au lave-vaisselle."),
        ),
        1,
    ),
}


@pytest.mark.parametrize(("lines", "target"), ANSWERED.values(), ids=ANSWERED)
def test_what_a_reader_would_take_for_an_answer(lines, target):
    link = last_link(*lines)
    assert (link.target, link.how) == (target, LinkHow.INFERRED)
    assert 0.5 < link.confidence <= 1


OUTSIDE = {
    "the first comment": (QUESTION,),
    "praise of the post after a question": (QUESTION, PRAISE),
    "another reader's own question": (
        QUESTION,
        ("Runa", "Hello, does this also work for enamel pots?"),
    ),
    "another reader's question about the same, minutes later": (
        QUESTION,
        ("Runa", "Do metal spoons scratch it?", timedelta(minutes=5)),
    ),
    "another question of the same reader": (
        QUESTION,
        ("Iven", "And where do you buy your lids?", timedelta(minutes=20)),
    ),
    "another question of the same reader after an answer to somebody else": (
        QUESTION,
        ("Runa", "I dry mine on the stove.", timedelta(minutes=20)),
        ("Iven", "Is there a lid that fits the small one?", timedelta(minutes=20)),
    ),
    "something else that an asker who got an answer asks": (
        QUESTION,
        ANSWER,
        ("Iven", "Where do you buy your lids?", timedelta(minutes=20)),
    ),
    "somebody's own story": (
        PRAISE,
        ("Runa", "I got mine from my grandmother and fry eggs in it every Sunday."),
    ),
    "a comment after years": (
        ("Iven", "Seasoned mine today."),
        ("Runa", "Nice article about pans.", timedelta(days=900)),
    ),
    "the same comment sent twice": (
        QUESTION,
        (QUESTION[0], QUESTION[1], timedelta(minutes=1)),
    ),
}


@pytest.mark.parametrize("lines", OUTSIDE.values(), ids=OUTSIDE)
def test_what_addresses_the_post_stays_outside(lines):
    assert last_link(*lines) is None


def test_no_link_depends_on_what_comes_later():
    said = stream(QUESTION, PRAISE, ANSWER, ("Iven", "Thank you, that helps."), QUESTION, ANSWER)
    whole = infer(said, TITLE)
    assert whole
    for end in range(len(said)):
        part = infer(said[:end], TITLE)
        assert part == {pk: link for pk, link in whole.items() if pk <= end}


def test_a_hidden_comment_is_never_answered_and_proves_nothing():
    question, answer = stream(QUESTION, ANSWER)
    hidden = Said(1, "iven", "Iven", question.text, question.at, by_owner=False, is_shown=False)
    assert infer([hidden, answer], TITLE) == {}


def test_a_placed_comment_keeps_its_place_and_counts_as_evidence():
    said = stream(QUESTION, ANSWER, ("Iven", "Great, thank you, that helps me a lot."))
    placed = [
        Said(2, one.writer, one.name, one.text, one.at, True, is_placed=True, target=1)
        if one.id == 2
        else one
        for one in said
    ]
    assert set(infer(placed, TITLE)) == {3}


def test_a_comment_that_stands_apart_gets_no_link():
    question, answer = stream(QUESTION, ANSWER)
    apart = Said(2, "mara", HOUSE, answer.text, answer.at, by_owner=True, is_placed=True)
    assert infer([question, apart], TITLE) == {}


def test_a_target_that_is_not_there_is_no_evidence():
    question, answer = stream(QUESTION, ANSWER)
    lost = Said(1, "iven", "Iven", question.text, question.at, False, is_placed=True, target=99)
    assert infer([lost, answer], TITLE)[2].target == 1


def test_comments_without_dates_are_told_by_words_and_writers():
    said = [
        Said(one.id, one.writer, one.name, one.text, None, one.by_owner)
        for one in stream(QUESTION, ANSWER)
    ]
    assert infer(said, TITLE)[2].target == 1


def test_nobody_answers_what_is_far_above():
    between = [(f"Reader {n}", f"I cook number {n} in mine.") for n in range(WINDOW)]
    link = last_link(QUESTION, *between, ANSWER)
    assert link is None or link.target != 1


def test_a_higher_threshold_leaves_more_outside(tmp_path):
    data = json.loads((SHIPPED / LINKS_FILE).read_text("utf-8"))
    (tmp_path / LINKS_FILE).write_text(json.dumps(data | {"threshold": 1.0}), "utf-8")
    said = stream(QUESTION, ANSWER)
    assert infer(said, TITLE, load()) != {}
    assert infer(said, TITLE, load(tmp_path)) == {}


def test_one_comment_more_is_read_as_if_all_were_read_anew():
    lines = [QUESTION, ANSWER, PRAISE, ("Oda", "Yes, mine too.")] * 20
    said = stream(*lines)
    infer(said[:60], TITLE)
    grown = infer(said, TITLE)
    assert grown == infer(said, TITLE)
    assert grown == infer(said, TITLE, replace(load()))


def test_a_long_post_is_read_anew_where_a_comment_was_moved():
    said = stream(*[QUESTION, ANSWER] * 30)
    found = infer(said, TITLE)
    assert found[2].target == 1
    said[1] = replace(said[1], is_placed=True)
    assert 2 not in infer(said, TITLE)
    assert infer([*said[:1], *stream(QUESTION, ANSWER)[1:], *said[2:]], TITLE) == found


def test_a_folder_that_knows_no_links_has_those_of_the_package(tmp_path):
    assert load(tmp_path) is load()

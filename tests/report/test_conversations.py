"""What counts as a question, as its answer, and as neither."""

from datetime import timedelta

import pytest

from tests.engines import PlainEngine
from tests.report.blog import ANSWER, QUESTION, export, figures, post, said
from wagtail_peersupport.importers.records import NO_DATE
from wagtail_peersupport.report.conversations import known_date, link_to
from wagtail_peersupport.report.figures import figures_of

HOUR = timedelta(hours=1)


def test_a_reply_by_somebody_else_answers_and_the_wait_runs_to_the_first() -> None:
    found = figures(
        said("1", "Tom", QUESTION),
        said("2", "Ines", ANSWER, to="1", after=5 * HOUR),
        said("3", "Nell", ANSWER, to="1", after=9 * HOUR),
    )
    assert [question.wait for question in found.answered] == [5 * HOUR]
    assert [answer.author for answer in found.answered[0].answers] == ["Ines", "Nell"]


def test_ideas_are_left_out_and_their_replies_answer_no_question() -> None:
    idea = said("2", "Cleo", "Please add a post about rye.")
    reply = said("3", "Ines", "There is one from May.", to="2")
    talk = export(post(said("1", "Tom", QUESTION), idea, reply))
    found = figures_of(talk, PlainEngine())
    assert [question.author for question in found.questions] == ["Tom"]
    assert not found.answered


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(said("2", "Tom", ANSWER, to="1"), id="the asker"),
        pytest.param(said("2", "Ines", "Thanks, I wondered too :)", to="1"), id="thanks"),
        pytest.param(said("2", "Ines", "Same here!", to="1"), id="me too"),
        pytest.param(said("2", "Ines", "Haha", to="1"), id="joke"),
        pytest.param(said("2", "Nell", "Which flour did you use?", to="1"), id="question back"),
        pytest.param(said("2", "Ines", ANSWER, to="1", approved=False), id="unapproved"),
        pytest.param(said("2", "Ines", "Lovely post, my kids ate it all."), id="remark"),
    ],
)
def test_what_is_no_answer_leaves_a_question_unanswered(reply) -> None:
    assert len(figures(said("1", "Tom", QUESTION), reply).unanswered) == 1


def test_the_asker_is_known_by_address_whatever_the_name() -> None:
    found = figures(
        said("1", "Tom", QUESTION, email="tom@reader.example"),
        said("2", "Thomas", ANSWER, to="1", email="TOM@reader.example"),
    )
    assert found.unanswered


def test_two_people_of_one_name_are_told_apart_by_address() -> None:
    found = figures(
        said("1", "Tom", QUESTION, email="tom@reader.example"),
        said("2", "Tom", ANSWER, to="1", email="other@reader.example"),
    )
    assert found.answered


@pytest.mark.parametrize(
    "text",
    [f"@Tom {ANSWER}", f"<blockquote>{QUESTION}</blockquote><p>{ANSWER}</p>"],
    ids=["name", "quote"],
)
def test_a_flat_comment_that_names_or_quotes_answers(text: str) -> None:
    assert figures(said("1", "Tom", QUESTION), said("2", "Ines", text)).answered


def test_an_answer_deep_in_a_thread_answers_its_question() -> None:
    found = figures(
        said("1", "Tom", QUESTION),
        said("2", "Nell", "Which flour did you use?", to="1"),
        said("3", "Ines", ANSWER, to="2"),
    )
    assert found.answered[0].first_answer.author == "Ines"


def test_a_reply_to_a_hidden_reply_belongs_to_the_question_above() -> None:
    found = figures(
        said("1", "Tom", QUESTION),
        said("2", "Rude", "You fool, everybody knows that.", to="1", approved=False),
        said("3", "Ines", ANSWER, to="2"),
    )
    assert found.answered


def test_unapproved_questions_and_those_of_the_owner_are_not_counted() -> None:
    found = figures(said("1", "Tom", QUESTION, approved=False), said("2", "Nell", QUESTION))
    assert not found.questions
    assert (found.comments, found.waiting_for_approval) == (1, 1)


def test_what_the_owner_says_to_nobody_is_perhaps_an_answer_and_not_a_never() -> None:
    found = figures(said("1", "Tom", QUESTION), said("2", "Nell", ANSWER))
    assert len(found.maybe_answered) == 1
    assert not found.answered
    assert not found.unanswered


def test_one_comment_of_the_owner_is_perhaps_the_answer_to_one_question() -> None:
    found = figures(
        said("1", "Tom", QUESTION),
        said("2", "Ravi", "How long does it keep in the fridge?"),
        said("3", "Nell", ANSWER),
    )
    assert (len(found.maybe_answered), len(found.unanswered)) == (1, 1)


def test_nothing_before_the_web_is_taken_for_a_date() -> None:
    assert known_date(NO_DATE) is None
    assert known_date(NO_DATE.replace(year=2024))


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://bread.example/a/", "https://bread.example/a/#comment-7"),
        ("https://bread.example/?p=4#more", "https://bread.example/?p=4#comment-7"),
        ("https://nell:secret@bread.example/a/", "https://bread.example/a/#comment-7"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_links_lead_into_the_blog_or_nowhere(url: str, link: str) -> None:
    comment = said("7", "Tom", QUESTION)
    page = post(comment)
    assert link_to(type(page)(**{**_fields(page), "url": url}), comment) == link


def _fields(page) -> dict:
    return {name: getattr(page, name) for name in page.__slots__}

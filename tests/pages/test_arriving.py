"""What somebody in a hurry reads right after posting, wherever the link in the mail opens."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from tests.pages.reading import words
from tests.readers import Reader, comment_form_in, link_in
from wagtail_peersupport import comments
from wagtail_peersupport.views import arriving

pytestmark = pytest.mark.django_db(transaction=True)
QUESTION = "Do you ship to Norway, and who pays the customs?"
NEXT = "We write to you when somebody answers your question."
INVITATION = "Be the first to help."


@pytest.fixture
def landed(post):
    """Where the link in the mail leads another browser than the one that a guest asked in."""
    Reader("Ann").send(post, QUESTION)
    return Client().get(link_in(mail.outbox[-1])).url


def test_a_link_opened_in_another_browser_says_what_happens_next(hub, landed):
    assert landed.startswith(hub.url)
    page = words(Client().get(landed))
    assert "We've got it Expect an answer within 48 hours" in page
    assert NEXT in page
    assert INVITATION not in page
    assert "Nobody has answered yet" not in page


def test_it_says_so_under_the_post_too(post, landed):
    query = landed.partition("?")[2].partition("#")[0]
    assert NEXT in words(Client().get(f"{post.url}?{query}"))


def test_it_gives_no_right_to_what_only_the_writer_may_do(hub, landed):
    page = words(Client().get(landed))
    assert "Withdraw my question" not in page
    assert "I solved it another way" not in page


def test_an_address_that_was_altered_or_is_old_says_nothing(hub, landed, monkeypatch):
    assert NEXT not in words(Client().get(landed.replace("confirmed=", "confirmed=9")))
    monkeypatch.setattr(arriving, "SAID_FOR", timedelta(0))
    page = words(Client().get(landed))
    assert NEXT not in page
    assert INVITATION in page


def test_a_question_just_asked_is_not_offered_to_its_writer_as_one_to_answer(hub, post):
    ann = Reader("Ann")
    ann.send(post, QUESTION)
    response = ann.client.get(ann.confirm(mail.outbox[-1]).url)
    assert "Nobody has answered yet" not in words(response)
    button = re.search(r'class="ps-button (\S+)"[^>]*>Reply under', response.content.decode())
    assert button.group(1) == "ps-outlined"


def test_who_typed_a_wrong_address_gets_every_word_back(post):
    ann = Reader("Ann", "an@example.com")
    form = comment_form_in(ann.send(post, QUESTION).content.decode())
    again = ann._post(form["action"], {**form["fields"], "change": "1"})
    assert len(mail.outbox) == 1
    kept = comment_form_in(again.content.decode())
    said = {name: kept["fields"][name].strip() for name in ("comment", "name", "email")}
    assert said == {"comment": QUESTION, "name": "Ann", "email": "an@example.com"}
    sent = ann._post(kept["action"], {**kept["fields"], "email": "ann@example.com"})
    assert "check your mail" in words(sent)
    assert mail.outbox[-1].to == ["ann@example.com"]
    ann.confirm(mail.outbox[-1])
    assert comments.comment_model().objects.get().comment.strip() == QUESTION


def test_whose_answer_is_live_finds_the_next_question_and_what_they_helped(hub, post, reader, say):
    question = say(post, QUESTION, name="Ines")
    bram = Reader("Bram", account=reader)
    answer = bram.write(post, "We do, and the customs are in the price.", question)
    response = bram.client.get(f"{hub.url}{question.pk}/?posted={answer.pk}", follow=True)
    page = response.content.decode()
    assert f'<a href="{hub.url}?tab=open">More open questions</a>' in page
    assert '<a href="/comments/my-help/">What you helped</a>' in page


def test_the_form_of_the_hub_that_comes_back_still_asks_a_question(hub):
    ann = Reader("Ann")
    page = ann.client.get(f"{hub.url}ask/").content.decode()
    form = comment_form_in(page)
    data = {**form["fields"], "comment": QUESTION, "name": "Ann", "email": "ann@"}
    again = ann._post(form["action"], data)
    assert again.status_code == 422
    assert "Ask a question" in words(again)
    assert "Write a comment" not in words(again)

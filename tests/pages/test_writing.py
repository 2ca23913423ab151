"""The pages around writing a comment, and the mails."""

import re

import pytest
from django.core import mail

from tests.pages.reading import plain, words
from wagtail_peersupport.notifications.sending import send

LONG = "Does it shrink & fade? I washed it <twice>."


@pytest.fixture
def fill_in(client):
    """The fields of the form on a page, with what a guest types."""

    def fill_in(url, **typed):
        content = client.get(url).content.decode()
        form = content[content.index('class="ps-form"') :]
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
        return hidden | {"name": "Robin", "email": "robin@example.com", "comment": LONG} | typed

    return fill_in


def test_guest_reads_what_happens_next(client, post, fill_in):
    page = words(client.post("/comments/write/", fill_in(post.url)))
    assert "One more step: check your mail" in page
    assert "robin@example.com" in page
    assert LONG in page
    assert "Expect an answer within 48 hours" in page


def test_wrong_field_is_named_and_every_word_kept(client, post, fill_in):
    response = client.post("/comments/write/", fill_in(post.url, email="robin"))
    content = response.content.decode()
    assert "Something needs another look below. Your words are kept." in words(response)
    assert 'aria-invalid="true"' in content
    assert 'aria-describedby="id_email_helptext id_email_error"' in content
    assert 'id="id_email_error"' in content
    assert LONG in words(response)


def test_account_without_an_address_can_give_one(client, post, fill_in, reader):
    reader.email = ""
    reader.save()
    client.force_login(reader)
    response = client.post("/comments/write/", fill_in(post.url, name="", email=""))
    assert 'name="email"' in response.content.decode()
    assert LONG in words(response)


def test_reply_page_quotes_what_is_answered(client, post, question):
    page = words(client.get("/comments/write/", {"page": post.pk, "reply_to": question.pk}))
    assert "Write a reply Under How we print our shirts" in page
    assert "I'm between M and L." in page
    assert "Replying to Ines" in page


def test_trap_for_robots_is_hidden_from_everybody_else(client, post):
    content = client.get(post.url).content.decode()
    trap = re.search(r"<p[^>]*>(?:(?!</p>).)*honeypot.*?</p>", content, re.DOTALL).group()
    assert 'aria-hidden="true"' in trap
    assert 'tabindex="-1"' in trap


def test_broken_link_says_what_to_do(client, db):
    response = client.get("/comments/confirm/cut-off/")
    assert response.status_code == 404
    assert "Copy the whole link from our mail" in words(response)


def test_refusal_says_why_and_leads_back(client, post, say, reader):
    question = say(post, "Does it shrink?", name="Robin", user=reader)
    client.force_login(reader)
    response = client.post(f"/comments/{question.pk}/me-too/", {"next": post.url})
    assert response.status_code == 403
    assert "This is your own question." in words(response)
    assert f'href="{post.url}#c{question.pk}"' in response.content.decode()


@pytest.fixture
def mailed(post):
    """Sends a mail of ours and returns it: subject, text, HTML."""

    def mailed(name, **context):
        send(name, "ines@example.com", {"page": post, "name": "Ines", "target_hours": 48} | context)
        message = mail.outbox[-1]
        return message.subject, message.body, message.alternatives[0].content

    return mailed


def test_confirmation_mail_has_words_link_and_promise_in_both_versions(mailed):
    link = "https://example.com/comments/confirm/a-b_c/"
    subject, text, markup = mailed(
        "confirm", words=LONG, confirm_url=link, page_url="https://example.com/blog/x/"
    )
    assert subject == "Confirm your comment under “How we print our shirts”"
    assert text.startswith("Hello Ines,\n")
    for part in (LONG, link, "within 48 hours"):
        assert part in text
    assert f'href="{link}"' in markup
    assert LONG in plain(markup)


def test_answer_mail_has_the_answer_and_the_question_in_both_versions(mailed):
    link = "https://example.com/help/7/does-it/#c9"
    subject, text, markup = mailed(
        "answered", helper="Bo & Co", question="Does it <shrink>?", words=LONG, thread_url=link
    )
    assert subject == "Bo & Co answered: Does it <shrink>?"
    for part in (LONG, link, "Bo & Co answered", "Does it <shrink>?"):
        assert part in text
    assert "&lt;twice&gt;" in markup
    assert "<shrink>" not in markup
    assert f'href="{link}"' in markup


def test_mail_needs_nothing_from_elsewhere(mailed):
    markup = mailed("confirm", words="x", confirm_url="/c/", page_url="/p/")[2]
    assert "max-width:600px" in markup
    assert not re.search(r"<(?:img|link|script)\b", markup)

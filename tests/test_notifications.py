import django
import pytest
from django.core import mail
from django.template.loader import render_to_string
from django.utils import translation

from tests.actions.test_sync import add
from tests.readers import Reader
from wagtail_peersupport import comments
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.models import SupportReply
from wagtail_peersupport.notifications.answering import notify_asker

pytestmark = pytest.mark.django_db
QUESTION = "How do I wash the heavy tee without shrinking it?"
ANSWER = "Wash it cold & hang it up, <b>never</b> the dryer."


def told(address):
    """Mails to ``address`` that are not requests to confirm."""
    return [
        message
        for message in mail.outbox
        if message.to == [address] and "/confirm/" not in message.body
    ]


def test_the_asker_hears_of_an_answer_once(post):
    question = Reader("Ann").write(post, QUESTION)
    Reader("Bob").write(post, ANSWER, question)
    (message,) = told("ann@example.com")
    assert "never the dryer" in message.body
    assert "&amp;" not in message.body
    assert f"#c{SupportReply.objects.get().comment_id}" in message.body
    html = message.alternatives[0][0]
    assert "Wash it cold &amp; hang it up" in html
    notify_asker(SupportReply.objects.get().pk)
    assert len(told("ann@example.com")) == 1


def test_an_account_hears_of_it_too(post, reader):
    question = Reader(account=reader).write(post, QUESTION)
    Reader("Bob").write(post, ANSWER, question)
    assert len(told("robin@example.com")) == 1


def test_nobody_hears_of_jokes_or_of_themselves(post):
    ann = Reader("Ann")
    question = ann.write(post, QUESTION)
    Reader("Bob").write(post, "Haha!", question)
    ann.write(post, "I found it: cold water is the secret of it all.", question)
    assert told("ann@example.com") == []


def test_an_address_that_was_never_proven_gets_no_mail(post):
    question = add(post, QUESTION, "Ann", minutes_ago=5)
    sync_comments([question.pk])
    Reader("Bob").write(post, ANSWER, question)
    assert told("ann@example.com") == []


def test_whoever_xtd_mails_anyway_gets_no_second_mail(post):
    question = Reader("Ann").write(post, QUESTION)
    comments.comment_model().norel_objects.filter(pk=question.pk).update(followup=True)
    Reader("Bob").write(post, ANSWER, question)
    subjects = [message.subject for message in told("ann@example.com")]
    assert subjects == ["new comment posted"]


def test_a_mail_server_that_is_down_loses_nothing(post, settings):
    backend, closed_port = "django.core.mail.backends.smtp.EmailBackend", 1
    if django.VERSION >= (6, 1):
        options = {"host": "127.0.0.1", "port": closed_port}
        settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
    else:
        settings.EMAIL_BACKEND, settings.EMAIL_PORT = backend, closed_port
    response = Reader("Ann").send(post, QUESTION)
    assert response.status_code == 422
    assert QUESTION in response.content.decode()


def test_a_subject_cannot_be_broken_by_a_name(post):
    question = Reader("Ann").write(post, QUESTION)
    Reader("Bob\nBcc: all", "bob@example.com").write(post, ANSWER, question)
    (message,) = told("ann@example.com")
    assert "\n" not in message.subject


@pytest.mark.parametrize(("language", "side"), [("en", "left"), ("ar", "right")])
def test_a_mail_reads_in_the_direction_of_its_language(language, side):
    with translation.override(language):
        html = render_to_string("wagtail_peersupport/mail/tell_me.html", {"question": QUESTION})
    assert f'dir="{"rtl" if side == "right" else "ltr"}"' in html
    assert f"border-{side}:3px" in html

"""Mails to readers speak the language of the post, whoever and whatever sends them."""

import pytest
from django.core import mail
from wagtail.models import Locale

from tests.engines import PLAIN
from tests.keeping import kept
from tests.readers import Reader
from tests.staff_accounts import let_support
from tests.test_catalogues import english_in

pytestmark = pytest.mark.django_db
WASH = "Wie wasche ich das dicke Hemd?"


@kept
def german(post):
    post.locale = Locale.objects.create(language_code="de")
    post.title = "Wie wir drucken"
    post.save()
    return post


def test_no_mail_about_a_german_post_has_english_words_of_ours(
    german, settings, reader, django_user_model
):
    settings.PEERSUPPORT = PLAIN
    ann, bob, cleo, robin = Reader("Ann"), Reader("Bob"), Reader("Cleo"), Reader(account=reader)
    mara = django_user_model.objects.create_user("mara", "mara@example.com")
    question = ann.write(german, WASH)
    robin.press("me-too", question)
    robin.press("tell-me", question)
    cleo.press("me-too", question)
    cleo.press("tell-me", question, email="cleo@example.com")
    answer = bob.write(german, "Kalt, und auf der Leine trocknen.", question)
    ann.press("accept", answer)
    Reader(account=let_support(mara)).press("thank-helper", answer, say="letter", note="Prima!")
    assert [(message.to[0], message.subject.split(":")[0]) for message in mail.outbox] == [
        ("ann@example.com", "Bestätige deinen Kommentar unter „Wie wir drucken“"),
        ("cleo@example.com", f"Sollen wir dir Bescheid sagen, wenn das gelöst ist? {WASH}"),
        ("bob@example.com", "Bestätige deinen Kommentar unter „Wie wir drucken“"),
        ("ann@example.com", "Bob hat geantwortet"),
        ("bob@example.com", "Deine Antwort war die Lösung"),
        ("robin@example.com", "Gelöst"),
        ("bob@example.com", "mara dankt dir für deine Antwort"),
    ]
    for message in mail.outbox:
        words = " ".join(message.body.split())
        assert list(english_in(words)) == [], message.subject

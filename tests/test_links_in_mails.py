"""The signed links of our mails: each works as long as it says, and no longer."""

from datetime import timedelta
from time import time
from types import SimpleNamespace

import pytest
from django.core import mail, signing
from django.test import Client

from tests.engines import PLAIN
from tests.readers import Reader, link_in
from tests.staff_accounts import let_support
from wagtail_peersupport import comments
from wagtail_peersupport.notifications.staff_links import quiet_url
from wagtail_peersupport.notifications.told_links import stop_url

pytestmark = pytest.mark.django_db
A_YEAR = timedelta(days=365)


@pytest.fixture
def links(post, settings, django_user_model):
    """Paths of links, with how long they work and what is said of one that is too old."""
    settings.PEERSUPPORT = PLAIN
    ann, bob, cleo = Reader("Ann"), Reader("Bob"), Reader("Cleo")
    mara = let_support(django_user_model.objects.create_user("mara", "mara@example.com"))
    question = ann.write(post, "How do I wash the heavy tee?")
    answer = bob.write(post, "Cold, and on the line.", question)
    asker = link_in(mail.outbox[-1], "/asker/")
    cleo.press("me-too", question)
    cleo.press("tell-me", question, email="cleo@example.com")
    confirm = link_in(mail.outbox[-1], "/tell-me/")
    ann.press("accept", answer)
    helper = link_in(mail.outbox[-1], "/my-help/")
    stop = stop_url(post, "cleo@example.com").partition("localhost")[2]
    quiet = quiet_url(post, mara, "wants_alarms").partition("localhost")[2]
    return {
        asker: (timedelta(days=30), 410),
        confirm: (timedelta(days=2), 409),
        stop: (A_YEAR, 409),
        helper: (A_YEAR, 404),
        quiet: (A_YEAR, 409),
    }


def test_each_works_as_long_as_it_says_and_no_longer(links, monkeypatch):
    assert len(links) == 5
    for path, (works_for, refused) in links.items():
        for age, status in (
            (works_for - timedelta(hours=1), 200),
            (works_for + timedelta(hours=1), refused),
        ):
            then = time() + age.total_seconds()
            monkeypatch.setattr(signing, "time", SimpleNamespace(time=lambda then=then: then))
            assert Client().get(path).status_code == status, f"{path} after {age}"


def test_who_wrote_it_under_another_address_by_now_is_not_whom_the_link_is_for(links):
    """As where staff gave a comment to somebody else."""
    asker, __, __, helper, __ = links
    assert {Client().get(path).status_code for path in (asker, helper)} == {200}
    comments.comment_model().objects.update(user_email="dora@example.com")
    assert Client().get(asker).status_code >= 400
    assert Client().get(helper).status_code == 404

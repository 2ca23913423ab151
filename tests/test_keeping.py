"""A fixture that is kept is as new for every test, however many came before."""

import pytest
from django.core import mail

from tests.engines import PLAIN, SILENT
from tests.keeping import kept
from tests.readers import Reader
from wagtail_peersupport import comments
from wagtail_peersupport.models import SupportThread

pytestmark = pytest.mark.django_db
QUESTION = "How do I wash the heavy tee without shrinking it?"


@kept
def question(post, ann):
    return ann.write(post, QUESTION)


@pytest.fixture
def plain(settings):
    settings.PEERSUPPORT = PLAIN


@pytest.fixture
def silent(settings):
    settings.PEERSUPPORT = SILENT


@pytest.mark.parametrize("nth", range(3))
def test_what_a_test_does_to_it_no_other_sees(question, ann, post, nth):
    assert question.comment == QUESTION
    assert comments.comment_model().objects.get().comment == QUESTION
    assert [message.to for message in mail.outbox] == [[ann.email]]
    assert not hasattr(ann, "changed")

    question.comment = "Changed."
    question.save()
    ann.changed = True
    ann.write(post, "One more.")
    mail.outbox.clear()


@pytest.mark.parametrize("nth", range(2))
def test_who_wrote_it_still_has_the_browser_they_wrote_in(question, ann, post, nth):
    assert ann.press("withdraw-question", question).status_code == 302
    assert QUESTION not in Reader("Eve").client.get(post.url).content.decode()


@pytest.mark.usefixtures("silent")
def test_it_is_made_under_the_settings_of_the_test(question):
    assert not SupportThread.objects.filter(comment=question).exists()


@pytest.mark.usefixtures("plain")
def test_and_anew_under_others(question):
    assert SupportThread.objects.filter(comment=question).exists()


def test_without_it_there_is_nothing(post):
    assert not comments.comment_model().objects.exists()
    assert not mail.outbox


@pytest.mark.django_db(transaction=True)
def test_in_a_test_that_commits_it_is_as_any(question):
    assert comments.comment_model().objects.get() == question


def test_what_lasts_for_one_test_is_no_part_of_it():
    def settled(settings):
        """Never made."""

    with pytest.raises(TypeError, match="settled can't be kept: it uses settings"):
        kept(settled)

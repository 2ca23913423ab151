"""Whoever thanks after an answer is asked whether it solved the question; so are staff."""

import pytest

from tests.keeping import kept
from tests.pages.reading import words
from tests.readers import Reader
from wagtail_peersupport.models import Acceptance, NotYet, SupportReply, SupportThread

pytestmark = pytest.mark.django_db
QUESTION = "How do I wash the heavy tee without shrinking it?"
COLD = "Wash it cold, inside out, and never put it in the dryer."
HAND = "I hand-wash mine in the sink with a little soap."
THANKS = "Thank you so much, that worked!"
ASKED, TOLD = "Did this answer solve it?", "The asker’s words sound as if this solved it."


@kept
def question(post, ann):
    return ann.write(post, QUESTION)


@kept
def answers(post, question):
    return [
        Reader(name).write(post, said, question) for name, said in (("Bob", COLD), ("Cleo", HAND))
    ]


def proposed(reader, post):
    """The answers that a reader is asked about, by the addresses of the buttons."""
    html = reader.client.get(post.url).content.decode()
    asked = html.split('aria-labelledby="ps-solved-c')[1:]
    return [int(piece.split('"')[0]) for piece in asked]


def test_the_one_that_the_thanks_reply_to_is_proposed(ann, post, question, answers):
    ann.write(post, THANKS, answers[0])
    assert SupportReply.objects.order_by("pk").last().role == "thanks"
    assert proposed(ann, post) == [answers[0].pk]


def test_else_the_last_one_before_the_thanks(ann, post, question, answers):
    ann.write(post, THANKS, question)
    Reader("Dan").write(post, "I always take it to the laundry around the corner.", question)
    assert proposed(ann, post) == [answers[1].pk]


def test_yes_accepts_it(ann, post, question, answers):
    ann.write(post, THANKS, answers[0])
    shown = ann.client.get(post.url)
    assert ASKED in words(shown)
    assert f"/comments/{answers[0].pk}/accept/" in shown.content.decode()
    ann.press("accept", answers[0])
    assert SupportThread.objects.get().status == "solved"
    assert proposed(ann, post) == []


def test_not_yet_is_asked_once(ann, post, question, answers, admin_user):
    ann.write(post, THANKS, answers[0])
    for _ in range(2):
        assert ann.press("not-yet", answers[0]).status_code == 302
    assert NotYet.objects.count() == 1
    assert proposed(ann, post) == []
    ann.write(post, "Thank you all, perfect!", answers[0])
    assert proposed(ann, post) == []
    assert proposed(Reader(account=admin_user), post) == []


def test_staff_accept_at_once_what_the_askers_words_propose(ann, post, answers, admin_user, client):
    staff = Reader(account=admin_user)
    assert staff.press("accept", answers[0]).status_code == 403
    ann.write(post, THANKS, answers[0])
    assert TOLD in words(staff.client.get(post.url))
    thread = SupportThread.objects.get()
    screen = staff.client.get(f"/admin/support/{thread.pk}/")
    assert TOLD in words(screen)
    assert f"/replies/{answers[0].pk}/accept/" in screen.content.decode()
    assert f"/replies/{answers[1].pk}/accept/" not in screen.content.decode()
    assert staff.press("accept", answers[1]).status_code == 403
    assert staff.press("accept", answers[0]).status_code == 302
    acceptance = Acceptance.objects.get()
    assert (acceptance.for_asker, acceptance.accepted_by) == (True, admin_user)
    for reader in (Reader("Eve"), ann):
        assert "accepted by admin for the asker" in words(reader.client.get(post.url))
    ann.press("unaccept", answers[0])
    assert thread.status == "answered"


@pytest.mark.parametrize("name", ["Eve", "Ann"])
def test_nobody_else_is_asked_or_answers(ann, post, question, answers, name):
    ann.write(post, THANKS, answers[0])
    somebody = Reader(name, "eve@example.com")
    assert proposed(somebody, post) == []
    assert somebody.press("not-yet", answers[0]).status_code == 403
    assert not NotYet.objects.exists()


@pytest.mark.parametrize("said", ["It shrank again, it does not work.", "And how cold is cold?"])
def test_words_that_do_not_thank_propose_nothing(ann, post, question, answers, said):
    ann.write(post, said, answers[0])
    assert proposed(ann, post) == []


def test_thanks_by_others_propose_nothing(ann, post, question, answers):
    Reader("Dan").write(post, THANKS, answers[0])
    assert proposed(ann, post) == []


def test_hidden_thanks_propose_nothing(ann, post, question, answers, admin_user):
    thanks = ann.write(post, THANKS, answers[0])
    type(thanks).norel_objects.filter(pk=thanks.pk).update(is_removed=True)
    assert proposed(ann, post) == []
    assert Reader(account=admin_user).press("accept", answers[0]).status_code == 403


def test_whoever_is_still_stuck_is_not_asked(ann, post, question, answers):
    ann.write(post, THANKS, answers[0])
    ann.press("stuck", question)
    assert proposed(ann, post) == []

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.keeping import kept
from tests.readers import Reader
from wagtail_peersupport.models import HelpfulVote, MeToo, SupportThread

pytestmark = pytest.mark.django_db


@kept
def question(post):
    return Reader("Ann").write(post, "How do I wash the heavy tee without shrinking it?")


@kept
def answer(post, question):
    return Reader("Bob").write(post, "Wash it cold and hang it up to dry.", question)


def test_a_guest_and_an_account_can_say_that_an_answer_helped(answer, reader):
    assert Reader("Cleo").press("helpful", answer).status_code == 302
    assert Reader(account=reader).press("helpful", answer).status_code == 302
    assert HelpfulVote.objects.filter(comment=answer, helpful=True).count() == 2


def test_pressing_twice_is_one_vote(answer):
    cleo = Reader("Cleo")
    cleo.press("helpful", answer)
    cleo.press("helpful", answer)
    assert HelpfulVote.objects.count() == 1


def test_a_vote_can_be_changed_and_taken_back(answer):
    cleo = Reader("Cleo")
    cleo.press("helpful", answer)
    cleo.press("not-helpful", answer)
    assert [vote.helpful for vote in HelpfulVote.objects.all()] == [False]
    cleo.press("unvote", answer)
    assert not HelpfulVote.objects.exists()


def test_nobody_votes_for_their_own_answer(post, question, reader):
    bob = Reader("Bob")
    as_guest = bob.write(post, "Wash it cold and hang it up to dry.", question)
    assert bob.press("helpful", as_guest).status_code == 403
    robin = Reader(account=reader)
    as_account = robin.write(post, "Put it on a line, not into the dryer, in the shade.", question)
    assert robin.press("helpful", as_account).status_code == 403
    assert not HelpfulVote.objects.exists()


def test_only_answers_can_be_helpful(post, question):
    joke = Reader("Bob").write(post, "Haha!", question)
    assert Reader("Cleo").press("helpful", joke).status_code == 403
    assert Reader("Cleo").press("helpful", question).status_code == 404


def test_a_cookie_that_was_tampered_with_is_nobodys(answer):
    cleo = Reader("Cleo")
    cleo.press("helpful", answer)
    cookie = cleo.client.cookies["peersupport_guest"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    cleo.client.cookies["peersupport_guest"] = "stolen:" + cookie.value.split(":", 1)[1]
    HelpfulVote.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    cleo.press("helpful", answer)
    voters = set(HelpfulVote.objects.values_list("voter", flat=True))
    assert len(voters) == 2
    assert "g:stolen" not in voters


def test_reading_sets_no_cookie(post, answer):
    cleo = Reader("Cleo")
    cleo.client.get(post.url)
    assert "peersupport_guest" not in cleo.client.cookies


def test_me_too_counts_once_and_can_be_taken_back(question):
    cleo = Reader("Cleo")
    cleo.press("me-too", question)
    cleo.press("me-too", question)
    assert SupportThread.objects.get().me_too_count == 1
    cleo.press("not-me-too", question)
    assert SupportThread.objects.get().me_too_count == 0
    assert not MeToo.objects.exists()


def test_a_reply_that_says_me_too_counts_as_one(post, question):
    Reader("Cleo").write(post, "Same here!", question)
    assert SupportThread.objects.get().me_too_count == 1


def test_the_asker_has_no_me_too(post):
    ann = Reader("Ann")
    question = ann.write(post, "How do I wash the heavy tee without shrinking it?")
    assert ann.press("me-too", question).status_code == 403


def test_too_many_votes_in_a_minute_are_refused_with_a_plain_message(post, question, settings):
    settings.PEERSUPPORT = {"VOTES_PER_MINUTE": 2}
    answers = [
        Reader(name).write(post, f"Wash it cold and hang it up to dry. {name} knows.", question)
        for name in ("Bob", "Dan", "Eve")
    ]
    cleo = Reader("Cleo")
    responses = [cleo.press("helpful", answer) for answer in answers]
    assert [response.status_code for response in responses] == [302, 302, 429]
    assert "a lot of votes" in responses[-1].content.decode()
    assert HelpfulVote.objects.count() == 2


def test_a_guests_votes_become_the_accounts_on_login(answer, reader):
    cleo = Reader("Cleo")
    cleo.press("helpful", answer)
    cleo.client.post("/accounts/login/", {"username": "robin", "password": "robin"})
    assert HelpfulVote.objects.get().voter == f"u:{reader.pk}"
    cleo.press("helpful", answer)
    assert HelpfulVote.objects.count() == 1


def test_the_accounts_own_vote_wins_on_login(answer, reader):
    HelpfulVote.objects.create(
        comment_id=answer.pk, voter=f"u:{reader.pk}", helpful=False, created_at=timezone.now()
    )
    cleo = Reader("Cleo")
    cleo.press("helpful", answer)
    cleo.client.post("/accounts/login/", {"username": "robin", "password": "robin"})
    assert HelpfulVote.objects.get().helpful is False

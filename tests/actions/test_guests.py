"""What becomes of a guest's voice and words when somebody logs in in the same browser."""

import pytest

from tests.keeping import kept
from tests.readers import Reader
from wagtail_peersupport.models import (
    Acceptance,
    CommentOrigin,
    FollowUpReason,
    HelpfulVote,
    MeToo,
    SupportThread,
)

pytestmark = pytest.mark.django_db
QUESTION = "How do I wash the heavy tee without shrinking it?"
ANSWER = "Wash it cold and hang it up to dry."


def log_in(guest, name="robin"):
    path = "/accounts/login/"
    assert guest.client.post(path, {"username": name, "password": name}).status_code == 302


@kept
def question(post, ann):
    return ann.write(post, QUESTION)


def test_nobody_keeps_a_vote_on_their_own_words_by_logging_in(post, question, reader):
    robin = Reader(account=reader)
    answer = robin.write(post, ANSWER, question)
    asked = robin.write(post, "Do you ship the heavy tee to the islands as well?")
    sock = Reader("Sock")
    sock.press("helpful", answer)
    sock.press("me-too", asked)
    thread = SupportThread.objects.get(comment=asked)
    assert thread.me_too_count == 1
    log_in(sock)
    assert not HelpfulVote.objects.exists()
    assert not MeToo.objects.exists()
    thread.refresh_from_db()
    assert thread.me_too_count == 0


def test_an_accounts_vote_on_what_its_browser_wrote_as_a_guest_is_dropped(post, question, reader):
    bob = Reader("Bob")
    answer = bob.write(post, ANSWER, question)
    Reader(account=reader).press("helpful", answer)
    log_in(bob)
    assert not HelpfulVote.objects.exists()


def test_two_me_toos_of_one_person_count_once_after_logging_in(question, reader):
    Reader(account=reader).press("me-too", question)
    cleo = Reader("Cleo")
    cleo.press("me-too", question)
    assert SupportThread.objects.get().me_too_count == 2
    log_in(cleo)
    assert MeToo.objects.get().voter == f"u:{reader.pk}"
    assert SupportThread.objects.get().me_too_count == 1


def test_asking_for_staff_twice_is_one_reason_after_logging_in(question, reader):
    Reader(account=reader).press("ask-for-staff", question)
    cleo = Reader("Cleo")
    cleo.press("ask-for-staff", question)
    log_in(cleo)
    assert FollowUpReason.objects.get().voter == f"u:{reader.pk}"


def test_a_merged_vote_holds_no_address(post, question, reader):
    answer = Reader("Bob").write(post, ANSWER, question)
    cleo = Reader("Cleo")
    cleo.press("helpful", answer)
    log_in(cleo)
    assert list(HelpfulVote.objects.values_list("voter", "address_hash")) == [
        (f"u:{reader.pk}", "")
    ]


def test_the_next_person_at_a_shared_browser_gets_no_right_to_accept(post, ann, question, reader):
    answer = Reader("Bob").write(post, ANSWER, question)
    log_in(ann)
    assert ann.press("accept", answer).status_code == 403
    ann.client.logout()
    assert CommentOrigin.objects.get(comment=question).voter.startswith("g:")


def test_an_acceptance_stays_the_guests_where_the_question_does(post, ann, question, reader):
    answer = Reader("Bob").write(post, ANSWER, question)
    ann.press("accept", answer)
    log_in(ann)
    assert Acceptance.objects.get().accepted_by is None


def test_the_asker_keeps_the_right_to_accept_after_logging_in(post, reader):
    reader.email = "Robin@Example.com"
    reader.save()
    robin = Reader("Robin", email="robin@example.com")
    question = robin.write(post, QUESTION)
    answer = Reader("Bob").write(post, ANSWER, question)
    robin.press("accept", answer)
    log_in(robin)
    assert Acceptance.objects.get().accepted_by == reader
    assert robin.press("unaccept", answer).status_code == 302
    assert robin.press("accept", answer).status_code == 302
    assert Acceptance.objects.get().for_asker is False


def test_an_account_without_an_address_takes_over_no_comment(post, ann, question, reader):
    type(question).norel_objects.update(user_email="")
    reader.email = ""
    reader.save()
    log_in(ann)
    assert CommentOrigin.objects.get().voter.startswith("g:")

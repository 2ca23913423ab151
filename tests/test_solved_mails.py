"""Who has a question, too, hears once that it is solved."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError
from django.test import override_settings
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.keeping import kept
from tests.readers import Reader, link_in
from tests.staff_accounts import let_support
from tests.sweeping import run_sweep
from tests.test_sweep import NO_MAIL_SERVER
from wagtail_peersupport.actions.backfilling import backfill
from wagtail_peersupport.actions.merging import merge_thread, unmerge_thread
from wagtail_peersupport.models import (
    Acceptance,
    CommentAnalysis,
    Ending,
    MeToo,
    Notice,
    SupportReply,
    SupportThread,
)
from wagtail_peersupport.notifications.solving import notify_solved
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db
QUESTION = "How do I wash the heavy tee without shrinking it?"
ANSWER = "Wash it cold & hang it up, <b>never</b> the dryer."


@kept
def question(post, ann):
    return ann.write(post, QUESTION)


@kept
def answer(post, question):
    return Reader("Bob").write(post, ANSWER, question)


@kept
def robin(question, reader):
    """An account that has the question, too, and wants to hear."""
    return wishes(Reader(account=reader), question)


@kept
def cleo(question):
    """A guest who does, and confirmed the address."""
    return wishes(Reader("Cleo"), question, email="cleo@example.com")


def wishes(person, question, **data):
    person.press("me-too", question)
    person.press("tell-me", question, **data)
    if data:
        person.client.post(link_in(mail.outbox[-1], "/tell-me/"))
    return person


def told(address="cleo@example.com"):
    return [one for one in mail.outbox if one.to == [address] and one.subject.startswith("Solved:")]


def test_a_guest_and_an_account_hear_with_the_answers_words_and_a_link(
    ann, question, answer, robin, cleo
):
    ann.press("accept", answer)
    for address in ("cleo@example.com", "robin@example.com"):
        (message,) = told(address)
        assert message.subject == f"Solved: {QUESTION}"
        assert "This answer by Bob solved it:" in message.body
        assert "Wash it cold & hang it up, never the dryer." in message.body
        assert f"http://localhost/blog/how-we-print/#c{answer.pk}" in message.body
        html = message.alternatives[0][0]
        assert "Wash it cold &amp; hang it up" in html
        assert f"#c{answer.pk}" in html
    assert not MeToo.objects.exclude(email="", wants_mail=False).exists()


def test_the_mail_can_be_stopped_from_the_mail_program(ann, question, answer, cleo):
    ann.press("accept", answer)
    (message,) = told()
    stop = link_in(message, "/stop-telling/")
    assert message.extra_headers["List-Unsubscribe"] == f"<http://localhost{stop}>"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop in message.alternatives[0][0]
    assert cleo.client.get(stop).status_code == 200


def test_whoever_did_not_ask_hears_nothing(ann, question, answer):
    Reader("Cleo").press("me-too", question)
    unconfirmed = Reader("Gil")
    unconfirmed.press("me-too", question)
    unconfirmed.press("tell-me", question, email="gil@example.com")
    ann.press("accept", answer)
    assert told() == told("gil@example.com") == []


def test_once_means_once_however_often_it_is_accepted(post, ann, question, answer, robin, cleo):
    other = Reader("Dan").write(post, "Use a line, not the dryer, and the shade.", question)
    ann.press("accept", answer)
    ann.press("accept", other)
    ann.press("unaccept", answer)
    ann.press("unaccept", other)
    ann.press("accept", answer)
    notify_solved(SupportThread.objects.get().pk)
    run_sweep()
    assert len(told()) == len(told("robin@example.com")) == 1


def test_whoever_was_told_is_not_offered_it_again(post, ann, question, answer, cleo):
    ann.press("accept", answer)
    ann.press("unaccept", answer)
    page = cleo.client.get(post.url).content.decode()
    assert "Tell me when it is solved" not in page
    assert "We tell you when" not in page


def test_one_address_behind_two_me_toos_hears_once(ann, question, answer, cleo):
    wishes(Reader("Cleos phone"), question, email="Cleo@example.com")
    ann.press("accept", answer)
    assert len([one for one in mail.outbox if one.subject.startswith("Solved:")]) == 1
    assert not MeToo.objects.filter(wants_mail=True).exists()


def test_what_was_undone_before_the_mail_went_out_is_told_nobody(ann, question, answer, cleo):
    with override_settings(**NO_MAIL_SERVER):
        ann.press("accept", answer)
    assert MeToo.objects.get().email == "cleo@example.com"
    ann.press("unaccept", answer)
    run_sweep()
    assert told() == []


def test_whoever_solved_it_or_said_so_knows(post, ann, question, django_user_model, reader):
    helper, staff = (
        django_user_model.objects.create_user(name, f"{name}@example.com") for name in ("kim", "mo")
    )
    staff = let_support(staff)
    for user in (helper, staff, reader):
        wishes(Reader(account=user), question)
    answer = Reader(account=helper).write(post, ANSWER, question)
    SupportThread.objects.update(answered_at=timezone.now() - timedelta(days=8))
    Reader(account=staff).press("accept", answer)
    assert Acceptance.objects.get().for_asker
    assert len(told("robin@example.com")) == 1
    assert told("kim@example.com") == told("mo@example.com") == []


def test_it_may_be_solved_another_way(question, ann, cleo):
    note = "A cold wash did it in the end."
    ann.press("another-way", question, **{f"note-{question.pk}": note})
    (message,) = told()
    assert "Whoever asked found another way." in message.body
    assert note in message.body
    assert f"#c{question.pk}" in message.body


def test_closing_is_no_solution(question, cleo):
    Ending.objects.create(comment=question, how="said-all", voter="u:1", ended_at=timezone.now())
    SupportThread.objects.update(solved_at=timezone.now())
    notify_solved(SupportThread.objects.get().pk)
    assert told() == []


# Privacy -----------------------------------------------------------------------------------------


def hide_answer(post, question, answer):
    type(answer).norel_objects.filter(pk=answer.pk).update(is_public=False)


def remove_question(post, question, answer):
    type(answer).norel_objects.filter(pk=question.pk).update(is_removed=True)


def report_answer(post, question, answer):
    SupportReply.objects.update(hidden_at=timezone.now())


def unpublish(post, question, answer):
    post.unpublish()


def restrict(post, question, answer):
    PageViewRestriction.objects.create(page=post, restriction_type="password", password="tee")


def archive(post, question, answer):
    SupportThread.objects.update(is_archive=True)


@pytest.mark.parametrize(
    "change", [hide_answer, remove_question, report_answer, unpublish, restrict, archive]
)
def test_nothing_is_mailed_of_what_the_recipient_may_not_see(
    post, ann, question, answer, robin, cleo, change
):
    with override_settings(**NO_MAIL_SERVER):
        ann.press("accept", answer)
    change(post, question, answer)
    notify_solved(SupportThread.objects.get().pk)
    assert told() == told("robin@example.com") == []


def test_a_page_for_members_is_mailed_of_to_members_only(post, ann, question, answer, robin, cleo):
    with override_settings(**NO_MAIL_SERVER):
        ann.press("accept", answer)
    PageViewRestriction.objects.create(page=post, restriction_type="login")
    notify_solved(SupportThread.objects.get().pk)
    assert (len(told("robin@example.com")), len(told())) == (1, 0)


def test_an_account_that_was_closed_hears_nothing(ann, question, answer, robin, reader):
    reader.is_active = False
    reader.save()
    ann.press("accept", answer)
    assert told("robin@example.com") == []


# Merged questions --------------------------------------------------------------------------------


def test_whoever_has_a_question_that_was_merged_hears_when_the_other_is_solved(
    post, ann, question, answer, admin_user
):
    twin = Reader("Dora").write(post, "Does the heavy tee shrink when I wash it hot?")
    both = Reader("Gil")
    wishes(both, twin, email="gil@example.com")
    wishes(both, question, email="gil@example.com")
    merged = SupportThread.objects.get(comment=twin)
    into = SupportThread.objects.get(comment=question)
    merge_thread(merged, Viewer(user=admin_user), into)
    ann.press("accept", answer)
    assert len(told("gil@example.com")) == 1
    unmerge_thread(merged, Viewer(user=admin_user))
    assert not MeToo.objects.filter(wants_mail=True).exists()


# Lost jobs ---------------------------------------------------------------------------------------


def test_a_mail_that_failed_leaves_no_notice_and_the_sweep_sends_it_once(
    ann, question, answer, robin, cleo
):
    with override_settings(**NO_MAIL_SERVER):
        ann.press("accept", answer)
        with pytest.raises(CommandError, match="the next sweep tries again"):
            run_sweep()
    assert not Notice.objects.filter(event=Notice.Event.SOLVED).exists()
    assert "1 solution told of" in run_sweep()
    assert len(told()) == len(told("robin@example.com")) == 1
    assert run_sweep() == "Swept: nothing to repair.\n"
    assert len(told()) == 1


def test_what_is_no_news_any_more_is_told_nobody_and_the_address_forgotten(
    ann, question, answer, cleo
):
    with override_settings(**NO_MAIL_SERVER):
        ann.press("accept", answer)
    Acceptance.objects.update(accepted_at=timezone.now() - timedelta(days=3))
    run_sweep()
    assert told() == []
    assert not MeToo.objects.exclude(email="", wants_mail=False).exists()


def test_reading_a_blog_anew_tells_nobody(
    post, ann, question, answer, cleo, django_capture_on_commit_callbacks
):
    with override_settings(**NO_MAIL_SERVER):
        ann.press("accept", answer)
    CommentAnalysis.objects.all().delete()
    SupportThread.objects.update(solved_at=None)
    with django_capture_on_commit_callbacks(execute=True):
        backfill([post.pk])
    assert SupportThread.objects.get().solved_at is not None
    assert told() == []

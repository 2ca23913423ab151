"""Staff hear at once of safety, of money, and of whoever can't go on."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone
from wagtail.users.models import UserProfile

from tests.readers import Reader, link_in
from tests.staff.mailers import PICKY
from tests.sweeping import run_sweep
from tests.test_sweep import NO_MAIL_SERVER
from wagtail_peersupport import comments
from wagtail_peersupport.actions import followups
from wagtail_peersupport.actions.backfilling import backfill
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.models import Notice, StaffPreference, SupportThread
from wagtail_peersupport.notifications.alarming import notify_staff
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db
WASH = "How do I wash the heavy tee without shrinking it?"
ANSWER = "Wash it cold, inside out, and never put it in the dryer."
FIRE = "My charger caught fire last night. What now?"
PAID = "Why was I charged twice for one tee?"
LOCKED = "I am locked out of my account since yesterday, what can I do?"


@pytest.fixture(autouse=True)
def staff(mara, loic):
    """Two people, who both support all posts."""


def alarms(address="mara@example.com"):
    """What an address was told at once: the subjects."""
    words = ("Safety", "Money", "Can't go on", "Still stuck")
    return [
        message.subject
        for message in mail.outbox
        if message.to == [address] and message.subject.startswith(words)
    ]


def account(name):
    return get_user_model().objects.create_user(name, f"{name}@example.com", name)


@pytest.mark.parametrize(
    ("text", "word"), [(FIRE, "Safety"), (PAID, "Money"), (LOCKED, "Can't go on")]
)
def test_what_should_not_wait_is_told_at_once_to_all_who_answer(post, ann, text, word):
    comment = ann.write(post, text)
    for address in ("mara@example.com", "loic@example.com"):
        (subject,) = alarms(address)
        assert subject.startswith(f"{word}: ")
    message = mail.outbox[-1]
    pk = SupportThread.objects.get(comment=comment).pk
    for body in (message.body, message.alternatives[0][0]):
        assert f"http://localhost/admin/support/{pk}/" in body
        assert "Ann" in body
        assert "under “How we print our shirts”" in body
        assert text.partition(".")[0] in body


def test_what_can_wait_is_not(post, ann):
    ann.write(post, WASH)
    assert alarms() == []


def test_who_says_that_it_blocks_them_is_heard_at_once_and_once(post, ann):
    question = ann.write(post, WASH)
    ann.press("blocking", question)
    ann.press("not-blocking", question)
    ann.press("blocking", question)
    assert alarms() == [f"Can't go on: {WASH}"]


def test_who_is_still_stuck_is_heard_and_again_after_staff_answered(post, ann, mara):
    question = ann.write(post, WASH)
    Reader("Bob").write(post, ANSWER, question)
    ann.press("stuck", question)
    ann.press("stuck", question)
    assert alarms() == [f"Still stuck: {WASH}"]
    Reader(account=mara).write(post, "Then use the wool programme and less soap.", question)
    assert len(alarms()) == 1
    ann.press("stuck", question)
    assert alarms() == [f"Still stuck: {WASH}"] * 2


def test_what_the_asker_adds_later_is_told_with_their_words(post, ann):
    question = ann.write(post, WASH)
    ann.write(post, "I followed that, and now there is smoke: the dryer caught fire!", question)
    assert alarms() == [f"Safety: {WASH}"]
    assert "the dryer caught fire!" in mail.outbox[-1].body


def test_several_alarms_of_one_comment_are_one_mail(post, ann):
    ann.write(post, "My charger caught fire, and I was charged twice for it. What now?")
    (subject,) = alarms()
    assert subject.startswith("Safety, Money: ")


def test_one_more_alarm_is_one_more_mail_of_that_alone(post, ann):
    question = ann.write(post, PAID)
    ann.press("blocking", question)
    assert [subject.partition(":")[0] for subject in alarms()] == ["Money", "Can't go on"]


def test_nothing_is_told_twice_however_often_it_runs(post, ann):
    question = ann.write(post, FIRE)
    sync_comments([question.pk])
    notify_staff(SupportThread.objects.get().pk)
    assert run_sweep() == "Swept: nothing to repair.\n"
    assert len(alarms()) == 1


def test_a_lost_job_is_caught_by_the_sweep(post, ann):
    with override_settings(**NO_MAIL_SERVER):
        # The mail that asks to confirm an address is none of these.
        Reader(account=account("cleo")).write(post, FIRE)
    assert alarms() == []
    assert "1 alarm told of" in run_sweep()
    assert len(alarms()) == 1


def test_a_wrong_address_keeps_nobody_else_from_being_told(post, mara):
    mara.email = "wrong@example.com"
    mara.save()
    reader = Reader(account=account("cleo"))
    with override_settings(**PICKY):
        reader.write(post, FIRE)
        assert len(alarms("loic@example.com")) == 1
        with pytest.raises(CommandError, match="No such user"):
            call_command("peersupport_sweep")
    assert len(alarms("loic@example.com")) == 1


# Not news ----------------------------------------------------------------------------------------


def old(post, text, **age):
    with comments.quietly():
        return comments.add(
            post,
            text=text,
            name="Ann",
            email="ann@example.com",
            submit_date=timezone.now() - timedelta(**age),
        )


@pytest.mark.parametrize("age", [{"days": 3}, {"days": 200}])
def test_what_is_read_long_after_it_was_written_is_no_news(
    post, age, django_capture_on_commit_callbacks
):
    old(post, FIRE, **age)
    with django_capture_on_commit_callbacks(execute=True):
        run_sweep()
    run_sweep()
    assert SupportThread.objects.get().urgency
    assert alarms() == []


def test_what_a_backfill_reads_is_told_nobody(post, django_capture_on_commit_callbacks):
    old(post, FIRE, hours=2)
    with django_capture_on_commit_callbacks(execute=True):
        backfill([post.pk])
    with django_capture_on_commit_callbacks(execute=True):
        run_sweep()
    assert SupportThread.objects.get().urgency
    assert alarms() == []


def test_but_an_asker_who_comes_back_there_is_heard(post, django_capture_on_commit_callbacks):
    comment = old(post, FIRE, hours=2)
    backfill([post.pk])
    followups.say_blocking(SupportThread.objects.get(), Viewer(asks=comment.pk, asker_key="q:1"))
    assert "1 alarm told of" in run_sweep()
    assert alarms() == [f"Can't go on: {SupportThread.objects.get().title}"]


def deal_with(thread, mara):
    followups.resolve(thread, Viewer(user=mara), "no-reply-needed")


def hide(thread, mara):
    comments.comment_model().norel_objects.update(is_public=False)


def unpublish(thread, mara):
    thread.page.specific.unpublish()


def archive(thread, mara):
    SupportThread.objects.update(is_archive=True)


@pytest.mark.parametrize("change", [deal_with, hide, unpublish, archive])
def test_what_was_over_before_the_job_ran_is_told_nobody(post, mara, change):
    with override_settings(**NO_MAIL_SERVER):
        Reader(account=account("cleo")).write(post, FIRE)
    change(SupportThread.objects.get(), mara)
    notify_staff(SupportThread.objects.get().pk)
    assert alarms() == []


# Who ---------------------------------------------------------------------------------------------


def test_the_author_of_the_post_is_told_in_place_of_the_team(post, ann):
    post.owner = account("nils")
    post.save()
    ann.write(post, FIRE)
    assert len(alarms("nils@example.com")) == 1
    assert alarms() == []
    (message,) = [one for one in mail.outbox if one.to == ["nils@example.com"]]
    assert "http://localhost/blog/how-we-print/#c" in message.body
    assert "/admin/" not in message.body


def test_nobody_is_told_of_their_own_comment(post):
    nils = account("nils")
    post.owner = nils
    post.save()
    Reader(account=nils).write(post, WASH)
    Reader("Bob").write(post, ANSWER, comments.on_page(post).first())
    Reader(account=nils).press("stuck", comments.on_page(post).first())
    assert alarms("nils@example.com") == []
    assert len(alarms()) == 1


def test_whoever_switched_it_off_is_not_told_and_the_others_are(post, ann, mara, client):
    ann.write(post, FIRE)
    message = next(one for one in mail.outbox if one.to == ["mara@example.com"])
    path = link_in(message, "/staff-mail/")
    assert message.extra_headers["List-Unsubscribe"] == f"<http://localhost{path}>"
    assert path in message.alternatives[0][0]
    client.post(path)
    assert StaffPreference.objects.get().wants_morning_mail
    Reader("Bob").write(post, PAID)
    assert len(alarms()) == 1
    assert len(alarms("loic@example.com")) == 2


def test_it_speaks_the_language_of_each_admin(post, ann, mara):
    UserProfile.objects.create(user=mara, preferred_language="de")
    ann.write(post, FIRE)
    (message,) = [one for one in mail.outbox if one.to == ["mara@example.com"]]
    assert 'lang="de"' in message.alternatives[0][0]


def test_each_alarm_is_noted_by_a_hash_alone(post, ann):
    ann.write(post, FIRE)
    notes = Notice.objects.filter(event=Notice.Event.SAFETY)
    assert notes.count() == 2
    assert not notes.filter(recipient_hash__contains="@").exists()

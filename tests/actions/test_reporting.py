import pytest
from django.utils import timezone
from wagtail.log_actions import registry

from tests.engines import PLAIN
from tests.keeping import kept
from tests.readers import Reader
from tests.staff_accounts import let_support
from wagtail_peersupport.actions.errors import NotAllowed, Refused, TooMany
from wagtail_peersupport.actions.followups import ask_for_staff, resolve
from wagtail_peersupport.actions.moderating import remove_comment, restore_comment
from wagtail_peersupport.actions.refreshing import refresh_threads
from wagtail_peersupport.actions.reporting import (
    keep_reported,
    put_reports_back,
    report_comment,
    take_back_report,
)
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.models import Report, SupportReply, SupportThread
from wagtail_peersupport.models.choices import Outcome, RemovalReason, ReportReason
from wagtail_peersupport.viewer import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_engine")]
QUESTION = "How do I wash the heavy tee without shrinking it?"
ANSWER = "Wash it hot, with a litre of bleach."


@kept
def question(post):
    return Reader("Ann").write(post, QUESTION)


@kept
def answer(post, question):
    return Reader("Bob").write(post, ANSWER, question)


@pytest.fixture
def people(django_user_model):
    """Readers with accounts: ``people(3)``."""

    def people(number, first=0):
        return [
            Viewer(user=django_user_model.objects.create_user(f"r{n}", f"r{n}@example.com"))
            for n in range(first, first + number)
        ]

    return people


def report(comment, *viewers, reason=ReportReason.WRONG):
    for viewer in viewers:
        report_comment(comment, viewer, reason)


def is_hidden(comment):
    return SupportReply.objects.hides(comment.pk)


def queue():
    return list(SupportThread.objects.active().needing_staff(timezone.now()))


@pytest.fixture
def confirmed(post):
    """A guest who proved an address: ``confirmed("Cleo")``."""

    def confirmed(name, email=""):
        guest = Reader(name, email)
        origin = guest.write(post, f"A lovely post, says {name}.").peersupport_origin
        return Viewer(guest_key=origin.voter.removeprefix("g:"))

    return confirmed


# Hiding ------------------------------------------------------------------------------------------


def test_three_persons_hide_an_answer_and_two_do_not(answer, people):
    first, second, third = people(3)
    report(answer, first, second)
    assert not is_hidden(answer)
    assert SupportThread.objects.get().status == "answered"
    report(answer, third)
    assert is_hidden(answer)
    assert SupportThread.objects.get().status == "unanswered"


def test_whoever_reports_twice_is_one_and_the_reason_may_change(answer, people):
    (one,) = people(1)
    report(answer, one, one, one)
    report(answer, one, reason=ReportReason.DANGEROUS)
    assert [row.reason for row in Report.objects.all()] == ["dangerous"]
    assert not is_hidden(answer)


def test_guests_count_once_their_address_is_proven(answer, people, confirmed):
    report(answer, *people(2))
    report(answer, Viewer(guest_key="stranger"))
    assert not is_hidden(answer)
    report(answer, confirmed("Cleo"))
    assert is_hidden(answer)


def test_three_browsers_with_one_address_are_one_person(answer, confirmed):
    report(answer, *(confirmed(name, "cleo@example.com") for name in ("Cleo", "Cloe", "Chloe")))
    assert Report.objects.count() == 3
    assert not is_hidden(answer)


def test_an_account_and_a_guest_with_its_address_are_one_person(answer, people, confirmed):
    first, second = people(2)
    report(answer, first, second, confirmed("Robin", first.user.email))
    assert not is_hidden(answer)


def test_accounts_that_were_closed_hide_nothing(answer, people):
    viewers = people(3)
    viewers[0].user.is_active = False
    viewers[0].user.save()
    report(answer, *viewers)
    assert not is_hidden(answer)


@pytest.mark.parametrize(("number", "hides"), [(1, 1), (2, 2), (0, None)])
def test_a_site_chooses_how_many_it_takes(answer, people, settings, number, hides):
    settings.PEERSUPPORT = {**PLAIN, "REPORTS_THAT_HIDE": number}
    hidden_after = None
    for count, viewer in enumerate(people(3), start=1):
        report(answer, viewer)
        if hidden_after is None and is_hidden(answer):
            hidden_after = count
    assert hidden_after == hides


def ask_in_return(post, question, mara):
    return Reader("Dan").write(post, "Is it really broken?", question)


def the_question_itself(post, question, mara):
    return question


def answer_as_staff(post, question, mara):
    return Reader(account=mara).write(post, ANSWER, question)


def idea(post, question, mara):
    return Reader("Dan").write(post, "Please add a care label.")


def criticism(post, question, mara):
    return Reader("Dan").write(post, "The shirt is broken after one wash, shame on you.")


@pytest.mark.parametrize(
    "write", [ask_in_return, the_question_itself, answer_as_staff, idea, criticism]
)
def test_what_asks_for_something_or_comes_from_staff_is_queued_and_never_hidden(
    post, question, people, django_user_model, write
):
    mara = django_user_model.objects.create_user("mara", "mara@example.com", "mara")
    comment = write(post, question, let_support(mara))
    report(comment, *people(4))
    assert not is_hidden(comment)
    assert any(
        thread.comment_id == comment.pk or thread.replies.filter(comment=comment).exists()
        for thread in queue()
    )


def test_reading_it_all_again_changes_nothing(answer, people):
    report(answer, *people(3))
    since = SupportReply.objects.get(comment_id=answer.pk).hidden_at
    sync_comments([answer.pk])
    refresh_threads([SupportThread.objects.get().pk])
    assert SupportReply.objects.get(comment_id=answer.pk).hidden_at == since


def test_what_was_hidden_by_a_lost_job_is_repaired(answer, people):
    report(answer, *people(3))
    SupportReply.objects.update(hidden_at=None)
    refresh_threads([SupportThread.objects.get().pk])
    assert is_hidden(answer)
    Report.objects.all().delete()
    refresh_threads([SupportThread.objects.get().pk])
    assert not is_hidden(answer)


# Who may -----------------------------------------------------------------------------------------


def test_nobody_reports_their_own_and_staff_do_not_report(post, answer, question, reader, staff):
    own = Reader(account=reader).write(post, "Cold water is enough.", question)
    bob = Viewer(guest_key=answer.peersupport_origin.voter.removeprefix("g:"))
    for comment, viewer in ((own, Viewer(user=reader)), (answer, bob), (answer, staff)):
        with pytest.raises(NotAllowed):
            report(comment, viewer)
    with pytest.raises(NotAllowed):
        report(answer, Viewer())
    assert not Report.objects.exists()


def test_what_is_in_no_thread_cannot_be_reported(post, people):
    remark = Reader("Ann").write(post, "A lovely post.")
    with pytest.raises(Refused):
        report(remark, *people(1))


def test_reports_have_the_limits_of_votes(answer, question, people, settings):
    settings.PEERSUPPORT = {**PLAIN, "VOTES_PER_MINUTE": 1}
    (one,) = people(1)
    report(answer, one)
    report(answer, one, reason=ReportReason.RUDE)
    with pytest.raises(TooMany):
        report(question, one)


def test_a_report_can_be_taken_back(answer, people):
    viewers = people(3)
    report(answer, *viewers)
    take_back_report(answer, viewers[0])
    take_back_report(answer, viewers[0])
    assert not is_hidden(answer)
    assert Report.objects.count() == 2


def test_whoever_logs_in_takes_their_reports_along(answer, reader):
    guest = Reader("Eve")
    guest.press("report", answer, reason="rude")
    assert Report.objects.get().voter.startswith("g:")
    guest.client.post("/accounts/login/", {"username": "robin", "password": "robin"})
    assert Report.objects.get().voter == f"u:{reader.pk}"


# Staff settle ------------------------------------------------------------------------------------


def test_one_report_is_enough_for_the_queue_even_in_the_archive(answer, people):
    assert queue() == []
    SupportThread.objects.update(is_archive=True)
    report(answer, *people(1))
    assert queue() == [SupportThread.objects.get()]


def test_what_staff_keep_is_shown_and_the_same_readers_do_not_hide_it_again(answer, people, staff):
    viewers = people(3)
    report(answer, *viewers)
    keep_reported(answer, staff)
    assert not is_hidden(answer)
    assert queue() == []
    for viewer in viewers:
        with pytest.raises(Refused, match="decided to keep"):
            report(answer, viewer)
    report(answer, *people(2, first=3))
    assert not is_hidden(answer)
    report(answer, *people(1, first=5))
    assert is_hidden(answer)


def test_keeping_can_be_undone_and_is_logged_once(answer, people, staff):
    report(answer, *people(3))
    for verb in (keep_reported, keep_reported, put_reports_back):
        verb(answer, staff)
    assert is_hidden(answer)
    assert queue() == [SupportThread.objects.get()]
    entries = registry.get_logs_for_instance(SupportThread.objects.get())
    assert sorted(entries.values_list("action", flat=True)) == [
        "peersupport.keep",
        "peersupport.unkeep",
    ]


def test_what_was_settled_before_stays_settled_when_the_last_time_is_undone(answer, people, staff):
    report(answer, *people(2))
    keep_reported(answer, staff)
    report(answer, *people(1, first=2))
    keep_reported(answer, staff)
    put_reports_back(answer, staff)
    assert Report.objects.filter(settled_at=None).count() == 1


def test_removing_it_ends_the_wait_and_bringing_it_back_is_as_before(answer, people, staff):
    report(answer, *people(3))
    remove_comment(answer, staff, RemovalReason.DANGEROUS)
    assert not SupportThread.objects.waiting_for("reported", timezone.now()).exists()
    restore_comment(answer, staff)
    assert is_hidden(answer)
    assert SupportThread.objects.waiting_for("reported", timezone.now()).exists()


def test_resolving_what_is_open_besides_leaves_the_reports(answer, people, staff):
    thread = SupportThread.objects.get()
    ask_for_staff(thread, staff)
    report(answer, *people(1))
    resolve(thread, staff, Outcome.ANSWERED)
    assert queue() == [thread]


@pytest.mark.parametrize("verb", [keep_reported, put_reports_back])
def test_readers_settle_nothing(answer, people, verb):
    viewers = people(3)
    report(answer, *viewers)
    with pytest.raises(NotAllowed):
        verb(answer, viewers[0])
    assert is_hidden(answer)

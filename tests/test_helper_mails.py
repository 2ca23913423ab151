"""The helper hears, once, that the answer solved it, and what else they may know."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.actions.test_sync import add
from tests.keeping import kept
from tests.readers import Reader
from tests.staff_accounts import let_support
from tests.sweeping import run_sweep
from tests.test_sweep import NO_MAIL_SERVER
from wagtail_peersupport import comments
from wagtail_peersupport.actions.backfilling import backfill
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.models import (
    Acceptance,
    ImportedComment,
    Notice,
    SupportReply,
    SupportThread,
    Topic,
)
from wagtail_peersupport.notifications.thanking import notify_helper

pytestmark = pytest.mark.django_db
QUESTION = "How do I wash the heavy tee without shrinking it?"
ANSWER = "Wash it cold & hang it up, <b>never</b> the dryer."
WORKED = "Thank you, that worked <i>perfectly</i>!"
KNOWN = "Perhaps you know these, too."


@kept
def question(post, ann):
    return ann.write(post, QUESTION)


@kept
def answer(post, question):
    return Reader("Bob").write(post, ANSWER, question)


@kept
def staff(django_user_model):
    user = django_user_model.objects.create_user("mara", "mara@example.com", first_name="Mara")
    return Reader(account=let_support(user))


def told(address="bob@example.com"):
    return [
        one
        for one in mail.outbox
        if one.to == [address] and one.subject.startswith("Your answer solved it:")
    ]


def time_for_staff():
    SupportThread.objects.update(answered_at=timezone.now() - timedelta(days=8))


# What it says ------------------------------------------------------------------------------------


def test_the_helper_hears_in_the_askers_words(post, ann, question, answer):
    ann.write(post, WORKED, answer)
    ann.press("accept", answer)
    (message,) = told()
    assert message.subject == f"Your answer solved it: {QUESTION}"
    assert "it worked: Ann says that your answer solved it" in message.body
    assert "Ann wrote:\n\n“Thank you, that worked perfectly!”" in message.body
    assert "Wash it cold & hang it up, never the dryer." in message.body
    assert f"http://localhost/blog/how-we-print/#c{answer.pk}" in message.body
    html = message.alternatives[0][0]
    assert "Thank you, that worked perfectly!" in html
    assert "Wash it cold &amp; hang it up" in html


@pytest.mark.parametrize(
    "words",
    [
        None,
        "I tried it with soap as well, in case anybody wonders.",
        "Thanks, but how hot is cold?",
    ],
)
def test_without_such_words_it_says_that_the_asker_marked_it(post, ann, question, answer, words):
    if words:
        ann.write(post, words, answer)
    ann.press("accept", answer)
    (message,) = told()
    assert "Ann says that your answer solved it" in message.body
    assert "Ann wrote:" not in message.body


def test_thanks_for_another_answer_are_not_quoted(post, ann, question, answer):
    other = Reader("Dan").write(post, "Use a line, not the dryer, and the shade.", question)
    ann.write(post, WORKED, other)
    ann.press("accept", answer)
    assert "Ann wrote:" not in told()[0].body


def test_thanks_that_were_removed_are_not_quoted(post, ann, question, answer):
    thanks = ann.write(post, WORKED, answer)
    comments.mark_removed(thanks.pk, True)
    ann.press("accept", answer)
    assert "Ann wrote:" not in told()[0].body


def test_staff_who_accept_for_the_asker_are_named(post, ann, question, answer, staff):
    ann.write(post, WORKED, answer)
    time_for_staff()
    staff.press("accept", answer)
    (message,) = told()
    assert "Mara of the team says that your answer solved a question" in message.body
    assert "Ann wrote:" not in message.body


def test_an_account_hears_of_it_too(post, ann, question, reader):
    answer = Reader(account=reader).write(post, ANSWER, question)
    ann.press("accept", answer)
    assert len(told("robin@example.com")) == 1


# Once, and only where it may ---------------------------------------------------------------------


def test_once_means_once_however_often_it_is_accepted(ann, question, answer):
    for verb in ("accept", "unaccept", "accept", "accept"):
        ann.press(verb, answer)
    notify_helper(Acceptance.objects.get().pk)
    run_sweep()
    assert len(told()) == 1


def test_several_helpers_hear_each_of_their_own_answer(post, ann, question, answer):
    other = Reader("Dan").write(post, "Use a line, not the dryer, and the shade.", question)
    ann.press("accept", answer)
    ann.press("accept", other)
    assert len(told()) == len(told("dan@example.com")) == 1


def test_staff_who_accept_their_own_answer_know(post, ann, question, staff):
    answer = staff.write(post, ANSWER, question)
    time_for_staff()
    assert staff.press("accept", answer).status_code == 302
    assert told("mara@example.com") == []
    assert run_sweep() == "Swept: nothing to repair.\n"


def test_staff_hear_that_the_asker_accepted_their_answer(post, ann, question, staff):
    answer = staff.write(post, ANSWER, question)
    ann.press("accept", answer)
    assert len(told("mara@example.com")) == 1


def test_an_address_that_was_never_proven_gets_no_mail(post, ann, question):
    answer = add(post, ANSWER, "Bob", question, email="bob@example.com")
    sync_comments([answer.pk])
    assert ann.press("accept", answer).status_code == 302
    assert told() == []


def test_whoever_follows_the_page_by_xtds_own_means_hears_of_it_once(ann, question, answer):
    type(answer).norel_objects.filter(pk=answer.pk).update(followup=True)
    mail.outbox.clear()
    ann.press("accept", answer)
    assert [message.to for message in mail.outbox] == [["bob@example.com"]]


def undo(post, question, answer):
    Acceptance.objects.all().delete()


def hide_answer(post, question, answer):
    type(answer).norel_objects.filter(pk=answer.pk).update(is_public=False)


def report_answer(post, question, answer):
    SupportReply.objects.update(hidden_at=timezone.now())


def remove_question(post, question, answer):
    type(answer).norel_objects.filter(pk=question.pk).update(is_removed=True)


def unpublish(post, question, answer):
    post.unpublish()


def restrict(post, question, answer):
    PageViewRestriction.objects.create(page=post, restriction_type="login")


def archive(post, question, answer):
    SupportThread.objects.update(is_archive=True)


def make_an_idea(post, question, answer):
    SupportThread.objects.update(kind="idea")


CHANGES = [
    undo,
    hide_answer,
    report_answer,
    remove_question,
    unpublish,
    restrict,
    archive,
    make_an_idea,
]


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_before_the_mail_went_out_is_told_nobody(post, ann, question, answer, change):
    with override_settings(**NO_MAIL_SERVER):
        ann.press("accept", answer)
    pk = Acceptance.objects.get().pk
    change(post, question, answer)
    notify_helper(pk)
    assert told() == []
    assert not Notice.objects.filter(event=Notice.Event.IT_WORKED).exists()


# What was there before ---------------------------------------------------------------------------


@kept
def old_answer(post, question, reader):
    """An account's answer that stood there before the app did."""
    answer = add(post, ANSWER, "Robin", question, user=reader, email=reader.email)
    backfill([post.pk])
    return answer


def test_of_an_answer_that_was_there_before_nobody_hears(ann, question, old_answer):
    ann.press("accept", old_answer)
    assert Acceptance.objects.exists()
    assert told("robin@example.com") == []


def test_until_its_writer_logs_in_again(ann, question, old_answer):
    guest = Reader("Robin")
    guest.client.post("/accounts/login/", {"username": "robin", "password": "robin"})
    ann.press("accept", old_answer)
    assert len(told("robin@example.com")) == 1


def test_until_its_writer_writes_again(post, ann, question, old_answer, reader):
    Reader(account=reader).write(post, "The blue one fades a little, by the way.")
    ann.press("accept", old_answer)
    assert len(told("robin@example.com")) == 1


def test_an_imported_guest_hears_after_confirming_the_address_here(post, ann, question):
    answer = add(post, ANSWER, "Bob", question, email="bob@example.com")
    ImportedComment.objects.create(
        source="wordpress", external_id="1", written_at=answer.submit_date, comment=answer
    )
    sync_comments([answer.pk], announce=False)
    ann.press("accept", answer)
    assert told() == []
    ann.press("unaccept", answer)
    Reader("Bob").write(post, "The blue one fades a little, by the way.")
    ann.press("accept", answer)
    assert len(told()) == 1


# What else they may know -------------------------------------------------------------------------


def ask(post, text, name="Kim"):
    return Reader(name).write(post, text)


def known(body):
    return body.partition(KNOWN)[2]


def test_two_open_questions_in_similar_words_are_shown(post, make_post, ann, question, answer):
    other = make_post("Winter news", slug="winter")
    alike = [
        ask(other, "Does the heavy tee shrink when I wash it hot?"),
        ask(post, "Can I wash the heavy tee together with jeans?", "Lou"),
        ask(post, "Is washing the heavy tee in a net any good?", "Mia"),
    ]
    ask(post, "Where is my parcel, it never arrived?", "Nik")
    ann.press("accept", answer)
    (message,) = told()
    shown = [one for one in alike if f"#c{one.pk}" in known(message.body)]
    assert len(shown) == 2
    assert "parcel" not in message.body
    assert message.alternatives[0][0].count("#c") == 3


def test_the_same_topic_is_enough(post, ann, question, answer):
    topic = Topic.objects.create(name="Care", slug="care")
    ask(post, "Where do you buy your ink, if one may ask?")
    SupportThread.objects.update(topic=topic)
    ann.press("accept", answer)
    assert "Where do you buy your ink" in known(told()[0].body)


def test_nothing_is_shown_where_nothing_is_alike(post, ann, question, answer):
    ask(post, "Where is my parcel, it never arrived?")
    ann.press("accept", answer)
    assert KNOWN not in told()[0].body


def answered(post, asked):
    Reader("Uli").write(post, "Wash it cold and hang it up to dry.", asked)


def theirs(post, asked):
    type(asked).norel_objects.filter(pk=asked.pk).update(user_email="Bob@example.com")


def joined(post, asked):
    Reader("Bob").write(post, "Which one do you mean, the old or the new one?", asked)


def old(post, asked):
    SupportThread.objects.filter(comment=asked).update(is_archive=True)


def removed(post, asked):
    type(asked).norel_objects.filter(pk=asked.pk).update(is_removed=True)


def restricted(post, asked):
    PageViewRestriction.objects.create(page=post, restriction_type="login")


def drafted(post, asked):
    post.unpublish()


def closed(post, asked):
    SupportThread.objects.filter(comment=asked).update(closed_at=timezone.now())


def for_staff(post, asked):
    topic = Topic.objects.create(name="Orders", slug="orders", staff_only=True)
    SupportThread.objects.filter(comment=asked).update(topic=topic)


@pytest.mark.parametrize(
    "change",
    [None, answered, theirs, joined, old, removed, restricted, drafted, closed, for_staff],
)
def test_only_open_questions_of_others_that_they_may_see_are_shown(
    make_post, ann, question, answer, change
):
    other = make_post("Winter news", slug="winter")
    asked = ask(other, "Does the heavy tee shrink when I wash it hot?")
    if change is not None:
        change(other, asked)
    mail.outbox.clear()
    ann.press("accept", answer)
    assert ("when I wash it hot" in told()[0].body) == (change is None)


def test_the_number_of_queries_does_not_grow_with_the_open_questions(post, ann, question, answer):
    def queries():
        Notice.objects.filter(event=Notice.Event.IT_WORKED).delete()
        with CaptureQueriesContext(connection) as captured:
            notify_helper(Acceptance.objects.get().pk)
        return len(captured)

    ann.press("accept", answer)
    for number in range(3):
        ask(post, f"Does the heavy tee shrink when I wash it {number} times?", f"K{number}")
    few = queries()
    for number in range(3, 9):
        ask(post, f"Does the heavy tee shrink when I wash it {number} times?", f"K{number}")
    assert queries() == few


# Lost jobs ---------------------------------------------------------------------------------------


def test_a_mail_that_failed_leaves_no_notice_and_the_sweep_sends_it_once(ann, question, answer):
    with override_settings(**NO_MAIL_SERVER):
        ann.press("accept", answer)
        with pytest.raises(CommandError, match="the next sweep tries again"):
            run_sweep()
    assert not Notice.objects.filter(event=Notice.Event.IT_WORKED).exists()
    assert "1 helper told" in run_sweep()
    assert run_sweep() == "Swept: nothing to repair.\n"
    assert len(told()) == 1


def test_what_is_no_news_any_more_is_told_nobody(ann, question, answer):
    with override_settings(**NO_MAIL_SERVER):
        ann.press("accept", answer)
    Acceptance.objects.update(accepted_at=timezone.now() - timedelta(days=3))
    run_sweep()
    assert told() == []

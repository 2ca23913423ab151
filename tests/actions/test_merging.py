"""Two threads that ask the same become one, and two again."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import PageViewRestriction

from tests.actions.test_moving import state, thread_of
from tests.keeping import kept
from tests.readers import Reader
from tests.sweeping import run_sweep
from wagtail_peersupport import comments
from wagtail_peersupport.actions import followups, merging, moving
from wagtail_peersupport.actions.deciding import decide_needs_support
from wagtail_peersupport.actions.errors import NotAllowed, Refused
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.models import (
    Acceptance,
    CommentDecision,
    FollowUp,
    MeToo,
    SupportReply,
    SupportThread,
)
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db
WASH = "How do I wash the heavy tee without shrinking it?"
SHRINK = "Does the heavy tee shrink when I wash it hot?"
AGAIN = "Can the heavy tee go into a hot wash?"
COLD = "Wash it cold and inside out, and never put it in the dryer."
HOT = "Mine went through at sixty degrees twice and lost four centimetres in length."


@kept
def other_post(make_post):
    return make_post("Washing", slug="washing")


@kept
def ann(post):
    """Asked first, and has an answer."""
    ann = Reader("Ann")
    ann.question = ann.write(post, WASH)
    ann.answer = Reader("Bob").write(post, COLD, ann.question)
    return ann


def asks_again(post, name="Cleo", words=SHRINK, **account):
    reader = Reader(name, **account)
    reader.question = reader.write(post, words)
    return reader


@kept
def cleo(ann, post):
    """Asked the same under the same post, and has an answer, too."""
    cleo = asks_again(post)
    cleo.answer = Reader("Dan").write(post, HOT, cleo.question)
    run_sweep()
    return cleo


@kept
def fay(ann, other_post):
    """Asked the same under another post, and has an answer there."""
    fay = asks_again(other_post, "Fay")
    fay.answer = Reader("Dan").write(other_post, HOT, fay.question)
    run_sweep()
    return fay


def merge(one, other, staff):
    merging.merge_thread(thread_of(one.question), staff, thread_of(other.question))


def unmerge(one, staff):
    merging.unmerge_thread(thread_of(one.question), staff)


def facts(*readers):
    """All that a merging could lose of these people's threads."""
    threads = SupportThread.objects.filter(comment__in=[one.question for one in readers])
    return (
        state(),
        list(threads.order_by("pk").values()),
        sorted(MeToo.objects.values_list("comment", "voter")),
        sorted(Acceptance.objects.values_list("question", "answer")),
        sorted(CommentDecision.objects.values_list("comment", "answers", "needs_support")),
        sorted(FollowUp.objects.values_list("thread", "outcome", "assignee", "reasons__reason")),
    )


# Under the same post -----------------------------------------------------------------------------


def test_under_the_same_post_the_question_and_its_replies_join_the_other(ann, cleo, staff):
    merge(cleo, ann, staff)
    thread = thread_of(ann.question)
    joined = {reply.comment_id: reply for reply in thread.replies.all()}
    assert set(joined) == {ann.answer.pk, cleo.question.pk, cleo.answer.pk}
    assert thread.answer_count == 2
    question = joined[cleo.question.pk]
    assert (question.role, question.link, question.by_asker) == ("me-too", "moved", True)
    merged = thread_of(cleo.question)
    assert (merged.is_retired, merged.merged_into) == (True, thread)


def test_a_question_that_joins_is_no_answer_and_neither_is_what_its_asker_adds(post, staff):
    ann, cleo = asks_again(post, "Ann", WASH), asks_again(post)
    cleo.write(
        post, "I measured it: it is 52 cm wide and 71 cm long before the wash.", cleo.question
    )
    merge(cleo, ann, staff)
    assert thread_of(ann.question).status == "unanswered"


def test_me_toos_add_up_and_whoever_asked_counts_each_voter_once(ann, cleo, staff):
    gus, hal = Reader("Gus"), Reader("Hal")
    for reader, question in ((gus, ann.question), (gus, cleo.question), (hal, cleo.question)):
        reader.press("me-too", question)
    merge(cleo, ann, staff)
    assert thread_of(ann.question).me_too_count == 3


def test_asking_the_same_oneself_makes_no_me_too(post, staff):
    ann = Reader("Ann")
    for words in (WASH, SHRINK):
        ann.question = ann.write(post, words)
    first = thread_of(comments.settled(comment=WASH).get())
    merging.merge_thread(thread_of(ann.question), staff, first)
    first.refresh_from_db()
    assert first.me_too_count == 0


def test_a_me_too_that_came_along_can_be_taken_back(ann, cleo, staff, post):
    hal = Reader("Hal")
    hal.press("me-too", cleo.question)
    merge(cleo, ann, staff)
    html = hal.client.get(post.url).content.decode()
    assert f'formaction="/comments/{ann.question.pk}/not-me-too/"' in html
    hal.press("not-me-too", ann.question)
    assert thread_of(ann.question).me_too_count == 1
    assert not MeToo.objects.filter(comment=cleo.question).exclude(
        voter=cleo.question.peersupport_origin.voter
    )


def test_a_button_of_before_counts_for_the_question_it_leads_to(ann, cleo, staff):
    merge(cleo, ann, staff)
    assert Reader("Hal").press("me-too", cleo.question).status_code == 302
    assert thread_of(ann.question).me_too_count == 2


def test_a_guest_who_asked_stays_a_me_too_after_logging_in(ann, cleo, staff, django_user_model):
    user = django_user_model.objects.create_user("cleo", "cleo@example.com", "cleo")
    merge(cleo, ann, staff)
    cleo.client.post("/accounts/login/", {"username": "cleo", "password": "cleo"})
    assert MeToo.objects.get().voter == f"u:{user.pk}"
    assert thread_of(ann.question).me_too_count == 1


def test_what_the_asker_accepted_solves_the_question_it_joined(ann, cleo, staff, post):
    cleo.press("accept", cleo.answer)
    merge(cleo, ann, staff)
    assert thread_of(ann.question).status == "solved"
    assert "✓</span> Accepted answer" in ann.client.get(post.url).content.decode()
    ann.press("unaccept", cleo.answer)
    assert thread_of(ann.question).status == "answered"


def test_the_post_shows_one_question_with_the_other_below_it(ann, cleo, staff, post):
    merge(cleo, ann, staff)
    html = Client().get(post.url).content.decode()
    assert html.count('class="ps-question"') == 1
    places = [html.index(words) for words in (WASH, COLD, SHRINK, HOT)]
    assert places == sorted(places)
    assert "Asked before:" not in html


# Under another post ------------------------------------------------------------------------------


def test_under_another_post_everything_stays_and_leads_to_the_other(
    ann, fay, staff, hub, other_post
):
    merge(fay, ann, staff)
    assert set(SupportReply.objects.values_list("comment", flat=True)) == {ann.answer.pk}
    thread = thread_of(ann.question)
    assert (thread.answer_count, thread.me_too_count) == (1, 1)
    html = Client().get(other_post.url).content.decode()
    assert all(words in html for words in (SHRINK, HOT))
    assert 'class="ps-question"' not in html
    assert f'Asked before: <a href="/help/{ann.question.pk}/' in html


def test_replies_to_what_was_merged_elsewhere_open_no_threads_of_their_own(
    ann, fay, staff, other_post
):
    fay.write(other_post, "I mean the one of last year, can’t find the label.", fay.question)
    before = SupportThread.objects.count()
    merge(fay, ann, staff)
    assert SupportThread.objects.count() == before
    assert [thread.comment_id for thread in SupportThread.objects.active()] == [ann.question.pk]


def test_the_old_address_leads_to_the_other_thread_and_back_after_undoing(ann, fay, staff, hub):
    old = Client().get(f"/help/{fay.question.pk}/").url
    merge(fay, ann, staff)
    for path in (old, f"{old}?posted=1", f"/help/{fay.question.pk}/"):
        response = Client().get(path)
        assert response.status_code == 302
        assert response.url.startswith(f"/help/{ann.question.pk}/how-do-i-wash")
    assert Client().get(old, follow=True).status_code == 200
    unmerge(fay, staff)
    assert SHRINK in Client().get(old).content.decode()


def test_a_chain_of_old_addresses_leads_to_the_last(ann, fay, staff, hub, make_post):
    gus = asks_again(make_post("Drying", slug="drying"), "Gus", AGAIN)
    merge(gus, fay, staff)
    merge(fay, ann, staff)
    assert Client().get(f"/help/{gus.question.pk}/").url.startswith(f"/help/{ann.question.pk}/")
    assert thread_of(ann.question).me_too_count == 2
    unmerge(fay, staff)
    assert Client().get(f"/help/{gus.question.pk}/").url.startswith(f"/help/{fay.question.pk}/")
    counts = [thread_of(one.question).me_too_count for one in (ann, fay)]
    assert counts == [0, 1]


def test_a_chain_under_one_post_joins_the_last(ann, cleo, staff, post):
    gus = asks_again(post, "Gus", AGAIN)
    hers = Reader("Ida").write(post, HOT.replace("sixty", "ninety"), gus.question)
    merge(gus, cleo, staff)
    merge(cleo, ann, staff)
    reply = SupportReply.objects.get(comment_id=hers.pk)
    assert reply.thread.comment_id == ann.question.pk
    assert thread_of(ann.question).answer_count == 3
    unmerge(cleo, staff)
    reply.refresh_from_db()
    assert reply.thread.comment_id == cleo.question.pk


# Who may see it ----------------------------------------------------------------------------------


def test_whoever_may_not_see_the_other_question_never_hears_of_it(
    ann, fay, staff, hub, post, other_post, reader
):
    merge(fay, ann, staff)
    old = f"/help/{fay.question.pk}/"
    restriction = PageViewRestriction.objects.create(page=post, restriction_type="login")
    html = Client().get(other_post.url).content.decode()
    assert "Asked before:" not in html
    assert WASH not in html
    assert Client().get(old).status_code == 404
    assert Reader("Eve").press("me-too", fay.question).status_code == 404
    robin = Reader(account=reader).client
    assert "Asked before:" in robin.get(other_post.url).content.decode()
    assert robin.get(old).status_code == 302
    restriction.delete()
    type(ann.question).norel_objects.filter(pk=ann.question.pk).update(is_removed=True)
    assert "Asked before:" not in Client().get(other_post.url).content.decode()
    assert Client().get(old).status_code == 404


def test_the_address_of_a_question_under_a_hidden_post_leads_nowhere(
    ann, fay, staff, hub, other_post
):
    merge(fay, ann, staff)
    other_post.unpublish()
    assert Client().get(f"/help/{fay.question.pk}/").status_code == 404


# Mail --------------------------------------------------------------------------------------------


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """The mails that something sets off, as pairs of address and words."""

    def told(do):
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            do()
        return [(message.to[0], message.body) for message in mail.outbox[before:]]

    return told


def test_whoever_asked_again_is_told_the_solution_once(ann, other_post, staff, told, post):
    Reader("Gus").write(post, HOT, ann.question)
    ann.press("accept", ann.answer)
    fay = asks_again(other_post, "Fay")
    (mailed,) = told(lambda: merge(fay, ann, staff))
    assert mailed[0] == "fay@example.com"
    assert COLD in mailed[1]
    assert SHRINK in mailed[1]
    assert f"#c{ann.answer.pk}" in mailed[1]
    unmerge(fay, staff)
    assert told(lambda: merge(fay, ann, staff)) == []
    assert told(run_sweep) == []


def test_an_answer_that_comes_later_is_mailed_to_everybody_who_asked(ann, fay, staff, post, told):
    told(lambda: merge(fay, ann, staff))
    mailed = told(lambda: Reader("Gus").write(post, HOT, ann.question))
    assert {"ann@example.com", "fay@example.com"} <= {to for to, __ in mailed}
    assert told(run_sweep) == []


def test_nobody_is_told_of_an_answer_that_they_may_not_see(ann, fay, staff, post, told):
    PageViewRestriction.objects.create(page=post, restriction_type="login")
    assert told(lambda: merge(fay, ann, staff)) == []


def test_nobody_is_told_of_their_own_answer(post, staff, told, other_post):
    ann, bob = asks_again(post, "Ann", WASH), asks_again(other_post, "Bob")
    bob.write(post, COLD, ann.question)
    assert told(lambda: merge(bob, ann, staff)) == []


# Undoing, and reading again ----------------------------------------------------------------------


@pytest.mark.parametrize("who", ["cleo", "fay"])
def test_undoing_brings_everything_back_exactly(request, ann, staff, who, reader):
    again = request.getfixturevalue(who)
    Reader("Gus").press("me-too", ann.question)
    Reader("Hal").press("me-too", again.question)
    Reader("Ida").press("ask-for-staff", again.question)
    again.press("accept", again.answer)
    followups.assign(thread_of(again.question), staff, staff.user)
    run_sweep()
    before = facts(ann, again)
    merge(again, ann, staff)
    assert facts(ann, again) != before
    unmerge(again, staff)
    assert facts(ann, again) == before
    assert run_sweep() == "Swept: nothing to repair.\n"


@pytest.mark.parametrize("who", ["cleo", "fay"])
def test_it_stays_merged_whatever_is_read_again(request, ann, staff, who):
    again = request.getfixturevalue(who)
    merge(again, ann, staff)
    expected = facts(ann, again)
    run_sweep()
    assert facts(ann, again) == expected
    assert run_sweep() == "Swept: nothing to repair.\n"
    call_command("peersupport_backfill", stdout=StringIO(), stderr=StringIO())
    for row in (again.answer, again.question, ann.answer, ann.question):
        sync_comments([row.pk])
        assert facts(ann, again) == expected


def test_undoing_brings_it_back_though_another_engine_would_not_open_it(ann, fay, staff):
    merge(fay, ann, staff)
    fay.question.peersupport_analysis.delete()
    type(fay.question).norel_objects.filter(pk=fay.question.pk).update(
        comment="Hot wash, heavy tee."
    )
    unmerge(fay, staff)
    thread = thread_of(fay.question)
    assert (thread.is_retired, thread.answer_count) == (False, 1)


def test_undoing_twice_or_what_was_never_merged_is_harmless(ann, cleo, staff):
    before = facts(ann, cleo)
    unmerge(cleo, staff)
    assert facts(ann, cleo) == before


def test_if_the_other_question_is_deleted_it_comes_back(ann, fay, staff):
    merge(fay, ann, staff)
    comments.comment_model().objects.get(pk=ann.question.pk).delete()
    run_sweep()
    assert thread_of(fay.question).is_retired is False


def test_open_follow_ups_end_with_it(ann, fay, staff):
    SupportThread.objects.update(asked_at=timezone.now() - timedelta(days=3), answered_at=None)
    followups.ask_for_staff(thread_of(fay.question), staff)
    merge(fay, ann, staff)
    assert FollowUp.objects.get(thread__comment_id=fay.question.pk).outcome == "merged"
    waiting = SupportThread.objects.active().needing_staff(timezone.now())
    assert fay.question.pk not in waiting.values_list("comment", flat=True)


def test_both_threads_remember_it(ann, fay, staff):
    merge(fay, ann, staff)
    unmerge(fay, staff)
    threads = [thread_of(one.question) for one in (fay, ann)]
    for thread, other, words in zip(threads, threads[::-1], ("into", "taken"), strict=True):
        data = {entry.action: entry.data for entry in registry.get_logs_for_instance(thread)}
        assert data["peersupport.merge"] == {words: other.pk}
        assert "peersupport.unmerge" in data


# What is refused ---------------------------------------------------------------------------------


def test_no_circle_of_mergings_and_nothing_into_itself(ann, fay, staff):
    with pytest.raises(Refused, match="into itself"):
        merge(ann, ann, staff)
    merge(fay, ann, staff)
    for one, other in ((ann, fay), (fay, ann)):
        with pytest.raises(Refused, match="no longer there"):
            merge(one, other, staff)


def test_a_question_asked_in_a_reply_cannot_take_in_the_one_above(ann, staff, post):
    below = asks_again(post, "Gus", AGAIN)
    type(below.question).norel_objects.filter(pk=below.question.pk).update(
        parent_id=ann.answer.pk, thread_id=ann.question.pk, level=2
    )
    sync_comments([ann.question.pk])
    decide_needs_support(below.question, staff, True)
    with pytest.raises(Refused, match="the other way round"):
        merge(ann, below, staff)
    merge(below, ann, staff)
    assert thread_of(ann.question).replies.filter(comment_id=below.question.pk).exists()


def test_what_was_merged_is_neither_moved_nor_decided_before_that_is_undone(ann, cleo, staff):
    merge(cleo, ann, staff)
    for verb in (
        lambda: moving.set_apart(cleo.question, staff),
        lambda: decide_needs_support(cleo.question, staff, True),
    ):
        with pytest.raises(Refused, match="undo that first"):
            verb()


def test_readers_merge_nothing(ann, cleo, staff, reader):
    viewer = Viewer(user=reader)
    with pytest.raises(NotAllowed):
        merge(cleo, ann, viewer)
    merge(cleo, ann, staff)
    with pytest.raises(NotAllowed):
        unmerge(cleo, viewer)
    assert thread_of(cleo.question).merged_into is not None

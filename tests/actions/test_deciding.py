import pytest
from django.utils import timezone
from wagtail.log_actions import registry

from tests.engines import SILENT
from tests.keeping import kept
from tests.readers import Reader
from wagtail_peersupport.actions.deciding import decide_kind, decide_needs_support
from wagtail_peersupport.actions.errors import NotAllowed
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.models import CommentDecision, FollowUp, SupportThread
from wagtail_peersupport.models.choices import Kind, Source
from wagtail_peersupport.staff.history import history_of
from wagtail_peersupport.viewer import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_engine")]
QUESTION = "How do I wash the heavy tee without shrinking it?"
REMARK = "The blue one from the second picture, in my size."


@kept
def staff(admin_user):
    return Reader(account=admin_user)


def decision():
    return CommentDecision.objects.values_list("needs_support", "kind", "source").get()


def told(thread):
    return [entry.message for entry in history_of(thread)]


def test_staff_say_that_it_is_not_a_question_and_that_sticks(post, ann, staff):
    question = ann.write(post, QUESTION)
    assert staff.press("needs-no-support", question).status_code == 302
    sync_comments([question.pk])
    assert not SupportThread.objects.active().exists()
    assert FollowUp.objects.get().outcome == "not-a-question"


def test_it_can_be_undone_and_the_thread_keeps_its_address(post, ann, staff):
    question = ann.write(post, QUESTION)
    pk = SupportThread.objects.get().pk
    staff.press("needs-no-support", question)
    staff.press("needs-support", question)
    assert SupportThread.objects.active().get().pk == pk


def test_staff_say_that_a_remark_is_a_question(post, ann, staff):
    remark = ann.write(post, REMARK)
    staff.press("needs-support", remark)
    assert SupportThread.objects.get().kind == "question"


def test_readers_cannot_decide(post, ann, reader):
    question = ann.write(post, QUESTION)
    for other in (Reader(account=reader), Reader("Ann")):
        for verb in ("needs-no-support", "kind/praise"):
            assert other.press(verb, question).status_code == 403
    assert not CommentDecision.objects.exists()


# The writer --------------------------------------------------------------------------------------


@pytest.mark.parametrize("with_account", [False, True], ids=["guest", "account"])
def test_the_writer_says_that_an_answer_is_wanted_and_that_sticks(
    post, ann, reader, settings, with_account
):
    writer = Reader(account=reader) if with_account else ann
    remark = writer.write(post, REMARK)
    assert writer.press("needs-support", remark).status_code == 302
    assert decision() == (True, "", Source.WRITER)
    settings.PEERSUPPORT = SILENT
    sync_comments([remark.pk])
    thread = SupportThread.objects.active().get()
    assert told(thread) == ["The writer would like an answer"]


def test_the_writer_says_that_no_answer_is_needed(post, ann):
    question = ann.write(post, QUESTION)
    thread = SupportThread.objects.get()
    ann.press("ask-for-staff", question)
    ann.press("needs-no-support", question)
    assert not SupportThread.objects.active().exists()
    assert not FollowUp.objects.filter(resolved_at=None).exists()
    assert "The writer needs no answer" in told(thread)


def test_the_writer_changes_their_mind_and_everything_is_as_it_was(post, ann):
    question = ann.write(post, QUESTION)
    ann.press("ask-for-staff", question)
    ann.press("needs-no-support", question)
    ann.press("needs-support", question)
    thread = SupportThread.objects.active().needing_staff(timezone.now()).get()
    reasons = thread.follow_ups.get(resolved_at=None).reasons.values_list("reason", flat=True)
    assert list(reasons) == ["reader-asked"]


def test_a_writers_change_of_mind_leaves_no_mark_that_staff_settled_it(post, ann):
    question = ann.write(post, QUESTION)
    ann.press("needs-no-support", question)
    ann.press("needs-support", question)
    assert not FollowUp.objects.exists()


def test_what_staff_decided_the_writer_cannot_change(post, ann, staff):
    question = ann.write(post, QUESTION)
    staff.press("needs-no-support", question)
    for verb in ("needs-support", "kind/idea", "withdraw"):
        assert ann.press(verb, question).status_code == 403
    assert decision() == (False, "", Source.STAFF)


def test_what_the_writer_decided_staff_can_change(post, ann, staff):
    remark = ann.write(post, REMARK)
    ann.press("needs-support", remark)
    staff.press("needs-no-support", remark)
    assert decision() == (False, "", Source.STAFF)
    assert not SupportThread.objects.active().exists()


def test_a_topic_or_a_place_that_staff_chose_leaves_the_rest_to_the_writer(post, ann, admin_user):
    remark = ann.write(post, REMARK)
    CommentDecision.objects.create(
        comment=remark,
        stands_apart=True,
        source=Source.STAFF,
        decided_by=admin_user,
        decided_at=timezone.now(),
    )
    ann.press("needs-support", remark)
    assert decision() == (True, "", Source.WRITER)
    assert CommentDecision.objects.get().stands_apart


# Kinds -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "opens"),
    [
        (Kind.QUESTION, True),
        (Kind.PROBLEM, True),
        (Kind.IDEA, True),
        (Kind.PRAISE, False),
        (Kind.REMARK, False),
    ],
)
@pytest.mark.parametrize("words", [QUESTION, REMARK])
def test_a_kind_opens_a_thread_or_none(post, ann, staff, words, kind, opens):
    comment = ann.write(post, words)
    assert staff.press(f"kind/{kind}", comment).status_code == 302
    assert decision() == (opens, kind, Source.STAFF)
    found = SupportThread.objects.active().values_list("kind", flat=True)
    assert list(found) == ([kind] if opens else [])


def test_an_unknown_kind_is_not_found(post, ann, staff):
    comment = ann.write(post, REMARK)
    assert staff.press("kind/novel", comment).status_code == 404


def test_the_kind_stays_where_it_fits_what_is_decided_later(post, ann, staff):
    comment = ann.write(post, REMARK)
    staff.press("kind/idea", comment)
    staff.press("needs-support", comment)
    assert decision() == (True, "idea", Source.STAFF)
    staff.press("needs-no-support", comment)
    assert decision() == (False, "", Source.STAFF)


# The log, and the way back -----------------------------------------------------------------------


def test_deciding_the_same_again_is_one_entry_in_the_log(post, ann, admin_user):
    remark = ann.write(post, REMARK)
    viewer = Viewer(user=admin_user)
    for _ in range(2):
        decide_needs_support(remark, viewer, True)
    for _ in range(2):
        decide_kind(remark, viewer, Kind.IDEA)
    thread = SupportThread.objects.get()
    assert told(thread) == ["Decided what it is: Idea", "Decided that it needs support"]


def test_without_a_thread_the_log_hangs_on_the_comment(post, ann, staff):
    remark = ann.write(post, REMARK)
    staff.press("kind/praise", remark)
    (entry,) = registry.get_logs_for_instance(remark)
    assert entry.message == "Decided what it is: Praise"


def test_withdrawing_goes_back_to_the_guess(post, ann, staff):
    question = ann.write(post, QUESTION)
    staff.press("needs-no-support", question)
    staff.press("withdraw", question)
    assert not CommentDecision.objects.exists()
    thread = SupportThread.objects.active().get()
    assert told(thread)[0] == "Withdrew the decision: the engine’s guess holds"
    assert not FollowUp.objects.exists()


def test_the_writer_withdraws_their_own(post, ann):
    remark = ann.write(post, REMARK)
    ann.press("needs-support", remark)
    ann.press("withdraw", remark)
    assert not CommentDecision.objects.exists()
    assert not SupportThread.objects.active().exists()


def test_withdrawing_leaves_where_a_comment_belongs(post, ann, staff):
    remark = ann.write(post, REMARK)
    staff.press("needs-support", remark)
    CommentDecision.objects.update(stands_apart=True)
    staff.press("withdraw", remark)
    assert decision() == (None, "", Source.STAFF)
    assert CommentDecision.objects.get().stands_apart


def test_withdrawing_nothing_is_harmless(post, ann, staff):
    remark = ann.write(post, REMARK)
    assert staff.press("withdraw", remark).status_code == 302
    assert not registry.get_logs_for_instance(remark).exists()


def test_the_verbs_themselves_refuse(post, ann, reader):
    remark = ann.write(post, REMARK)
    with pytest.raises(NotAllowed):
        decide_kind(remark, Viewer(user=reader), Kind.IDEA)
    with pytest.raises(NotAllowed):
        decide_needs_support(remark, Viewer(guest_key="other"), True)

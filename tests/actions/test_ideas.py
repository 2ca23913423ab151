import pytest
from wagtail.log_actions import registry

from tests.keeping import kept
from tests.readers import Reader
from wagtail_peersupport.actions.errors import NotAllowed, Refused
from wagtail_peersupport.actions.ideas import set_idea_state, state_of
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.models import Acceptance, IdeaState, SupportThread
from wagtail_peersupport.models.choices import IdeaStatus
from wagtail_peersupport.viewer import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_engine")]
IDEA = "Please add tote bags with the herring print."
QUESTION = "How do I wash the heavy tee without shrinking it?"


@kept
def thread(post):
    Reader("Ann").write(post, IDEA)
    return SupportThread.objects.get(kind="idea")


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (IdeaStatus.CONSIDERING, ""),
        (IdeaStatus.CONSIDERING, "After Christmas."),
        (IdeaStatus.DONE, ""),
        (IdeaStatus.NOT_NOW, "We have no room for them."),
        (IdeaStatus.NEW, "Tell us more."),
    ],
)
def test_staff_say_where_an_idea_stands_and_it_sticks(thread, staff, status, reason):
    set_idea_state(thread, staff, status, reason)
    sync_comments([thread.comment_id])
    assert state_of(thread) == (status, reason)
    assert SupportThread.objects.with_authors().get().idea_status == status


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_not_now_needs_a_reason(thread, staff, reason):
    with pytest.raises(Refused, match="why not now"):
        set_idea_state(thread, staff, IdeaStatus.NOT_NOW, reason)
    assert not IdeaState.objects.exists()


def test_a_reason_has_an_end(thread, staff):
    with pytest.raises(Refused, match="300"):
        set_idea_state(thread, staff, IdeaStatus.DONE, "x" * 301)


def test_back_to_new_leaves_nothing(thread, staff):
    set_idea_state(thread, staff, IdeaStatus.DONE)
    set_idea_state(thread, staff, IdeaStatus.NEW)
    assert not IdeaState.objects.exists()


def test_only_staff_and_only_of_ideas(post, thread, staff, reader):
    with pytest.raises(NotAllowed):
        set_idea_state(thread, Viewer(user=reader), IdeaStatus.DONE)
    Reader("Bob").write(post, QUESTION)
    question = SupportThread.objects.get(kind="question")
    with pytest.raises(Refused, match="no idea"):
        set_idea_state(question, staff, IdeaStatus.DONE)


def test_each_change_is_logged_once(thread, staff):
    for _ in range(2):
        set_idea_state(thread, staff, IdeaStatus.NOT_NOW, "No room.")
    set_idea_state(thread, staff, IdeaStatus.DONE)
    said = [entry.message for entry in registry.get_logs_for_instance(thread)]
    assert sorted(said) == ["Idea: Done", "Idea: Not now. No room."]


def test_an_idea_is_never_counted_as_unanswered_answered_or_solved(post, thread):
    Reader("Bob").write(post, "They had some two years ago, in blue and in grey.", thread.comment)
    assert SupportThread.objects.get().answer_count == 1
    objects = SupportThread.objects
    assert list(objects.ideas()) == [thread]
    for found in (objects.unanswered(), objects.answered(), objects.solved(), objects.questions()):
        assert not found.exists()


def test_a_solved_question_that_turns_out_to_be_an_idea_is_solved_no_more(post, staff, admin_user):
    ann = Reader("Ann")
    question = ann.write(post, QUESTION)
    answer = Reader("Bob").write(post, "Wash it cold and hang it up to dry.", question)
    ann.press("accept", answer)
    assert SupportThread.objects.solved().exists()
    Reader(account=admin_user).press("kind/idea", question)
    assert SupportThread.objects.get().solved_at is None
    Reader(account=admin_user).press("kind/question", question)
    assert SupportThread.objects.solved().exists()
    assert Acceptance.objects.exists()

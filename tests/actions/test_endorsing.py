import pytest
from wagtail.log_actions import registry

from tests.keeping import kept
from tests.readers import Reader
from tests.staff_accounts import let_support
from wagtail_peersupport import signals
from wagtail_peersupport.actions.accepting import accept_answer
from wagtail_peersupport.actions.endorsing import (
    LONGEST_NOTE,
    endorse,
    say_of_answer,
    take_back,
)
from wagtail_peersupport.actions.errors import NotAllowed, Refused
from wagtail_peersupport.models import Endorsement, SupportReply, SupportThread
from wagtail_peersupport.models.choices import Verdict
from wagtail_peersupport.viewer import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_engine")]
QUESTION = "How do I wash the heavy tee without shrinking it?"
ANSWER = "Wash it cold, and never put it in the dryer."


def mark_outdated(reply, viewer, note):
    return say_of_answer(reply, viewer, Verdict.OUTDATED, note)


def mark_wrong(reply, viewer, note):
    return say_of_answer(reply, viewer, Verdict.WRONG, note)


VERBS = [endorse, mark_outdated, mark_wrong]


@kept
def mara(django_user_model):
    user = django_user_model.objects.create_user("mara", "mara@example.com", "mara")
    return let_support(user)


@kept
def staff(mara):
    return Viewer(user=mara)


@kept
def question(post):
    return Reader("Ann").write(post, QUESTION)


@kept
def answer(post, question):
    comment = Reader("Bob").write(post, ANSWER, question)
    return SupportReply.objects.get(comment_id=comment.pk)


def said():
    return [(one.verdict, one.note) for one in Endorsement.objects.all()]


def test_staff_vouch_and_change_their_mind_and_take_it_back(answer, staff, mara):
    endorse(answer, staff)
    assert Endorsement.objects.get().made_by == mara
    mark_outdated(answer, staff, "Since  May it may go into\nthe dryer.")
    assert said() == [("outdated", "Since May it may go into the dryer.")]
    mark_wrong(answer, staff, "It fades.")
    assert said() == [("wrong", "It fades.")]
    take_back(answer, staff)
    assert said() == []


def test_doing_it_twice_is_once(answer, staff):
    heard = []
    signals.answer_endorsed.connect(
        lambda endorsement, **kwargs: heard.append(endorsement.verdict), weak=False, dispatch_uid=1
    )
    for _time in range(2):
        endorse(answer, staff, "Checked.")
    for _time in range(2):
        take_back(answer, staff)
    signals.answer_endorsed.disconnect(dispatch_uid=1)
    entries = registry.get_logs_for_instance(SupportThread.objects.get())
    assert sorted(entries.values_list("action", flat=True)) == [
        "peersupport.endorse",
        "peersupport.unendorse",
    ]
    assert heard == ["verified"]


def test_the_words_of_the_reader_stay(answer, staff):
    mark_wrong(answer, staff, "It fades.")
    answer.comment.refresh_from_db()
    assert answer.comment.comment == ANSWER


@pytest.mark.parametrize("verb", VERBS)
def test_readers_have_no_say(answer, reader, verb):
    for viewer in (Viewer(user=reader), Viewer(guest_key="abc"), Viewer()):
        with pytest.raises(NotAllowed):
            verb(answer, viewer, "So it is.")
        with pytest.raises(NotAllowed):
            take_back(answer, viewer)
    assert said() == []


def test_nobody_vouches_for_their_own_answer_but_may_call_it_outdated(post, question, staff, mara):
    comment = Reader(account=mara).write(post, ANSWER, question)
    own = SupportReply.objects.get(comment_id=comment.pk)
    with pytest.raises(NotAllowed, match="your own answer"):
        endorse(own, staff)
    mark_outdated(own, staff, "Since May it may go into the dryer.")
    assert said()[0][0] == "outdated"


def test_what_is_no_answer_is_vouched_for_only_once_it_was_accepted(post, question, staff):
    ann = Reader("Ann")
    comment = ann.write(post, "I found out: a cold wash does it.", question)
    reply = SupportReply.objects.get(comment_id=comment.pk)
    SupportReply.objects.filter(pk=reply.pk).update(by_asker=False, role="other")
    reply.refresh_from_db()
    with pytest.raises(Refused, match="no answer"):
        endorse(reply, staff)
    thread = SupportThread.objects.get()
    origin = question.peersupport_origin
    accept_answer(reply, Viewer(guest_key=origin.voter.removeprefix("g:")))
    assert thread.comment_id == question.pk
    endorse(reply, staff)
    assert said() == [("verified", "")]


@pytest.mark.parametrize("verb", [mark_outdated, mark_wrong])
def test_a_warning_says_why(answer, staff, verb):
    with pytest.raises(Refused, match="readers see the note"):
        verb(answer, staff, "  ")
    assert said() == []


def test_a_note_has_room_for_a_few_sentences(answer, staff):
    endorse(answer, staff, "x" * LONGEST_NOTE)
    with pytest.raises(Refused, match="too long"):
        endorse(answer, staff, "x" * (LONGEST_NOTE + 1))

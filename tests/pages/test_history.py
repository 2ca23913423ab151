"""What readers are told of what came of a thread."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.pages.reading import plain
from wagtail_peersupport.actions.refreshing import refresh_threads
from wagtail_peersupport.models import (
    Acceptance,
    Ending,
    Endorsement,
    IdeaState,
    Lesson,
    SupportReply,
    SupportThread,
)
from wagtail_peersupport.models.choices import Ended, IdeaStatus, Kind, Verdict


def history(client, question):
    """The sentences, oldest first, without their dates; none where it was only asked."""
    content = client.get(f"/help/{question.pk}/", follow=True).content.decode()
    listed = re.search(r'<ol class="ps-events".*?</ol>', content, re.DOTALL)
    lines = (
        re.findall(r"<li><time[^>]*>.*?</time>(.*?)</li>", listed[0], re.DOTALL) if listed else []
    )
    return [plain(line) for line in lines]


def refresh():
    refresh_threads(SupportThread.objects.values_list("pk", flat=True))


def test_history_of_a_solved_question(client, hub, question, answer, accept, staff):
    accept(answer)
    Acceptance.objects.update(accepted_at=timezone.now() - timedelta(minutes=200))
    Endorsement.objects.create(
        comment_id=answer.pk, verdict=Verdict.VERIFIED, made_by=staff, made_at=timezone.now()
    )
    assert history(client, question) == [
        "Ines asked this",
        "Bram gave the first answer",
        "Solved by Bram: the asker accepted the answer",
        "mara verified the answer by Bram",
    ]


@pytest.mark.parametrize(
    ("has_account", "words"),
    [(True, "mara accepted the answer"), (False, "the team accepted the answer")],
)
def test_history_tells_who_of_staff_accepted(
    client, hub, question, answer, accept, staff, has_account, words
):
    accept(answer, for_asker=True)
    Acceptance.objects.update(accepted_by=staff if has_account else None)
    assert f"Solved by Bram: {words} for the asker" in history(client, question)


@pytest.mark.parametrize("verdict", [Verdict.OUTDATED, Verdict.WRONG])
def test_history_warns_of_answers_as_staff_did(client, hub, question, answer, staff, verdict):
    Endorsement.objects.create(
        comment_id=answer.pk, verdict=verdict, note="x", made_by=staff, made_at=timezone.now()
    )
    assert history(client, question)[-1] == f"Staff said that the answer by Bram is {verdict}"


def test_history_tells_how_it_ended_without_an_answer(client, hub, question, staff):
    ending = Ending.objects.create(
        comment_id=question.pk, how=Ended.ANOTHER_WAY, voter="g:1", ended_at=timezone.now()
    )
    refresh()
    assert history(client, question)[-1] == "Ines solved it in another way"
    ending.how, ending.ended_by = Ended.SAID_ALL, staff
    ending.save()
    refresh()
    assert history(client, question)[-1] == "Closed by mara"


def test_history_tells_that_the_post_has_an_answer(client, hub, post, question, answer):
    Lesson.objects.create(
        question_id=question.pk,
        answer_id=answer.pk,
        page_id=post.pk,
        drafted_at=timezone.now(),
        live_at=timezone.now(),
    )
    expected = "The post “How we print our shirts” has an answer to this"
    assert history(client, question)[-1] == expected


def test_history_of_an_idea_tells_what_the_team_says(client, hub, question):
    SupportThread.objects.update(kind=Kind.IDEA)
    IdeaState.objects.create(
        comment_id=question.pk, status=IdeaStatus.CONSIDERING, decided_at=timezone.now()
    )
    assert history(client, question) == ["Ines had this idea", "The team says: Considering"]


def test_merged_question_is_told_as_long_as_its_post_may_be_seen(
    client, hub, make_post, question, say
):
    elsewhere = make_post("Washing", slug="washing")
    again = say(elsewhere, "Is the heavy tee cut small?", name="Olav", minutes_ago=30)
    thread = SupportThread.objects.get(comment=question)
    SupportThread.objects.filter(comment=again).update(merged_into=thread, is_retired=True)
    assert history(client, question)[-1] == "Olav asked the same under “Washing”"
    elsewhere.unpublish()
    assert history(client, question) == []


def test_nothing_is_told_of_an_answer_that_is_hidden(client, hub, question, answer, accept):
    accept(answer)
    SupportReply.objects.update(hidden_at=timezone.now())
    assert history(client, question) == []

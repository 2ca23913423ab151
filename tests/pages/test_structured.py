"""What search engines read of a thread, held against what they document."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.structured_data import structured_data
from wagtail_peersupport import comments
from wagtail_peersupport.actions.deciding import decide_needs_support
from wagtail_peersupport.actions.refreshing import refresh_threads
from wagtail_peersupport.models import Endorsement, MeToo, SupportReply, SupportThread
from wagtail_peersupport.models.choices import Kind, Verdict
from wagtail_peersupport.viewer import Viewer

HOSTILE = '</script><script>alert("1")</script><!-- & \u2028 '


def read(client, question):
    return structured_data(client.get(f"/help/{question.pk}/", follow=True))


def say_of(answer, verdict):
    Endorsement.objects.create(
        comment_id=answer.pk, verdict=verdict, note="Since May.", made_at=timezone.now()
    )


def test_accepted_answer_makes_it_a_page_of_question_and_answers(
    client, hub, post, question, answer, accept, helped, say
):
    other = say(post, "I took M and it fits.", name="Cleo", parent=question, minutes_ago=200)
    thanks = say(post, "Thank you both!", parent=answer, minutes_ago=100)
    SupportReply.objects.filter(comment=other).update(role="answer")
    accept(answer)
    helped(answer, 9)
    MeToo.objects.create(comment_id=question.pk, voter="g:1", created_at=timezone.now())
    refresh_threads([answer.support_reply.thread_id])
    found = read(client, question)
    assert found["@type"] == "QAPage"
    asked = found["mainEntity"]
    address = f"http://localhost/help/{question.pk}/does-the-heavy-tee-run-small/"
    assert asked["name"] == "Does the heavy tee run small?"
    assert asked["text"] == "Does the heavy tee run small? I'm between M and L."
    assert asked["url"] == asked["@id"] == address
    assert asked["author"] == {"@type": "Person", "name": "Ines"}
    assert (asked["answerCount"], asked["upvoteCount"]) == (2, 1)
    accepted = asked["acceptedAnswer"]
    assert accepted["text"].startswith("Size up.")
    assert accepted["url"] == f"{address}#c{answer.pk}"
    assert (accepted["author"]["name"], accepted["upvoteCount"]) == ("Bram", 9)
    assert [one["text"] for one in asked["suggestedAnswer"]] == ["I took M and it fits."]
    assert [one["url"] for one in asked["comment"]] == [f"{address}#c{thanks.pk}"]


def test_several_accepted_answers_are_all_told(client, hub, post, question, answer, accept, say):
    other = say(post, "Take L, and wash it cold.", name="Cleo", parent=question, minutes_ago=200)
    SupportReply.objects.filter(comment=other).update(role="answer")
    accept(answer)
    accept(other)
    asked = read(client, question)["mainEntity"]
    assert {one["author"]["name"] for one in asked["acceptedAnswer"]} == {"Bram", "Cleo"}
    assert "suggestedAnswer" not in asked


def test_thread_without_an_accepted_answer_is_a_posting(client, hub, question, answer, helped):
    helped(answer, 4)
    found = read(client, question)
    assert found["@type"] == "DiscussionForumPosting"
    assert found["headline"] == "Does the heavy tee run small?"
    (said,) = found["comment"]
    assert said["author"]["name"] == "Bram"
    assert said["interactionStatistic"]["userInteractionCount"] == 4


def test_unanswered_question_and_idea_are_postings(client, hub, post, question, say):
    found = read(client, question)
    assert found["@type"] == "DiscussionForumPosting"
    assert "comment" not in found
    idea = say(post, "Please make the heavy tee in green!", minutes_ago=30)
    SupportThread.objects.update_or_create(
        comment_id=idea.pk,
        defaults={
            "page_id": post.pk,
            "kind": Kind.IDEA,
            "asked_at": idea.submit_date,
            "opened_at": idea.submit_date,
            "last_activity_at": idea.submit_date,
        },
    )
    assert read(client, idea)["@type"] == "DiscussionForumPosting"


@pytest.mark.parametrize("verdict", [Verdict.OUTDATED, Verdict.WRONG])
def test_answer_that_staff_warn_of_is_not_told_as_one(
    client, hub, question, answer, accept, verdict
):
    accept(answer)
    say_of(answer, verdict)
    found = read(client, question)
    assert found["@type"] == "DiscussionForumPosting"
    assert "comment" not in found


@pytest.mark.parametrize(
    "change",
    [{"is_public": False}, {"is_removed": True}],
    ids=["unapproved", "removed"],
)
def test_nothing_hidden_is_told(client, hub, post, question, answer, accept, say, change):
    accept(answer)
    other = say(post, "Buy the zebra elsewhere.", name="Cleo", parent=question)
    comments.comment_model().objects.filter(pk=other.pk).update(**change)
    assert "zebra" not in str(read(client, question))
    comments.comment_model().objects.filter(pk=answer.pk).update(**change)
    found = read(client, question)
    assert found["@type"] == "DiscussionForumPosting"
    assert "Size up" not in str(found)


def test_reply_that_reports_hide_is_not_told(client, hub, question, answer, accept):
    accept(answer)
    SupportReply.objects.filter(comment=answer).update(hidden_at=timezone.now())
    found = read(client, question)
    assert found["@type"] == "DiscussionForumPosting"
    assert "Size up" not in str(found)


@pytest.mark.parametrize(
    "words",
    [
        f"Does {HOSTILE} run small?",
        "هل القميص الثقيل صغير المقاس؟ أنا بين M و L.",
        "Does the 👕🏴󠁧󠁢󠁳󠁣󠁴󠁿 tee run small? 👩‍👩‍👧",
        "Does \\u003c/script\\u003e {{ x }} {% y %} ]]> run small?",
        "?",
    ],
    ids=["markup", "right-to-left", "emoji", "escapes", "no word"],
)
def test_any_words_stay_words(client, hub, post, say, accept, staff, words):
    asked = say(post, words, name=HOSTILE[:40], minutes_ago=60)
    said = say(post, f"Yes: {words}", name="Bram", parent=asked, minutes_ago=30)
    decide_needs_support(asked, Viewer(user=staff), True)
    SupportReply.objects.update(role="answer")
    accept(said)
    response = client.get(f"/help/{asked.pk}/", follow=True)
    found = structured_data(response)
    assert found["@type"] == "QAPage"
    assert found["mainEntity"]["author"]["name"] == HOSTILE[:40].strip()
    assert found["mainEntity"]["acceptedAnswer"]["text"].startswith("Yes: ")
    assert "<script>alert(" not in response.content.decode()


def test_guest_with_the_name_of_staff_is_told_as_a_guest(client, hub, post, staff, say):
    asked = say(post, "Does the heavy tee run small?", name="Mara")
    assert read(client, asked)["author"]["name"] == "Mara (guest)"


def test_post_has_none_however_many_questions_stand_under_it(client, hub, post, question, answer):
    assert structured_data(client.get(post.url)) is None
    assert structured_data(client.get(hub.url)) is None


def test_page_that_search_engines_leave_out_has_none(client, hub, question):
    SupportThread.objects.update(asked_at=timezone.now() - timedelta(days=31))
    assert read(client, question) is None

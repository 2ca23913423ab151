"""Whoever asked withdraws the question: its words are gone, what others wrote is not."""

import pytest

from tests.keeping import kept
from tests.pages.reading import words
from tests.readers import Reader
from wagtail_peersupport import comments
from wagtail_peersupport.actions import merging, moderating
from wagtail_peersupport.models import Removal, SupportThread
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db
QUESTION = "How do I wash the heavy tee without shrinking it?"
ANSWER = "Wash it cold, inside out, and never put it in the dryer."
TRACE, BACK = "Its writer withdrew this question.", "Bring my question back"


@kept
def question(post, ann):
    return ann.write(post, QUESTION)


def test_the_words_go_the_answers_stay_and_there_is_a_trace(ann, question, post, hub):
    Reader("Bob").write(post, ANSWER, question)
    response = ann.press("withdraw-question", question, next=f"{hub.url}{question.pk}/")
    assert response.url == f"{post.url}#c{question.pk}"
    shown = words(Reader("Eve").client.get(post.url))
    assert QUESTION not in shown
    assert TRACE in shown
    assert ANSWER in shown
    assert BACK not in shown
    assert QUESTION not in words(Reader("Eve").client.get(hub.url))
    assert Reader("Eve").client.get(f"{hub.url}{question.pk}/").status_code == 404


def test_the_asker_brings_it_back_as_it_was(ann, question, post):
    answer = Reader("Bob").write(post, ANSWER, question)
    ann.press("accept", answer)
    for _ in range(2):
        assert ann.press("withdraw-question", question).status_code == 302
    assert BACK in words(ann.client.get(post.url))
    for _ in range(2):
        assert ann.press("bring-back", question).status_code == 302
    assert QUESTION in words(Reader("Eve").client.get(post.url))
    assert SupportThread.objects.active().get().status == "solved"
    assert not Removal.objects.exists()


def test_of_one_that_nobody_replied_to_only_its_writer_sees_a_trace(ann, question, post):
    ann.press("withdraw-question", question)
    assert BACK in words(ann.client.get(post.url))
    assert TRACE not in words(Reader("Eve").client.get(post.url))


def test_nobody_else_withdraws_or_brings_back(ann, question, reader, admin_user):
    others = [Reader("Ann"), Reader(account=reader), Reader(account=admin_user)]
    for somebody in others:
        assert somebody.press("withdraw-question", question).status_code == 403
    ann.press("withdraw-question", question)
    for somebody in others:
        assert somebody.press("bring-back", question).status_code == 403
    assert not SupportThread.objects.active().exists()


def test_what_staff_removed_the_writer_does_not_bring_back(ann, question, admin_user):
    moderating.remove_comment(question, Viewer(user=admin_user))
    assert ann.press("bring-back", question).status_code == 404
    assert not SupportThread.objects.active().exists()


def test_what_others_share_by_now_stays(ann, question, post, admin_user):
    other = Reader("Cleo").write(post, "Does the heavy tee shrink when I wash it hot?")
    threads = {row.comment_id: row for row in SupportThread.objects.all()}
    merging.merge_thread(threads[other.pk], Viewer(user=admin_user), threads[question.pk])
    response = ann.press("withdraw-question", question)
    assert response.status_code == 409
    assert "merged into yours" in words(response)
    assert comments.is_shown(comments.find(question.pk))


def test_a_comment_that_asks_nothing_is_not_withdrawn(ann, post):
    plain = ann.write(post, "Lovely shirts, I wear them every day.")
    assert ann.press("withdraw-question", plain).status_code == 403


def test_a_post_that_became_private_tells_nothing(ann, question, post):
    ann.press("withdraw-question", question)
    post.unpublish()
    assert ann.press("bring-back", question).status_code == 404

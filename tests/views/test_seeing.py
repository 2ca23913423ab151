"""Staff press "Seen"; whoever reads the question sees who did, and when."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import strip_tags

from tests.keeping import kept
from tests.readers import Reader
from tests.staff_accounts import let_support
from wagtail_peersupport.actions.seeing import mark_seen
from wagtail_peersupport.models import Seen, SupportThread
from wagtail_peersupport.viewer import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_engine")]
QUESTION = "How do I wash the heavy tee without shrinking it?"


@kept
def account(django_user_model):
    user = django_user_model.objects.create_user("mara", "mara@example.com", first_name="Mara")
    return let_support(user)


@kept
def mara(account):
    return Reader("Mara", account=account)


@kept
def question(post, ann):
    return ann.write(post, QUESTION)


def in_days(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def line(reader, post):
    """What the page says of having seen the question, as text; None where it says nothing."""
    html = reader.client.get(post.url).content.decode()
    found = re.search(r'<p class="ps-seen">.*?</p>', html, re.DOTALL)
    return strip_tags(found[0]) if found else None


def at(hour, minute):
    """Today at this time of day, on the wall."""
    wall = timezone.localtime().replace(hour=hour, minute=minute, second=0, microsecond=0)
    Seen.objects.update(seen_at=wall)
    return wall


def test_one_click_tells_readers_who_saw_it_and_when(post, question, mara, ann):
    assert line(ann, post) is None
    response = mara.press("seen", question)
    assert response.url == f"{post.url}#c{question.pk}"
    wall = at(10, 40)
    assert line(ann, post) == "◎ Seen by Mara, 10:40 a.m."
    html = ann.client.get(post.url).content.decode()
    assert f'<time datetime="{wall.isoformat()}"' in html
    assert "ps-state ps-unanswered" in html


def test_what_was_seen_on_another_day_names_the_day(post, question, mara, ann):
    mara.press("seen", question)
    Seen.objects.update(seen_at=datetime(2025, 11, 20, 10, 40, tzinfo=ZoneInfo("UTC")))
    assert line(ann, post) == "◎ Seen by Mara, Nov. 20, 2025"


def test_with_a_day_readers_know_by_when(post, question, mara, ann):
    form = mara.client.get(f"/comments/{question.pk}/answer-by/")
    assert form.status_code == 200
    mara.press("answer-by", question, answer_by=in_days(3))
    assert " · answers by " in line(ann, post)
    assert f'<time datetime="{in_days(3)}">' in ann.client.get(post.url).content.decode()
    assert in_days(3) in mara.client.get(f"/comments/{question.pk}/answer-by/").content.decode()


def test_a_day_that_was_missed_is_no_promise_any_more(post, question, mara, ann):
    mara.press("answer-by", question, answer_by=in_days(0))
    Seen.objects.update(answer_by=in_days(-1))
    assert " · wanted to answer by " in line(ann, post)


@pytest.mark.parametrize("said", ["", "soon", "2026-02-31", in_days(-1)])
def test_a_day_that_makes_no_sense_comes_back_with_the_form(question, mara, said):
    response = mara.press("answer-by", question, answer_by=said)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert not Seen.objects.exists()


def test_it_can_be_taken_back(post, question, mara, ann):
    mara.press("seen", question)
    html = mara.client.get(post.url).content.decode()
    assert f"/comments/{question.pk}/unseen/" in html
    mara.press("unseen", question)
    assert line(ann, post) is None


def test_it_is_gone_once_staff_answered_and_stays_for_a_readers_answer(
    post, question, mara, ann, account
):
    mara.press("seen", question)
    Reader("Bob").write(post, "Cold water, I think.", question)
    assert line(ann, post) is not None
    mara.send(post, "I take it to my aunt.", question, capacity="personal")
    assert line(ann, post) is not None
    mara.write(post, "Cold water is enough.", question)
    assert line(ann, post) is None


def test_it_is_gone_once_it_is_solved_or_closed(post, question, mara, ann):
    mara.press("seen", question)
    mara.press("close", question, note="We know no more.")
    assert line(ann, post) is None
    mara.press("open-again", question)
    assert line(ann, post) is not None
    ann.press("accept", Reader("Bob").write(post, "Cold water.", question))
    assert line(ann, post) is None


def test_readers_find_no_button_and_nothing_behind_it(post, question, ann):
    html = ann.client.get(post.url).content.decode()
    assert "/seen/" not in html
    assert "/answer-by/" not in html
    assert ann.press("seen", question).status_code == 403
    assert ann.client.get(f"/comments/{question.pk}/answer-by/").status_code == 404
    assert not Seen.objects.exists()


def test_it_takes_as_many_queries_however_much_was_seen(post, question, mara, ann, account):
    def count():
        with CaptureQueriesContext(connection) as queries:
            ann.client.get(post.url)
        return len(queries)

    mara.press("seen", question)
    count()
    one = count()
    for number in range(5):
        other = Reader(f"Reader {number}").write(post, f"What about colour {number}?")
        mark_seen(SupportThread.objects.get(comment=other), Viewer(user=account))
    assert count() == one

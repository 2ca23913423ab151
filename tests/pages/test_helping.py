"""Under each post one question of another one: can you help?"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from tests.keeping import kept
from tests.pages.reading import words
from wagtail_peersupport.models import SupportThread, Topic
from wagtail_peersupport.threads import helping
from wagtail_peersupport.threads.helping import can_you_help
from wagtail_peersupport.viewer import Viewer, public_viewer


@kept
def other(make_post):
    return make_post("Shipping to islands", slug="islands")


def test_a_post_asks_for_help_with_a_question_of_another_one(client, hub, other, question):
    page = client.get(other.url)
    assert "Can you help? Does the heavy tee run small? More open questions" in words(page)
    assert f'href="/help/{question.pk}/does-the-heavy-tee-run-small/"' in page.content.decode()
    assert 'href="/help/?tab=open"' in page.content.decode()
    assert "Can you help?" not in words(client.get(question.content_object.url))


def test_without_a_hub_it_leads_to_the_comment(client, other, post, question):
    assert f'href="{post.url}#c{question.pk}"' in client.get(other.url).content.decode()
    assert "More open questions" not in words(client.get(other.url))


@pytest.mark.parametrize(
    "change",
    [
        {"is_archive": True},
        {"is_retired": True},
        {"answered_at": timezone.now()},
        {"solved_at": timezone.now()},
        {"closed_at": timezone.now()},
        {"kind": "idea"},
        {"topic": "staff"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_nobody_is_asked_for_help_that_is_not_wanted(other, question, change):
    if "topic" in change:
        change = {"topic": Topic.objects.create(name="Billing", slug="billing", staff_only=True)}
    assert can_you_help(other, public_viewer()) is not None
    SupportThread.objects.update(**change)
    assert can_you_help(other, public_viewer()) is None


def test_it_is_never_ones_own_nor_of_another_language(other, post, say, reader):
    say(post, "Does it shrink?", name="robin", user=reader)
    assert can_you_help(other, public_viewer()) is not None
    assert can_you_help(other, Viewer(user=reader)) is None
    type(other).objects.filter(pk=other.pk).update(locale=Locale.objects.create(language_code="de"))
    other.refresh_from_db()
    assert can_you_help(other, public_viewer()) is None


@pytest.mark.parametrize("change", [{"is_public": False}, {"is_removed": True}])
def test_it_never_shows_what_may_not_be_seen(client, other, post, question, change):
    type(question).norel_objects.filter(pk=question.pk).update(**change)
    assert "Can you help?" not in words(client.get(other.url))


def test_it_is_another_one_every_day_and_the_same_all_day(other, post, say, monkeypatch):
    for number in range(3):
        say(post, f"Does edition {number} run small?")
    today = timezone.localdate()

    def on(day):
        monkeypatch.setattr(helping.timezone, "localdate", lambda: today + timedelta(days=day))
        return can_you_help(other, public_viewer()).title

    assert len({on(0), on(1), on(2)}) == 3
    assert on(0) == on(0) == on(3)


def test_it_takes_as_many_queries_with_very_many_questions(other, post, say):
    def counted():
        with CaptureQueriesContext(connection) as captured:
            can_you_help(other, public_viewer())
        return len(captured)

    say(post, "Does edition zero run small?")
    counted()
    few = counted()
    for number in range(9):
        say(post, f"Does edition {number} run small?")
    assert counted() == few

"""A button on a page that is out of date does nothing, and says so."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests.keeping import kept
from wagtail_peersupport.models import FollowUp

pytestmark = pytest.mark.django_db
WASH = "How do I wash the heavy tee without shrinking it?"


@kept
def thread(ask):
    return ask(WASH)


def press(browser, name, thread):
    path = reverse(f"peersupport_staff:{name}", args=(thread.pk,))
    return browser.post(path, follow=True)


def told(response):
    return [(message.level_tag, str(message)) for message in response.context["messages"]]


def test_a_stale_assign_to_me_does_not_take_what_a_colleague_took(desk, thread, loic):
    colleague = Client()
    colleague.force_login(loic)
    press(colleague, "assign", thread)
    ((level, words),) = told(press(desk, "assign", thread))
    assert FollowUp.objects.get().assignee == loic
    assert level == "warning"
    assert f"loic looks after “{WASH}” already" in words


def test_a_double_click_on_assign_says_that_it_is_done(desk, thread, mara):
    press(desk, "assign", thread)
    ((level, words),) = told(press(desk, "assign", thread))
    assert (level, "You look after" in words, "already" in words) == ("warning", True, True)
    assert FollowUp.objects.get().assignee == mara


@pytest.mark.parametrize("name", ["answered", "no-reply-needed", "not-a-question"])
def test_a_double_click_leaves_one_follow_up_and_one_entry_in_the_history(desk, thread, name):
    press(desk, name, thread)
    follow_ups, entries = FollowUp.objects.count(), ModelLogEntry.objects.count()
    ((level, words),) = told(press(desk, name, thread))
    assert (FollowUp.objects.count(), ModelLogEntry.objects.count()) == (follow_ups, entries)
    assert (follow_ups, level) == (1, "warning")
    assert "Nothing was changed" in words


def test_unassigning_what_a_colleague_took_over_meanwhile_changes_nothing(desk, thread, loic):
    press(desk, "assign", thread)
    colleague = Client()
    colleague.force_login(loic)
    press(colleague, "take-over", thread)
    assert told(press(desk, "unassign", thread))[0][0] == "warning"
    assert FollowUp.objects.get().assignee == loic


def test_one_is_back_where_one_was_after_a_refusal_too(desk, thread):
    press(desk, "answered", thread)
    here = reverse("peersupport_staff:queue")
    path = reverse("peersupport_staff:answered", args=(thread.pk,))
    assert desk.post(path, {"next": here}).url == here

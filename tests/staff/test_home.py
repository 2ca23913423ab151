from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from wagtail_peersupport.actions import followups
from wagtail_peersupport.models import Heartbeat, SupportThread
from wagtail_peersupport.staff.menu import SupportMenuItem
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db
WASH = "How do I wash the heavy tee without shrinking it?"
SWEEP = "manage.py peersupport_sweep"


def home(desk):
    return desk.get("/admin/").content.decode()


def badge(desk):
    """The count on the menu, as any page of the admin has it."""
    html = home(desk)
    mark = '"data-peersupport-count": "'
    return html.split(mark)[1].split('"')[0] if mark in html else ""


def questions(ask, number):
    return [
        ask(f"How many shirts of edition {place} are left?", days=2 + place)
        for place in range(number)
    ]


def test_the_panel_shows_how_many_wait_and_the_oldest_five(desk, ask, mara):
    threads = questions(ask, 7)
    followups.assign(threads[0], Viewer(user=mara), mara)
    html = home(desk)
    assert "7 questions wait for staff" in html
    assert "6 of them assigned to nobody" in html
    links = [reverse("peersupport_staff:thread", args=(thread.pk,)) for thread in threads]
    assert [f'href="{link}"' in html for link in links] == [False] * 2 + [True] * 5
    assert html.index(links[6]) < html.index(links[2])


def test_the_panel_starts_with_what_was_flagged_as_the_queue_does(desk, ask):
    old, new = questions(ask, 2)[::-1]
    followups.ask_for_staff(new, Viewer(guest_key="abc"))
    html = home(desk)
    links = [reverse("peersupport_staff:thread", args=(thread.pk,)) for thread in (new, old)]
    assert html.index(f'href="{links[0]}"') < html.index(f'href="{links[1]}"')


@pytest.mark.parametrize(("number", "words"), [(1, "not assigned yet"), (3, "none assigned yet")])
def test_the_panel_says_shortly_that_nobody_has_taken_anything(desk, ask, number, words):
    questions(ask, number)
    html = home(desk)
    assert words in html
    assert "of them assigned to nobody" not in html


def test_with_nobody_waiting_the_panel_says_so_kindly(desk, ask):
    ask(WASH, days=0)
    ask("Do you ship to the islands as well?", days=400)
    assert "Nobody waits for you" in home(desk)


def test_the_menu_has_the_count_and_says_it_aloud(desk, ask):
    assert badge(desk) == ""
    ask(WASH)
    desk.post(reverse("peersupport_staff:assign", args=(SupportThread.objects.get().pk,)))
    assert badge(desk) == "1"
    assert "Support: 1 question waits" in home(desk)


def test_a_verb_of_mine_changes_the_count_at_once(desk, ask):
    threads = questions(ask, 2)
    assert badge(desk) == "2"
    desk.post(reverse("peersupport_staff:answered", args=(threads[0].pk,)))
    assert badge(desk) == "1"


def test_the_menu_asks_the_database_only_now_and_then(desk, ask, rf, mara):
    ask(WASH)
    request = rf.get("/admin/")
    request.user, request.session = mara, {}
    item = SupportMenuItem("Support", "/admin/support/", name="support")
    assert item.render_component(request).attrs["data-peersupport-count"] == "1"
    with CaptureQueriesContext(connection) as captured:
        assert item.render_component(request).attrs["data-peersupport-count"] == "1"
    assert not [query for query in captured if "supportthread" in query["sql"]]
    assert item.attrs == {}


def test_a_sweep_that_never_ran_is_missed_once_there_was_work_for_a_day(desk, ask):
    assert SWEEP not in home(desk)
    ask(WASH)
    assert SWEEP not in home(desk)
    SupportThread.objects.update(opened_at=timezone.now() - timedelta(hours=25))
    assert SWEEP in home(desk)


def test_a_sweep_is_missed_after_a_day(desk, ask):
    ask(WASH)
    SupportThread.objects.update(opened_at=timezone.now() - timedelta(days=9))
    beat = Heartbeat.objects.create(name="sweep", beat_at=timezone.now() - timedelta(hours=23))
    assert SWEEP not in home(desk)
    beat.beat_at -= timedelta(hours=2)
    beat.save()
    assert SWEEP in home(desk)


def test_the_number_of_queries_of_the_home_page_does_not_grow(desk, ask):
    def queries():
        home(desk)
        with CaptureQueriesContext(connection) as captured:
            home(desk)
        return len(captured)

    questions(ask, 5)
    before = queries()
    questions(ask, 12)
    assert queries() == before

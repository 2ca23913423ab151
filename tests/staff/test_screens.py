import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect
from wagtail.users.models import UserProfile

from tests.browser import PHONE, assert_accessible, assert_fits
from tests.keeping import kept
from wagtail_peersupport.actions import followups
from wagtail_peersupport.models import FollowUp
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db(transaction=True)
WASH = "How do I wash the heavy tee without shrinking it?"
SHIP = "Do you ship to the islands as well?"
QUEUE = "/admin/support/"


@kept
def thread(ask, say, loic):
    thread = ask(WASH, days=9)
    say("Cold, and never in the dryer.", name="Bob", days=8, parent=thread.comment)
    say("Turn it inside out first.", name="Loic", days=8, parent=thread.comment, user=loic)
    followups.ask_for_staff(thread, Viewer(guest_key="abc"))
    followups.assign(thread, Viewer(user=loic), loic)
    ask(SHIP)
    say("Does it look like this one?", name="Cleo", is_public=False)
    return thread


@pytest.fixture
def screens(thread):
    return [
        "/admin/",
        QUEUE,
        f"{QUEUE}?state=archive",
        reverse("peersupport_staff:held"),
        reverse("peersupport_staff:worth_answering"),
        reverse("peersupport_staff:thread", args=(thread.pk,)),
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave(new_page, live_server, log_in, mara, screens, scheme):
    page = new_page(base_url=live_server.url, color_scheme=scheme)
    log_in(page, mara)
    for path in screens:
        page.goto(path)
        assert_accessible(page)


def test_every_screen_fits_a_phone(new_page, live_server, log_in, mara, screens):
    page = new_page(base_url=live_server.url, viewport=PHONE)
    log_in(page, mara)
    for path in screens:
        page.goto(path)
        assert_fits(page)
    page.goto(QUEUE)
    row = page.get_by_role("link", name=SHIP).bounding_box()
    assert row["width"] > PHONE["width"] / 2


def test_every_place_of_the_queue_is_within_reach_on_a_small_phone_in_german(
    new_page, live_server, log_in, mara, thread
):
    UserProfile.objects.create(user=mara, preferred_language="de")
    page = new_page(base_url=live_server.url, viewport={"width": 320, "height": 640})
    log_in(page, mara)
    page.goto(QUEUE)
    assert_fits(page)
    header = page.locator("header").first
    for place in (
        header.get_by_role("link", name="Zurückgehalten"),
        header.get_by_role("link", name="Unsicher"),
        header.locator("nav:has(> .peersupport-place) > .w-dropdown > button"),
    ):
        box = place.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320


@pytest.mark.parametrize("width", [820, 900, 1024, 1120, 1280])
def test_a_question_has_room_for_its_words_on_every_screen(
    new_page, live_server, log_in, mara, thread, width
):
    page = new_page(base_url=live_server.url, viewport={"width": width, "height": 900})
    log_in(page, mara)
    page.goto(QUEUE)
    assert_fits(page)
    assert page.get_by_role("link", name=SHIP).bounding_box()["width"] > 180


def test_numbers_say_on_a_phone_what_they_count(new_page, live_server, log_in, mara, ask):
    ask(WASH, days=200)
    page = new_page(base_url=live_server.url, viewport=PHONE)
    log_in(page, mara)
    page.goto(reverse("peersupport_staff:worth_answering"))
    expect(page.get_by_text("Asked 1")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator(".peersupport-number__of").first).to_be_hidden()


def test_staff_resolve_from_the_row_and_undo_it(page, log_in, mara, thread):
    log_in(page, mara)
    page.goto(QUEUE)
    expect(page.locator("[data-peersupport-count]")).to_have_attribute(
        "data-peersupport-count", "2"
    )
    page.get_by_role("button", name=f"More options for '{SHIP}'").click()
    page.get_by_role("button", name="Resolve: no reply needed").click()
    expect(page.get_by_role("link", name=SHIP)).to_have_count(0)
    expect(page.locator("[data-peersupport-count]")).to_have_attribute(
        "data-peersupport-count", "1"
    )
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name=SHIP)).to_be_visible()


def test_what_was_narrowed_stays_narrowed_after_a_verb(page, log_in, mara, loic, thread):
    log_in(page, mara)
    page.goto(f"{QUEUE}?state=unassigned")
    page.get_by_role("button", name=f"More options for '{SHIP}'").click()
    page.get_by_role("button", name="Assign to me").click()
    expect(page.get_by_text("You look after")).to_be_visible()
    assert "state=unassigned" in page.url
    expect(page.get_by_role("link", name=SHIP)).to_have_count(0)


def test_typing_narrows_the_queue(page, log_in, mara, thread):
    log_in(page, mara)
    page.goto(QUEUE)
    page.get_by_label("Search term").fill("isl")
    expect(page.get_by_role("link", name=WASH)).to_have_count(0)
    expect(page.get_by_role("link", name=SHIP)).to_be_visible()


def test_the_screen_of_a_thread_works_without_javascript(
    new_page, live_server, log_in, mara, thread
):
    page = new_page(base_url=live_server.url, java_script_enabled=False)
    log_in(page, mara)
    page.goto(reverse("peersupport_staff:thread", args=(thread.pk,)))
    page.get_by_role("button", name="Take over").click()
    cache.clear()
    assert FollowUp.objects.get(resolved_at=None).assignee == mara

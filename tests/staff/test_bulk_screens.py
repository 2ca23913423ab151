"""Bulk actions as somebody does them: with a mouse, by keyboard, on a phone."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from playwright.sync_api import expect
from wagtail.models import Locale

from tests.browser import PHONE, assert_accessible, assert_fits
from tests.keeping import kept
from wagtail_peersupport.actions import followups
from wagtail_peersupport.models import CannedReply, FollowUp
from wagtail_peersupport.models.choices import Outcome
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db(transaction=True)
WASH = "How do I wash the heavy tee without shrinking it?"
SHIP = "Do you ship to the islands as well?"
QUEUE = "/admin/support/"


@kept
def threads(ask, say, loic):
    washing, shipping = ask(WASH, days=3), ask(SHIP, days=4)
    say("Cold, and never in the dryer.", name="Bob", days=1, parent=washing.comment)
    followups.ask_for_staff(washing, Viewer(guest_key="abc"))
    return washing, shipping


def test_everything_that_a_filter_shows_is_chosen_across_pages_and_nothing_else(
    page, log_in, mara, loic, ask, ask_all, make_post
):
    other = make_post("Market day", slug="market-day")
    here = ask_all([f"How many shirts of edition {number} are left?" for number in range(22)])
    elsewhere = ask(SHIP, page=other, days=9)
    log_in(page, mara)
    page.goto(QUEUE)
    # Narrowed without loading the page anew: the address is what counts.
    page.get_by_label("Search term").fill("edition")
    expect(page.get_by_text("There are 22 matches")).to_be_visible()
    expect(page.get_by_role("link", name=SHIP)).to_have_count(0)
    # Wagtail's search asks once more when its field is left.
    with page.expect_response(lambda response: "/support/results/" in response.url):
        page.keyboard.press("Tab")
    page.wait_for_load_state("networkidle")
    page.get_by_role("checkbox", name="Select all").first.check()
    expect(page.get_by_text("All 20 items on this")).to_be_visible()
    page.get_by_role("button", name="Choose every question that these filters show").click()
    page.get_by_role("link", name="Resolve the chosen questions").click()
    expect(page.get_by_role("heading", name="Resolve 22 questions")).to_be_visible()
    page.get_by_label("No reply needed").check()
    page.get_by_role("button", name="Resolve").click()

    expect(page.get_by_text("22 questions are resolved: no reply needed.")).to_be_visible()
    assert "q=edition" in page.url
    closed = FollowUp.objects.filter(outcome=Outcome.NO_REPLY_NEEDED)
    assert set(closed.values_list("thread", flat=True)) == {thread.pk for thread in here}
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone for 22 questions.")).to_be_visible()
    assert not FollowUp.objects.filter(resolved_at__isnull=False).exists()
    assert not FollowUp.objects.filter(thread=elsewhere).exists()


def test_the_keyboard_is_enough(page, log_in, mara, loic, threads):
    log_in(page, mara)
    page.goto(QUEUE)
    page.get_by_role("checkbox", name="Select", exact=True).first.focus()
    page.keyboard.press("Space")
    page.get_by_role("link", name="Assign the chosen questions").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Who looks after them").select_option(label="loic")
    page.get_by_role("button", name="Assign", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("loic looks after 1 question now.")).to_be_visible()


@pytest.fixture
def screens(threads, post, default_locale):
    washing, shipping = threads
    CannedReply.objects.create(title="Parcel", text="Hello {name}", locale=default_locale)
    bulk = [
        reverse("wagtail_bulk_action", args=("wagtail_peersupport", "supportthread", action))
        + f"?id={washing.pk}&id={shipping.pk}"
        for action in ("assign", "resolve", "retopic", "endorse", "not-a-question")
    ]
    return [
        *bulk,
        f"{QUEUE}?state=open&q=wash",
        reverse("wagtailadmin_explore", args=(post.get_parent().pk,)),
        "/admin/support/canned-replies/",
        "/admin/support/canned-replies/add/",
    ]


@kept
def default_locale(db):
    return Locale.get_default()


@kept
def manager(mara):
    mara.user_permissions.add(Permission.objects.get(codename="manage_support"))
    return mara


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave(new_page, live_server, log_in, manager, screens, scheme):
    page = new_page(base_url=live_server.url, color_scheme=scheme)
    log_in(page, manager)
    for path in screens:
        page.goto(path)
        assert_accessible(page)
    page.goto(QUEUE)
    page.get_by_role("checkbox", name="Select all").first.check()
    assert_accessible(page)


def test_every_screen_fits_a_phone(new_page, live_server, log_in, manager, screens):
    page = new_page(base_url=live_server.url, viewport=PHONE)
    log_in(page, manager)
    for path in screens[:6]:
        page.goto(path)
        assert_fits(page)
    page.goto(QUEUE)
    page.get_by_role("checkbox", name="Select", exact=True).first.check()
    assert_fits(page)
    page.get_by_role("link", name="Not a question").click()
    expect(page.get_by_role("heading", name="Not a question 1 question")).to_be_visible()

"""What the reader's pages must look like, measured in a real browser."""

import itertools

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible, assert_fits
from tests.keeping import kept

SMALL_SCREEN = {"width": 360, "height": 640}
# The test blog has no colours of its own; all other pages are ours and follow the system.
DARK_SITE = ":root { color-scheme: dark } body { background: #121212; color: #e6e6e6 }"


@kept
def busy(hub, post, question, answer, accept, helped, say):
    """A post with one of everything."""
    accept(answer)
    helped(answer, 9)
    for number, name in enumerate(("Ann", "Bea", "Cay", "Dot")):
        say(post, "Good to know, thank you!", name=name, parent=question, minutes_ago=90 - number)
    say(post, "Is there a discount for members?", name="Olav", url="https://olav.example.org/")
    rude = say(post, "You are all fools.", name="Rude")
    say(post, "> You are all fools.\n\nThat is not how we talk here.", name="Gerry", parent=rude)
    type(rude).norel_objects.filter(pk=rude.pk).update(is_removed=True)
    return post


@pytest.fixture
def addresses(busy, question):
    return {
        "section": f"{busy.url}?posted={question.pk}&reply_to={question.pk}",
        "write": f"/comments/write/?page={busy.pk}&reply_to={question.pk}",
        "hub": "/help/",
        "empty hub": "/help/?q=zebra",
        "thread": f"/help/{question.pk}/",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible(page, addresses, scheme, staff, log_in):
    page.emulate_media(color_scheme=scheme)
    log_in(page, staff)
    for name, address in addresses.items():
        page.goto(address)
        if scheme == "dark" and name == "section":
            page.add_style_tag(content=DARK_SITE)
        for menu in page.locator("details").all():
            # Menus of one name would close each other.
            menu.evaluate("details => { details.name = ''; details.open = true }")
        assert_accessible(page)


def test_pages_fit_a_phone(new_page, live_server, addresses):
    page = new_page(base_url=live_server.url, viewport=SMALL_SCREEN)
    for address in addresses.values():
        page.goto(address)
        assert_fits(page)


def test_every_button_is_big_enough_for_a_thumb(phone, addresses):
    for address in addresses.values():
        phone.goto(address)
        controls = phone.locator(".ps-button:visible, .ps-tab, .ps-input").all()
        assert controls, address
        for control in controls:
            box = control.bounding_box()
            assert box["height"] >= 44, control.inner_text()
            assert box["width"] >= 44, control.inner_text()


def test_question_state_and_accepted_answer_fit_one_screen(new_page, live_server, addresses):
    page = new_page(base_url=live_server.url, viewport=SMALL_SCREEN)
    page.goto(addresses["thread"])
    for shown in (
        page.get_by_role("heading", level=1),
        page.get_by_text("Solved", exact=False).first,
        page.get_by_text("between M and L."),
        page.get_by_text("Accepted answer"),
        page.get_by_text("The cotton shrinks about half a size"),
    ):
        box = shown.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= SMALL_SCREEN["height"]


def test_site_sets_the_accent_with_one_property(page, busy):
    page.goto(busy.url)
    page.add_style_tag(content=":root { --ps-accent: rgb(140, 20, 60) }")
    button = page.get_by_role("button", name="Post comment")
    expect(button).to_have_css("background-color", "rgb(140, 20, 60)")


def test_focus_is_visible_on_every_control(page, busy):
    page.goto(busy.url)
    for control in (
        page.get_by_role("link", name="Newest"),
        page.get_by_role("button", name="Me too").first,
        page.get_by_label("Your comment"),
    ):
        control.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        expect(control).to_have_css("outline-style", "solid")


def test_page_on_paper_has_the_words_and_no_buttons(page, busy):
    page.goto(busy.url)
    page.emulate_media(media="print")
    expect(page.get_by_text("The cotton shrinks about half a size")).to_be_visible()
    expect(page.locator(".ps-buttons").first).to_be_hidden()
    expect(page.locator("form.ps-form")).to_be_hidden()


def test_tabs_of_the_hub_stand_apart_in_one_row_on_a_phone(new_page, live_server, addresses):
    page = new_page(base_url=live_server.url, viewport=SMALL_SCREEN)
    page.goto(addresses["hub"])
    tabs = [tab.bounding_box() for tab in page.locator(".ps-tab").all()]
    assert len(tabs) >= 4
    assert len({tab["y"] for tab in tabs}) == 1
    for left, right in itertools.pairwise(tabs):
        assert right["x"] - (left["x"] + left["width"]) >= 6

"""The example site in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import PHONE, assert_accessible, assert_fits

pytestmark = pytest.mark.once

POST = "/shipping-to-islands/"


def test_a_guests_question_waits_in_the_mail_and_appears_once_confirmed(served, new_page):
    page = new_page(base_url=served, java_script_enabled=False)
    page.goto(POST)
    page.locator("[name=comment]").fill("Do you ship to Fair Isle in winter?")
    page.locator("[name=name]").fill("Isla")
    page.locator("[name=email]").fill("isla@example.com")
    page.locator("form:has([name=comment]) button").click()
    page.goto("/mail/")
    page.locator(".letters a").first.click()
    expect(page.locator("dd", has_text="isla@example.com")).to_have_count(1)
    link = page.locator("pre a", has_text=re.compile("/confirm/"))
    assert link.get_attribute("href").startswith(served)
    link.click()
    page.get_by_text("Do you ship to Fair Isle in winter?").first.wait_for()
    page.goto("/help/?tab=unanswered")
    assert page.get_by_text("Do you ship to Fair Isle in winter?").count()


def test_one_button_logs_a_member_in(served, new_page):
    page = new_page(base_url=served)
    page.goto(f"/login/?next={POST}")
    page.get_by_role("button", name="Log in as Bram").click()
    page.wait_for_url(served + POST)
    assert page.get_by_role("button", name="Log out Bram").is_visible()


def test_another_site_shows_what_people_ask(served, new_page):
    page = new_page(base_url=served.replace("127.0.0.1", "localhost"))
    page.goto("/another-site/")
    page.get_by_role("heading", name="People are asking").wait_for()
    link = page.get_by_role("list").get_by_role("link").first
    assert link.get_attribute("href").startswith(f"{served}/help/")


@pytest.mark.parametrize("path", ["/", POST, "/mail/", "/login/", "/another-site/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible_and_fit_a_phone(path, scheme, served, new_page):
    page = new_page(base_url=served, viewport=PHONE, color_scheme=scheme)
    page.goto(path)
    assert_fits(page)
    assert_accessible(page)

"""Staff vouch, settle, remove and close under a post without JavaScript; another reader watches."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import PHONE, assert_accessible, assert_fits
from tests.keeping import kept

WARNING = "Wash it at 90 degrees, with bleach."


@kept
def readers(django_user_model):
    return [
        django_user_model.objects.create_user(name, f"{name}@example.com")
        for name in ("Cay", "Dot", "Eli")
    ]


@kept
def bad(post, say, question):
    return say(post, WARNING, name="Olav", parent=question, minutes_ago=200)


def menu(page, article):
    card = page.get_by_role("article", name=article, exact=True)
    card.locator(":scope > .ps-buttons summary", has_text="More").click()
    return card


def report(page, article, reason):
    menu(page, article).get_by_role("link", name="Report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What is wrong with this comment?")
    page.get_by_label(reason).check()
    page.get_by_role("button", name="Report this comment").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you: staff will look at it")


@pytest.fixture
def windows(new_page, live_server, log_in, staff):
    """Staff's window, and that of a reader who only watches: a phone."""
    desk = new_page(base_url=live_server.url, java_script_enabled=False)
    log_in(desk, staff)
    watcher = new_page(base_url=live_server.url, viewport=PHONE)
    return desk, watcher


def look(watcher, post):
    watcher.goto(post.url)
    assert_accessible(watcher)
    assert_fits(watcher)
    return watcher.locator(".ps-list")


def test_staff_vouch_for_an_answer_and_close_the_question(windows, post, question, answer):
    desk, watcher = windows
    desk.goto(post.url)
    menu(desk, "Comment by Bram").get_by_role("link", name="with a note").click()
    desk.get_by_label("Verified").check()
    desk.get_by_label("Note").fill("Measured in our workshop.")
    desk.get_by_role("button", name="Save").click()
    expect(desk).to_have_url(re.compile(f"#c{answer.pk}$"))
    seen = look(watcher, post)
    expect(seen).to_contain_text("✓ Verified by mara: Measured in our workshop.")

    menu(desk, "Question by Ines").get_by_role("link", name="Close").click()
    desk.get_by_label("Note").fill("Every tee is a little different.")
    desk.get_by_role("button", name="Close the question").click()
    seen = look(watcher, post)
    expect(seen).to_contain_text("■ Closed")
    expect(seen).to_contain_text(
        "Closed by mara, who has said what we can. Every tee is a little different."
    )
    menu(desk, "Question by Ines").get_by_role("button", name="Open again").click()
    expect(look(watcher, post)).not_to_contain_text("Closed")


def test_three_reports_hide_an_answer_until_staff_look(
    windows, new_page, live_server, log_in, staff, readers, post, question, bad
):
    desk, watcher = windows
    for reader in readers:
        expect(look(watcher, post)).to_contain_text(WARNING)
        page = new_page(base_url=live_server.url, java_script_enabled=False)
        log_in(page, reader)
        page.goto(post.url)
        report(page, "Comment by Olav", "It is dangerous")
    expect(look(watcher, post)).not_to_contain_text(WARNING)

    # Whoever signs in last is the only one who is signed in.
    log_in(desk, staff)
    desk.goto(post.url)
    desk.get_by_role("link", name="Look at it").click()
    expect(desk.get_by_text("3 readers say: It is dangerous ×3.")).to_be_visible()
    expect(desk.get_by_text(WARNING)).to_be_visible()
    desk.get_by_role("button", name="Keep it").click()
    expect(look(watcher, post)).to_contain_text(WARNING)

    card = menu(desk, "Comment by Olav")
    card.locator("summary", has_text="Remove").click()
    card.get_by_role("button", name="Remove: dangerous").click()
    seen = look(watcher, post)
    expect(seen).to_contain_text("1 reply was removed: dangerous")
    expect(seen).not_to_contain_text(WARNING)
    desk.get_by_role("button", name="Bring it back").click()
    expect(look(watcher, post)).to_contain_text(WARNING)


def test_the_pages_of_staff_and_readers_fit_a_phone(
    new_page, live_server, log_in, staff, reader, post, question, bad
):
    pages = {staff: (f"{bad.pk}/judge/", f"{bad.pk}/reports/", f"{question.pk}/close/")}
    pages[reader] = (f"{bad.pk}/report/",)
    for account, paths in pages.items():
        phone = new_page(base_url=live_server.url, viewport=PHONE)
        log_in(phone, account)
        for path in paths:
            phone.goto(f"{live_server.url}/comments/{path}")
            assert_accessible(phone)
            assert_fits(phone)

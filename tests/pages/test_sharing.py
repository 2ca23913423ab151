"""A thread's address is passed on by one press, and nothing on the page moves."""

from playwright.sync_api import expect

from tests.browser import PHONE, assert_fits


def address(question):
    return f"/help/{question.pk}/does-the-heavy-tee-run-small/"


def test_one_press_copies_the_link(new_page, live_server, hub, question, answer):
    page = new_page(
        base_url=live_server.url,
        viewport=PHONE,
        permissions=["clipboard-read", "clipboard-write"],
    )
    page.goto(address(question))
    button = page.get_by_role("button", name="Copy link")
    before = page.locator(".ps-history").bounding_box()
    button.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    after = page.locator(".ps-history").bounding_box()
    assert after == before
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"http://localhost{address(question)}"
    assert_fits(page)


def test_where_the_device_shares_the_button_says_so(new_page, live_server, hub, question):
    page = new_page(base_url=live_server.url)
    page.add_init_script("navigator.share = (what) => { window.shared = what; }")
    page.goto(address(question))
    page.get_by_role("button", name="Share", exact=True).click()
    assert page.evaluate("window.shared") == {
        "title": "Does the heavy tee run small?",
        "url": f"http://localhost{address(question)}",
    }


def test_without_a_script_there_is_a_link(page_without_js, live_server, hub, question):
    page_without_js.goto(address(question))
    link = page_without_js.get_by_role("link", name="Link to this page")
    assert link.get_attribute("href") == f"http://localhost{address(question)}"
    expect(page_without_js.get_by_role("button", name="Copy link")).to_be_hidden()


def test_history_opens_by_keyboard(page, live_server, hub, question, answer):
    page.goto(address(question))
    page.locator(".ps-history > summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Bram gave the first answer")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Ines asked this")).to_be_focused()

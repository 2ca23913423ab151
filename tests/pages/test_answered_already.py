"""A reader finds the answer without asking, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible, assert_fits
from tests.keeping import kept
from tests.pages.asking import ANSWERED, ASKED, SAME
from wagtail_peersupport import comments
from wagtail_peersupport.models import Deflection, SupportThread

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("plain_engine")]
#: What moves by itself, and not because somebody just pressed a key.
SHIFTS = """
  window.shifts = [];
  const keep = (list) => list.getEntries().forEach((one) => {
    if (!one.hadRecentInput) shifts.push(one.sources.map((source) => source.node.outerHTML));
  });
  new PerformanceObserver(keep).observe({ type: "layout-shift", buffered: true });
  addEventListener("DOMContentLoaded", () => {
    document.body.insertAdjacentHTML("beforeend", "<p>The end</p>");
  });
"""
NARROW = {"width": 320, "height": 640}


@kept
def solved(make_post, say, accept):
    elsewhere = make_post("How to wash a shirt", slug="how-to-wash")
    question = say(elsewhere, ASKED, name="Ines", minutes_ago=600)
    accept(say(elsewhere, ANSWERED, name="Bram", parent=question, minutes_ago=500))
    return SupportThread.objects.get(comment=question)


@pytest.fixture
def type_on(post):
    """Types a question under a post, and waits for what may have answered it."""

    def type_on(page):
        page.goto(post.url)
        page.get_by_label("Your comment").press_sequentially(SAME, delay=5)
        shown = page.get_by_role("group", name="Already answered?")
        expect(shown).to_be_visible()
        return shown

    return type_on


def test_a_reader_finds_the_answer_without_asking(page, post, solved, type_on):
    page.add_init_script(SHIFTS)
    shown = type_on(page)
    expect(shown).to_contain_text(ANSWERED)
    hint = page.get_by_role("link", name="Already answered? 1 place to look, below")
    expect(hint).to_be_visible()
    assert page.evaluate("shifts") == []
    with page.context.expect_page() as opened:
        shown.get_by_role("link", name=ASKED).click()
    expect(opened.value.get_by_text(ANSWERED).first).to_be_visible()
    shown.get_by_role("button", name="That helped").click()
    expect(page.get_by_text("Glad that it helped.")).to_be_visible()
    expect(page.get_by_label("Your comment")).to_have_value(SAME)
    assert Deflection.objects.get().thread == solved
    page.get_by_role("button", name="My question is another one").click()
    expect(page.get_by_label("Your comment")).to_be_focused()
    expect(shown).to_have_count(0)
    assert not Deflection.objects.exists()


def test_by_keyboard_it_is_reached_and_put_away(page, solved, type_on):
    shown = type_on(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Already answered?")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(shown.get_by_role("link", name=ASKED)).to_be_focused()
    page.keyboard.press("Escape")
    expect(shown).to_have_count(0)
    expect(page.get_by_label("Your comment")).to_be_focused()
    # The same is not shown again, whatever else is typed.
    with page.expect_response("**/guess/"):
        page.keyboard.type(" Please?")
    expect(shown).to_have_count(0)


def test_what_was_seen_is_not_asked_again_and_what_was_not_is(
    page, reader, log_in, post, solved, type_on
):
    log_in(page, reader)
    type_on(page)
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_text("We've got it")).to_be_visible()
    page.goto(post.url)
    page.route("**/guess/", lambda route: route.abort())
    page.get_by_label("Your comment").fill(f"{SAME} I need to know.")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("heading", name="Before you post: was this answered?")).to_be_visible()


def test_without_a_script_the_words_are_kept_from_page_to_page(
    new_page, live_server, post, solved, mailoutbox
):
    page = new_page(base_url=live_server.url, java_script_enabled=False, viewport=NARROW)
    page.goto(post.url)
    page.get_by_label("Your comment").fill(f"{SAME} It is order 48213.")
    page.get_by_label("Your name").fill("Robin")
    page.get_by_label("Your e-mail").fill("robin@example.com")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("heading", name="Before you post: was this answered?")).to_be_visible()
    expect(page.get_by_label("Your comment")).to_have_value(f"{SAME} It is order 48213.")
    assert_fits(page)
    page.get_by_role("button", name="That helped").click()
    expect(page.get_by_role("heading", name="Glad that it helped")).to_be_visible()
    assert_fits(page)
    page.get_by_role("button", name="My question is another one").click()
    expect(page.get_by_label("Your comment")).to_have_value(f"{SAME} It is order 48213.")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    assert "order 48213" in mailoutbox[-1].body
    assert comments.comment_model().objects.count() == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave(new_page, live_server, hub, post, solved, type_on, scheme):
    page = new_page(base_url=live_server.url, color_scheme=scheme, viewport=NARROW)
    type_on(page)
    assert_accessible(page)
    assert_fits(page)
    page.route("**/guess/", lambda route: route.abort())
    page.get_by_label("Your comment").fill("Is it order 48213? How can I wash the heavy tee?")
    page.get_by_label("Your name").fill("Robin")
    page.get_by_label("Your e-mail").fill("robin@example.com")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("heading", name="This will be public")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    page.goto(f"{hub.url}ask/")
    assert_accessible(page)
    assert_fits(page)


def test_asking_on_the_hub_suggests_too_and_lands_on_the_question(
    page, hub, post, solved, reader, log_in
):
    log_in(page, reader)
    page.goto(hub.url)
    page.get_by_role("link", name="Ask a question").first.click()
    page.get_by_label("Your question").press_sequentially(SAME, delay=5)
    expect(page.get_by_role("group", name="Already answered?")).to_contain_text(ANSWERED)
    page.get_by_label("Is it about one of these posts?").select_option("No particular post")
    page.get_by_role("button", name="Ask the question").click()
    expect(page.get_by_text("We've got it")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(SAME)

"""The box "I'd like an answer to this", in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible, assert_fits
from wagtail_peersupport.models import CommentDecision

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("plain_engine")]
LABEL = "I'd like an answer to this"
QUESTION = "How do I wash the heavy tee?"


@pytest.fixture
def write_on(post, log_in, reader):
    """Opens the form on a page, as an account; returns the field for the words and the box."""

    def write_on(page):
        log_in(page, reader)
        page.goto(post.url)
        return page.get_by_label("Your comment"), page.get_by_label(LABEL)

    return write_on


def test_it_is_ticked_by_what_is_being_typed(page, write_on):
    words, box = write_on(page)
    expect(box).not_to_be_checked()
    words.fill(QUESTION)
    expect(box).to_be_checked()
    expect(page.get_by_role("status")).to_have_text(
        "Ticked for you. Untick it if you need no answer."
    )
    words.fill("I love the heavy tee.")
    expect(box).not_to_be_checked()
    words.fill(QUESTION)
    expect(box).to_be_checked()
    words.fill("Short?")
    expect(box).not_to_be_checked()


def test_what_was_ticked_for_the_writer_counts_once_it_is_sent(page, write_on):
    words, box = write_on(page)
    words.fill(QUESTION)
    expect(box).to_be_checked()
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_text("We've got it")).to_be_visible()
    assert CommentDecision.objects.get().is_by_writer


def test_who_touches_it_is_not_overruled(page, write_on):
    words, box = write_on(page)
    words.fill(QUESTION)
    expect(box).to_be_checked()
    box.uncheck()
    with page.expect_response("**/guess/"):
        # Asked is only what may have answered it.
        words.fill("How do I wash the blue one?")
    expect(box).not_to_be_checked()
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_text("your comment is live")).to_be_visible()
    assert CommentDecision.objects.get().needs_support is False


def test_a_server_that_does_not_answer_changes_nothing(page, write_on):
    words, box = write_on(page)
    page.route("**/guess/", lambda route: route.abort())
    box.check()
    words.fill(QUESTION)
    expect(box).to_be_checked()


def test_without_javascript_it_is_ticked_by_hand(new_page, live_server, write_on):
    page = new_page(base_url=live_server.url, java_script_enabled=False)
    words, box = write_on(page)
    words.fill("The blue one from the second picture.")
    box.check()
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_text("We've got it")).to_be_visible()
    assert CommentDecision.objects.get().needs_support


def test_without_javascript_who_said_nothing_is_asked(new_page, live_server, write_on):
    page = new_page(base_url=live_server.url, java_script_enabled=False)
    words, _ = write_on(page)
    words.fill("Perhaps the blue one, then.")
    page.get_by_role("button", name="Post comment").click()
    page.get_by_role("group", name="Would you like an answer").get_by_role(
        "button", name="Yes"
    ).click()
    expect(page.get_by_text("Would you like an answer")).to_have_count(0)
    assert CommentDecision.objects.get().needs_support


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave(new_page, live_server, write_on, scheme):
    page = new_page(base_url=live_server.url, color_scheme=scheme)
    words, _ = write_on(page)
    # Else the box would be ticked, or not, by how long the look at the form takes.
    page.route("**/guess/", lambda route: route.abort())
    words.fill("Perhaps the blue one, then.")
    assert_accessible(page)
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_text("Would you like an answer")).to_be_visible()
    assert_accessible(page)


def test_it_fits_a_phone(phone, write_on):
    write_on(phone)
    assert_fits(phone)

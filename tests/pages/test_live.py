"""Votes, accepted answers and replies without loading the page anew, in a real browser."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import expect

from tests.browser import PHONE, assert_accessible, assert_fits
from tests.engines import PLAIN
from tests.keeping import kept
from tests.pages.test_journeys import open_mailed_link
from wagtail_peersupport import comments
from wagtail_peersupport.models import HelpfulVote, SupportThread

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("plain_engine")]
WORDS = "Mine did not shrink at all when I washed it cold."
HELPFUL = "Helpful , 1 person found this helpful"


@kept
def asked(post, say, reader):
    """A question of the reader's, with two answers."""
    asked = say(post, "Does the heavy tee run small?", name="robin", user=reader, minutes_ago=300)
    for name in ("Bram", "Cleo"):
        say(post, f"Size up, it shrinks, says {name}.", name=name, parent=asked, minutes_ago=200)
    return asked


@pytest.fixture
def show(post):
    """Opens the post, or another page, and marks the window: a page loaded anew has no mark."""

    def show(page, address=""):
        page.goto(address or post.url)
        page.evaluate("window.marked = true")
        return page

    return show


def is_same_page(page):
    return page.evaluate("window.marked === true")


def announced(page):
    return page.locator("[data-ps-done]")


def test_a_vote_counts_without_a_reload_and_the_focus_stays(page, show, answer):
    show(page)
    page.get_by_role("button", name="Helpful", exact=True).focus()
    page.keyboard.press("Enter")
    vote = page.get_by_role("button", name=HELPFUL)
    expect(vote).to_have_attribute("aria-pressed", "true")
    expect(vote).to_be_focused()
    expect(announced(page)).to_have_text("Helpful, 1 person found this helpful")
    expect(page).to_have_url(re.compile(f"#c{answer.pk}$"))
    page.keyboard.press("Enter")
    again = page.get_by_role("button", name="Helpful", exact=True)
    expect(again).to_have_attribute("aria-pressed", "false")
    expect(again).to_be_focused()
    assert is_same_page(page)
    assert not HelpfulVote.objects.exists()


def test_what_was_pressed_stays_where_it_is(page, show, post, say, answer):
    for number in range(8):
        say(post, f"Lovely post, says number {number}.", name=f"Reader {number}", minutes_ago=900)
    show(page)
    button = page.get_by_role("button", name="Helpful", exact=True)
    button.scroll_into_view_if_needed()
    before = button.bounding_box()["y"]
    # Meanwhile somebody else writes above.
    say(post, "I came first, and nobody saw me.", name="Dirk", minutes_ago=2000)
    button.click()
    voted = page.get_by_role("button", name=HELPFUL)
    expect(voted).to_be_visible()
    expect(page.get_by_text("I came first")).to_have_count(1)
    assert voted.bounding_box()["y"] == pytest.approx(before, abs=1)
    assert is_same_page(page)


def test_a_double_click_votes_once(page, show, answer):
    show(page)
    page.get_by_role("button", name="Helpful", exact=True).dblclick()
    expect(page.get_by_role("button", name=HELPFUL)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert HelpfulVote.objects.get().helpful


def test_votes_in_quick_succession_all_count_as_one_guest(page, show, asked):
    show(page)
    page.evaluate(
        """document.querySelectorAll("[formaction$='/helpful/']").forEach((one) => one.click())"""
    )
    expect(page.get_by_role("button", name=HELPFUL)).to_have_count(2)
    assert is_same_page(page)
    assert HelpfulVote.objects.values("voter").distinct().count() == 1


def test_the_accepted_answer_moves_up_and_has_the_focus(page, show, asked, log_in, reader):
    log_in(page, reader)
    show(page)
    cleo = page.get_by_role("article", name="Comment by Cleo")
    cleo.get_by_role("button", name="Accept this answer").click()
    first = page.locator(".ps-question > .ps-answer")
    expect(first).to_contain_text("Accepted answer")
    expect(first).to_contain_text("says Cleo")
    expect(first).to_be_focused()
    expect(first).to_be_in_viewport()
    expect(announced(page)).to_have_text("Done: Accept this answer")
    expect(page.locator(".ps-question .ps-state").first).to_contain_text("Solved")
    expect(page.get_by_role("heading", level=2)).to_contain_text("1 solved")
    assert_accessible(page)
    first.get_by_role("button", name="Undo accepting this answer").click()
    expect(cleo).to_be_focused()
    expect(page.locator(".ps-question > .ps-answer")).to_have_count(0)
    assert is_same_page(page)


def test_the_thread_page_is_live_too(page, show, hub, asked, log_in, reader):
    log_in(page, reader)
    show(page, f"{hub.url}{asked.pk}/")
    cleo = page.get_by_role("article", name="Answer by Cleo")
    cleo.get_by_role("button", name="Accept this answer").click()
    expect(page.locator(".ps-answer").first).to_contain_text("says Cleo")
    expect(cleo).to_be_focused()
    # What another script made of the page stays.
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()
    for opener in ("Reply to Cleo", "Reply under the post"):
        page.get_by_role("link", name=opener).dblclick()
        words = page.get_by_label("Your reply")
        expect(words).to_have_value("")
        words.fill(f"{WORDS} {opener}.")
        page.get_by_role("button", name="Post reply").click()
        mine = page.get_by_role("article", name="robin").filter(has_text=f"{opener}.")
        expect(mine).to_be_focused()
        expect(page.locator(".ps-reply")).to_have_count(0)
    assert is_same_page(page)


def test_a_reply_is_written_and_appears_in_place(page, show, hub, post, question, log_in, reader):
    log_in(page, reader)
    show(page)
    page.get_by_label("Your comment").fill("Something else, not finished yet")
    opener = page.get_by_role("link", name="Reply to Ines")
    opener.click()
    words = page.get_by_label("Your reply")
    expect(words).to_be_focused()
    words.fill(WORDS)
    page.get_by_role("link", name="Cancel").click()
    expect(words).to_have_count(0)
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    expect(words).to_have_value(WORDS)
    assert_accessible(page)
    page.get_by_role("button", name="Post reply").click()
    mine = page.get_by_role("article", name="Comment by robin")
    expect(mine).to_contain_text(WORDS)
    expect(mine).to_be_focused()
    expect(mine).to_have_accessible_description("Thank you, your comment is live.")
    expect(announced(page)).to_have_text("Done: Post reply")
    expect(page).to_have_url(re.compile(rf"{post.url}#c\d+$"))
    expect(page.get_by_label("Your comment")).to_have_value("Something else, not finished yet")
    expect(page.locator(".ps-reply")).to_have_count(0)
    assert is_same_page(page)


def test_the_order_that_was_chosen_stays(page, show, post, say, question, log_in, reader):
    say(post, "Lovely post, as always.", name="Gerry", minutes_ago=10)
    log_in(page, reader)
    show(page, f"{post.url}?order=newest&reply_to={question.pk}#ps-form")
    page.get_by_label("Your reply").fill(WORDS)
    page.get_by_role("button", name="Post reply").click()
    expect(page.get_by_role("article", name="Comment by robin")).to_be_focused()
    expect(page.locator(".ps-list > li").first).to_contain_text("Lovely post, as always.")
    expect(page.get_by_role("link", name="Newest")).to_have_attribute("aria-current", "true")
    expect(page).to_have_url(re.compile(r"\?order=newest#c\d+$"))
    # The form is for the next comment now.
    expect(page.get_by_label("Your comment")).to_have_value("")
    assert is_same_page(page)


def test_words_that_are_being_written_outlive_a_vote(page, show, question, answer):
    show(page)
    page.get_by_role("link", name="Reply to Bram").click()
    page.get_by_label("Your reply").fill(WORDS)
    page.get_by_role("button", name="Helpful", exact=True).click()
    expect(page.get_by_role("button", name=HELPFUL)).to_be_visible()
    expect(page.get_by_label("Your reply")).to_have_value(WORDS)
    under = page.get_by_role("article", name=re.compile("by Bram"))
    expect(under.get_by_label("Your reply")).to_be_visible()


def test_a_question_appears_in_place_and_the_form_is_empty_again(
    page, show, post, question, log_in, reader
):
    log_in(page, reader)
    show(page)
    page.get_by_label("Your comment").fill("How do I wash the heavy tee?")
    expect(page.get_by_label("I'd like an answer to this")).to_be_checked()
    page.get_by_role("button", name="Post comment").click()
    mine = page.get_by_role("article", name="Question by robin")
    expect(mine).to_contain_text("We've got it Expect an answer")
    expect(mine).to_be_focused()
    expect(page.get_by_label("Your comment")).to_have_value("")
    expect(page.get_by_role("heading", level=2)).to_contain_text("2 questions")
    # The form that came with it is as lively as the first one.
    page.get_by_label("Your comment").fill("How do I iron the heavy tee?")
    expect(page.get_by_label("I'd like an answer to this")).to_be_checked()
    assert is_same_page(page)


def test_a_mistake_is_shown_in_place_and_the_words_are_kept(page, show, question):
    show(page)
    page.get_by_role("link", name="Reply to Ines").click()
    reply = page.locator(".ps-reply")
    reply.locator("form").evaluate("form => { form.noValidate = true }")
    reply.get_by_label("Your reply").fill(WORDS)
    reply.get_by_label("Your name").fill("Sigrid")
    reply.get_by_label("Your e-mail").fill("sigrid@")
    reply.get_by_role("button", name="Post reply").click()
    expect(reply.get_by_role("alert")).to_contain_text("Your words are kept.")
    expect(reply.get_by_label("Your reply")).to_have_value(WORDS)
    expect(reply.get_by_label("Your e-mail")).to_be_focused()
    assert_accessible(page)
    assert is_same_page(page)


def test_a_guest_reads_in_place_that_a_mail_is_on_its_way(
    page, show, question, mailoutbox, live_server
):
    show(page)
    page.get_by_role("link", name="Reply to Ines").click()
    reply = page.locator(".ps-reply")
    reply.get_by_label("Your reply").fill(WORDS)
    reply.get_by_label("Your name").fill("Sigrid")
    reply.get_by_label("Your e-mail").fill("sigrid@example.com")
    reply.get_by_role("button", name="Post reply").click()
    heading = reply.get_by_role("heading", name="One more step: check your mail")
    expect(heading).to_be_focused()
    expect(heading).to_have_attribute("aria-level", "3")
    expect(reply).to_contain_text(WORDS)
    assert_accessible(page)
    assert is_same_page(page)
    assert len(mailoutbox) == 1
    open_mailed_link(page, mailoutbox, live_server)
    expect(page.get_by_role("article", name="Comment by Sigrid")).to_contain_text(WORDS)


def test_what_is_asked_before_posting_is_asked_in_place(page, show, question, log_in, reader):
    log_in(page, reader)
    show(page)
    page.get_by_label("Your comment").fill("Lovely shirts, thank you. It is order 48213.")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("heading", name="Before you post")).to_be_focused()
    assert_accessible(page)
    page.get_by_role("button", name="Hide it").click()
    words = page.get_by_label("Your comment")
    expect(words).to_be_focused()
    expect(words).not_to_have_value(re.compile("48213"))
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("article", name="Comment by robin")).to_be_focused()
    assert is_same_page(page)
    assert "48213" not in comments.comment_model().objects.latest("pk").comment


def test_a_limit_is_told_beside_the_button(page, show, asked, settings):
    settings.PEERSUPPORT = {**PLAIN, "VOTES_PER_MINUTE": 1}
    show(page)
    page.get_by_role("button", name="Helpful", exact=True).first.click()
    expect(page.get_by_role("button", name=HELPFUL)).to_be_visible()
    second = page.get_by_role("button", name="Helpful", exact=True)
    second.click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(second).to_have_attribute("aria-pressed", "false")
    assert_accessible(page)
    assert is_same_page(page)


def test_staff_decide_from_the_menu_and_it_closes(page, show, question, log_in, staff):
    log_in(page, staff)
    show(page)
    more = page.locator(".ps-question > .ps-buttons .ps-more > summary")
    more.click()
    page.get_by_role("button", name="Seen", exact=True).click()
    expect(page.locator(".ps-question")).to_contain_text("Seen by mara")
    expect(more).to_be_focused()
    expect(page.get_by_role("button", name="Not seen after all")).to_be_hidden()
    more.click()
    page.get_by_role("button", name="Not a question").click()
    expect(page.locator(".ps-question")).to_have_count(0)
    assert is_same_page(page)
    assert SupportThread.objects.get().is_retired


@pytest.mark.parametrize("pressed", ["Helpful", "Post comment"])
def test_when_a_script_cannot_send_it_the_form_is_sent_plainly(
    page, show, answer, log_in, reader, pressed
):
    log_in(page, reader)
    show(page)

    def cut(route):
        is_page = route.request.resource_type == "document"
        return route.continue_() if is_page else route.abort()

    page.route("**/comments/**", cut)
    page.get_by_label("Your comment").fill(WORDS)
    with page.expect_navigation():
        page.get_by_role("button", name=pressed, exact=True).click()
    if pressed == "Helpful":
        expect(page.get_by_role("button", name=HELPFUL)).to_be_visible()
    else:
        expect(page.get_by_role("article", name="Comment by robin")).to_contain_text(WORDS)
    assert not is_same_page(page)


def test_a_site_that_leaves_the_script_out_loads_pages_as_ever(page, show, answer):
    page.route("**/live.js", lambda route: route.abort())
    show(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Helpful", exact=True).click()
    expect(page.get_by_role("button", name=HELPFUL)).to_be_visible()


def test_replying_fits_a_phone(phone, show, question):
    show(phone)
    phone.get_by_role("link", name="Reply to Ines").click()
    expect(phone.get_by_label("Your reply")).to_be_focused()
    assert phone.viewport_size == PHONE
    assert_fits(phone)
    for control in phone.locator(".ps-reply :is(.ps-button, .ps-input):visible").all():
        assert control.bounding_box()["height"] >= 44, control.inner_text()


def test_styles_and_scripts_of_the_section_weigh_little(client, post, answer):
    markup = client.get(post.url).content.decode()
    section = markup[markup.index('<section class="ps"') :]
    names = set(re.findall(r'(?:src|href)="/static/([^"]+)"', section))
    assert len(names) == 4
    files = [Path(finders.find(name)).read_bytes() for name in names]
    assert sum(len(gzip.compress(file)) for file in files) <= 12_000

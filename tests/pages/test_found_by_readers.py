"""Readers who find what was asked before, in a real browser without JavaScript."""

from playwright.sync_api import expect

from tests.browser import assert_accessible, assert_fits
from tests.keeping import kept
from tests.pages.test_journeys import open_mailed_link, write
from wagtail_peersupport.actions.indexing import index_threads
from wagtail_peersupport.models import SupportThread, Topic

NARROW = {"width": 320, "height": 640}
QUESTION = "Can I get a parcel to the Faroes before Christmas?"


@kept
def shipping(db):
    return Topic.objects.create(name="Shipping", slug="shipping", words="parcel")


def test_a_question_under_the_wrong_post_is_found_by_its_topic(
    page_without_js, live_server, mailoutbox, hub, post, shipping, say
):
    say(post, "Does the heavy tee run small?", name="Ann")
    page = page_without_js
    page.goto(post.url)
    write(page, QUESTION)
    open_mailed_link(page, mailoutbox, live_server)
    index_threads(SupportThread.objects.values_list("pk", flat=True))

    page.goto(hub.url)
    page.get_by_role("navigation", name="Topics").get_by_role("link", name="Shipping").click()
    expect(page.get_by_role("heading", level=2)).to_have_text([QUESTION])
    page.get_by_role("navigation", name="Questions by state").get_by_role(
        "link", name="Can you help?"
    ).click()
    expect(page).to_have_url(f"{live_server.url}{hub.url}?topic=shipping&tab=open")
    page.go_back()
    expect(page).to_have_url(f"{live_server.url}{hub.url}?topic=shipping")

    page.goto(hub.url)
    page.get_by_role("searchbox").fill("shipping")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=QUESTION).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(QUESTION)


def test_the_hub_works_by_keyboard_and_fits_narrow_screens(
    new_page, live_server, hub, post, make_post, say, question, answer, accept, shipping
):
    accept(answer)
    say(make_post("Islands", slug="islands"), QUESTION, name="Ann")
    index_threads(SupportThread.objects.values_list("pk", flat=True))
    page = new_page(base_url=live_server.url, viewport=NARROW)
    for address in (
        "",
        "?tab=open",
        "?q=cotton",
        "?q=zebra",
        "?topic=shipping",
        f"?post={post.pk}",
    ):
        page.goto(f"{hub.url}{address}")
        assert_fits(page)
        assert_accessible(page)
        for control in page.locator(".ps-button:visible, .ps-tab, .ps-input, summary").all():
            box = control.bounding_box()
            assert box["height"] >= 44, control.inner_text()
    page.goto(hub.url)
    page.get_by_role("searchbox").focus()
    for reached in ("Search", "Ask a question", "Can you help?", "Unanswered", "Solved", "All"):
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_contain_text(reached)
    page.emulate_media(color_scheme="dark")
    page.goto(f"{hub.url}?q=cotton")
    assert_accessible(page)

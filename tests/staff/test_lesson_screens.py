"""The screens around a post that learns, in a real browser."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from wagtail.models import GroupPagePermission, Page

from tests.browser import PHONE, assert_accessible, assert_fits
from tests.keeping import kept
from tests.staff.test_rechecking import accepted, publish
from wagtail_peersupport.models import Lesson

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("plain_engine")]
WASH = "How do I wash the heavy tee without shrinking it?"


@kept
def thread(post, ask, say):
    post.body = "<p>With ink.</p><h2>Care</h2><p>Be kind.</p><h2>Sizes</h2><p>Many.</p>"
    publish(post, days=20)
    thread = ask(WASH, days=9)
    words = "Wash it cold, see https://example.com/ for more."
    accepted(say(words, name="Bob", days=8, parent=thread.comment), thread)
    return thread


@pytest.fixture
def publisher(mara):
    """Mara, who may publish as well."""
    codename = Permission.objects.get(
        content_type__app_label="wagtailcore", codename="publish_page"
    )
    GroupPagePermission.objects.create(
        group=mara.groups.get(), page=Page.objects.get(depth=1), permission=codename
    )
    return mara


def screens(thread):
    return [reverse(f"peersupport_staff:{name}", args=(thread.pk,)) for name in ("teach", "thread")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave(new_page, live_server, log_in, mara, post, thread, scheme):
    publish(post)
    page = new_page(base_url=live_server.url, color_scheme=scheme)
    log_in(page, mara)
    for path in screens(thread):
        page.goto(path)
        for more in page.locator("details").all():
            more.evaluate("details => { details.open = true }")
        assert_accessible(page)


def test_both_screens_fit_a_phone(new_page, live_server, log_in, mara, post, thread):
    publish(post)
    page = new_page(base_url=live_server.url, viewport=PHONE)
    log_in(page, mara)
    for path in screens(thread):
        page.goto(path)
        assert_fits(page)


def test_from_the_question_to_the_published_post(
    new_page, live_server, log_in, publisher, post, thread
):
    page = new_page(base_url=live_server.url)
    log_in(page, publisher)
    page.goto(reverse("peersupport_staff:thread", args=(thread.pk,)))
    page.get_by_role("link", name="Put this into the post").first.click()
    page.get_by_label("Heading").fill("Washing")
    words = page.get_by_role("textbox", name="Answer").or_(page.locator("[contenteditable=true]"))
    words.first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Always!")
    saved = page.locator("input[name=words]")
    expect(saved).to_have_value(re.compile("Always!"))
    page.get_by_label("Where it goes").select_option("Care")
    page.get_by_role("button", name="Put it into the draft").click()
    expect(page.get_by_text("The answer is in a draft")).to_be_visible()
    expect(page.get_by_text("Answered by Bob in the comments").first).to_be_visible()
    reader = new_page(base_url=live_server.url)
    reader.goto(post.url)
    expect(reader.get_by_text("Now in the post")).to_have_count(0)
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("published", exact=False).first).to_be_visible()
    reader.reload()
    expect(reader.get_by_role("heading", name="Washing")).to_be_visible()
    expect(reader.get_by_text("Always!")).to_be_visible()
    expect(reader.get_by_role("link", name="Now in the post")).to_have_attribute("href", post.url)
    assert Lesson.objects.get().live_at is not None


def test_without_javascript_the_words_go_as_they_are(
    new_page, live_server, log_in, mara, post, thread
):
    page = new_page(base_url=live_server.url, java_script_enabled=False)
    log_in(page, mara)
    page.goto(reverse("peersupport_staff:teach", args=(thread.pk,)))
    page.get_by_text("The comment as it stands").click()
    expect(page.get_by_text("Wash it cold, see")).to_be_visible()
    page.get_by_role("button", name="Put it into the draft").click()
    assert timezone.now() > Lesson.objects.get().drafted_at
    body = type(post).objects.get(pk=post.pk).get_latest_revision_as_object().body
    assert "Wash it cold, see" in body

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser import PHONE, assert_accessible, assert_fits
from wagtail_peersupport.actions.refreshing import refresh_threads
from wagtail_peersupport.models import MeToo

pytestmark = pytest.mark.django_db(transaction=True)
WASH = "How do I wash the {} tee without shrinking it?"
ASKED = "{} questions asked. Of them 2 answered, 1 solved."


@pytest.fixture
def questions(ask, answer, accept):
    threads = [ask(WASH.format(word), days=3 + at * 5) for at, word in enumerate("abcdef")]
    answer(threads[0], hours=2)
    accept(threads[1], answer(threads[1], hours=30))
    MeToo.objects.create(comment=threads[2].comment, voter="g:1", created_at=timezone.now())
    refresh_threads([threads[2].pk])
    return threads


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report_is_accessible_and_fits_a_phone(
    new_page, live_server, log_in, mara, questions, url, scheme
):
    page = new_page(base_url=live_server.url, color_scheme=scheme)
    log_in(page, mara)
    page.goto(url)
    page.get_by_text("These numbers as a table").first.click()
    assert_accessible(page)
    page.set_viewport_size({**PHONE, "width": 320})
    # Wagtail's menu folds in motion: measure what stands still.
    page.reload()
    page.get_by_text("These numbers as a table").first.click()
    assert_fits(page)
    panels = page.locator(".peersupport-insights section").all()
    assert panels
    for panel in panels:
        inside = panel.evaluate("one => one.scrollWidth - one.clientWidth")
        assert inside <= 0, f"{inside} px: {panel.inner_text()}"


def test_a_chart_tells_a_screen_reader_its_figure(page, log_in, mara, questions, url):
    log_in(page, mara)
    page.goto(url)
    chart = page.get_by_role("img", name="Questions per week")
    expect(chart).to_be_visible()
    expect(chart).to_have_accessible_description(ASKED.format(6))


def test_the_report_is_found_in_the_menu_and_narrowed_in_its_header(
    page, log_in, mara, questions, url
):
    log_in(page, mara)
    page.goto("/admin/")
    page.get_by_role("button", name="Reports").click()
    page.get_by_role("link", name="Support insights").click()
    says = page.locator(".peersupport-says").first
    expect(says).to_have_text(ASKED.format(6))
    page.get_by_role("button", name="Show filters").click()
    page.get_by_role("button", name="Time").click()
    page.get_by_label("Last 28 days").check()
    expect(says).to_have_text(ASKED.format(5))
    page.get_by_role("link", name=questions[2].title).last.click()
    expect(page).to_have_url(f"{page.url.split('/admin/')[0]}/admin/support/{questions[2].pk}/")

"""Staff press "Seen" in one browser; in another one a reader reads who did."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser import PHONE, assert_accessible, assert_fits
from tests.keeping import kept
from tests.staff_accounts import let_support
from wagtail_peersupport.models import SupportThread

pytestmark = pytest.mark.django_db(transaction=True)


@kept
def mara(django_user_model):
    user = django_user_model.objects.create_user("mara", "mara@example.com", "mara")
    return let_support(user, "access_admin")


@pytest.fixture
def at_desk(new_page, live_server, log_in, mara):
    """A page in which Mara is logged in: ``at_desk(viewport=PHONE)``."""

    def open_page(**options):
        page = new_page(base_url=live_server.url, **options)
        log_in(page, mara)
        return page

    return open_page


@pytest.mark.parametrize("with_js", [True, False])
def test_a_reader_sees_what_staff_said_and_that_they_took_it_back(
    at_desk, new_page, live_server, post, question, with_js
):
    desk = at_desk(java_script_enabled=with_js)
    reader = new_page(base_url=live_server.url)
    seen = reader.get_by_text("Seen by mara")
    desk.goto(post.url)
    desk.locator(".ps-more > summary").first.click()
    desk.get_by_role("button", name="Seen", exact=True).click()
    expect(desk.get_by_text("Seen by mara")).to_be_visible()
    reader.goto(post.url)
    expect(seen).to_be_visible()
    expect(reader.locator(".ps-question .ps-state")).to_contain_text("Unanswered")

    desk.locator(".ps-more > summary").first.click()
    desk.get_by_role("link", name="Name a day for the answer").click()
    desk.get_by_label("The last day").fill(timezone.localdate().isoformat())
    desk.get_by_role("button", name="Tell them").click()
    reader.reload()
    expect(seen).to_contain_text("answers by")

    desk.locator(".ps-more > summary").first.click()
    desk.get_by_role("button", name="Not seen after all").click()
    expect(desk.get_by_text("Seen by mara")).to_have_count(0)
    reader.reload()
    expect(seen).to_have_count(0)


def test_staff_choose_how_they_write_by_keyboard(at_desk, post, question):
    desk = at_desk()
    desk.goto(f"{post.url}?reply_to={question.pk}#ps-form")
    expect(desk.get_by_label("Officially, as staff")).to_be_checked()
    desk.get_by_label("Your reply").fill("I take it a size up.")
    desk.get_by_label("Officially, as staff").focus()
    desk.keyboard.press("ArrowRight")
    desk.get_by_role("button", name="Post reply").click()
    mine = desk.locator(".ps-comment", has_text="I take it a size up.")
    expect(mine.locator(".ps-name")).to_have_text("mara")
    expect(mine.locator(".ps-badge")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave(at_desk, post, question, scheme):
    desk = at_desk(color_scheme=scheme)
    desk.goto(f"/comments/{question.pk}/answer-by/")
    assert_accessible(desk)
    desk.get_by_label("The last day").fill(timezone.localdate().isoformat())
    desk.get_by_role("button", name="Tell them").click()
    desk.locator(".ps-more > summary").first.click()
    assert_accessible(desk)
    desk.goto(reverse("peersupport_staff:by_mail") + f"?page={post.pk}")
    desk.get_by_role("textbox", name="Question").fill("Where is order 48213?")
    desk.get_by_role("button", name="Post the question").click()
    expect(desk.get_by_label("It is fine")).to_be_visible()
    assert_accessible(desk)


def test_all_of_it_fits_a_phone(at_desk, post, question):
    desk = at_desk(viewport=PHONE)
    desk.goto(f"/comments/{question.pk}/answer-by/")
    assert_fits(desk)
    desk.goto(reverse("peersupport_staff:by_mail") + f"?page={post.pk}")
    assert_fits(desk)
    desk.get_by_role("textbox", name="Question").fill("Do you ship to Norway?")
    desk.get_by_role("button", name="Post the question").click()
    expect(desk.get_by_text("is posted: answer it here")).to_be_visible()
    desk.goto(SupportThread.objects.latest("pk").page.specific.url)
    expect(desk.get_by_text("asked by e-mail, posted by mara")).to_be_visible()
    assert_fits(desk)

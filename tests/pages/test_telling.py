"""A reader without an account and without JavaScript has the question, too, and hears that it is
solved.
"""

import pytest
from django.core import mail
from playwright.sync_api import expect

from tests.browser import PHONE, assert_accessible, assert_fits
from tests.readers import Reader, link_in
from wagtail_peersupport.models import MeToo

pytestmark = pytest.mark.django_db(transaction=True)
QUESTION = "How do I wash the heavy tee without shrinking it?"
OFFER = "Tell me when it is solved"


@pytest.fixture
def plain_phone(new_page, live_server):
    """Opens windows of a phone's width that run no script."""

    def open_window():
        return new_page(base_url=live_server.url, viewport=PHONE, java_script_enabled=False)

    return open_window


def test_me_too_then_told_once_when_it_is_solved(post, plain_phone):
    ann = Reader("Ann")
    question = ann.write(post, QUESTION)
    answer = Reader("Bob").write(post, "Wash it cold and hang it up to dry.", question)
    page = plain_phone()
    page.goto(post.url)
    expect(page.get_by_text(OFFER)).to_have_count(0)
    page.get_by_role("button", name="Me too").click()
    expect(page.get_by_text("You have this question, too")).to_be_visible()
    page.get_by_role("link", name=OFFER).click()
    page.get_by_label("Your e-mail").fill("cleo@example.com")
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("heading", name="One more step: check your mail")).to_be_visible()
    page.get_by_role("link", name="Back to the question").click()
    expect(page.get_by_text(QUESTION)).to_be_visible()
    assert not MeToo.objects.get().email

    mailbox = plain_phone()
    mailbox.goto(link_in(mail.outbox[-1], "/tell-me/"))
    expect(mailbox.get_by_role("heading", name="Shall we tell you")).to_be_visible()
    mailbox.get_by_role("button", name="Yes, tell me").click()
    expect(mailbox.get_by_role("heading", name="We tell you when it is solved")).to_be_visible()
    page.goto(post.url)
    expect(page.get_by_text("We tell you when it is solved")).to_be_visible()

    ann.press("accept", answer)
    told = [one for one in mail.outbox if one.to == ["cleo@example.com"]][1:]
    assert [one.subject for one in told] == [f"Solved: {QUESTION}"]
    mailbox.goto(link_in(told[0], "/how-we-print/"))
    expect(mailbox.get_by_text("✓ Accepted answer")).to_be_visible()
    mailbox.goto(link_in(told[0], "/stop-telling/"))
    mailbox.get_by_role("button", name="Stop these mails").click()
    expect(mailbox.get_by_role("heading", name="We don't write to you any more")).to_be_visible()


def test_its_pages_fit_a_phone_and_a_screen_reader(post, phone):
    question = Reader("Ann").write(post, QUESTION)
    phone.goto(post.url)
    phone.get_by_role("button", name="Me too").click()
    looked_at(phone)
    phone.get_by_role("link", name=OFFER).click()
    looked_at(phone)
    phone.get_by_label("Your e-mail").fill("cleo@example")
    phone.get_by_role("button", name="Send me the link").click()
    expect(phone.get_by_role("alert")).to_contain_text("This is no e-mail address")
    expect(phone.get_by_label("Your e-mail")).to_have_value("cleo@example")
    looked_at(phone)
    phone.get_by_label("Your e-mail").fill("cleo@example.com")
    phone.get_by_role("button", name="Send me the link").click()
    looked_at(phone)
    phone.goto(link_in(mail.outbox[-1], "/tell-me/"))
    looked_at(phone)
    phone.get_by_role("button", name="Yes, tell me").click()
    looked_at(phone)
    phone.goto(f"{post.url}#c{question.pk}")
    looked_at(phone)
    phone.get_by_role("button", name="Don't tell me").click()
    expect(phone.get_by_role("link", name=OFFER)).to_be_visible()


def looked_at(page):
    assert_fits(page)
    assert_accessible(page)

"""A Monday of the one who looks after the readers: from the mail in the morning to the figures in
the evening. A reader watches from outside.
"""

import re

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from playwright.sync_api import expect
from wagtail.models import GroupPagePermission, Locale, Page

from tests.browser import assert_accessible
from tests.keeping import kept
from tests.readers import link_in
from tests.staff.test_morning_mail import monday, tell
from tests.staff.test_rechecking import accepted, publish
from wagtail_peersupport.models import CannedReply, CannedUse, FollowUp

pytestmark = pytest.mark.django_db(transaction=True)
WASH = "How do I wash the heavy tee without shrinking it?"
COLD = "Wash it cold and inside out, and never put it in the dryer."
IRON = "Can I iron the print of the herring shirt?"
BACK = "Only from the back, and never with steam."
SHIP = "Do you ship to the islands as well?"
SIZE = "Which size should I take if I am between M and L?"
LARGER = "Size up. The cotton shrinks about half a size in the first wash."
SCARF = "How do I tie the scarf that came with edition 31?"
MARKET = "When does the stall on the market open?"


@kept
def threads(ask, say, make_post, post, loic):
    """What is there on Monday morning; the post was published before anybody asked."""
    publish(post, days=20)
    market = make_post("Market day", slug="market-day")
    found = {
        "wash": ask(WASH, days=9),
        "iron": ask(IRON, days=9, name="Ida"),
        "ship": ask(SHIP, days=4, name="Ben"),
        "size": ask(SIZE, days=5, name="Ines"),
        "scarf": ask(SCARF, days=3, name="Sam"),
        "market": [
            ask(f"{MARKET} I mean number {number}.", days=6, name=f"Max{number}", page=market)
            for number in range(3)
        ],
    }
    for name, answer, helper in (("wash", COLD, "Cleo"), ("iron", BACK, "Dora")):
        thread = found[name]
        accepted(say(answer, name=helper, days=8, parent=thread.comment), thread)
    say(LARGER, name="Bram", days=1, parent=found["size"].comment)
    return found


@kept
def manager(mara):
    """Mara may publish, too."""
    codename = Permission.objects.get(
        content_type__app_label="wagtailcore", codename="publish_page"
    )
    GroupPagePermission.objects.create(
        group=mara.groups.get(), page=Page.objects.get(depth=1), permission=codename
    )
    CannedReply.objects.create(
        title="Islands",
        text="Hello {name}, we ship to every island with a ferry.\n\n{me}",
        locale=Locale.get_default(),
    )
    return mara


class Outside:
    """The window of a reader who is not signed in."""

    def __init__(self, page, post):
        self.page = page
        self.post = post

    def sees(self, words):
        self.page.goto(self.post.url)
        expect(self.page.get_by_text(words).first).to_be_visible()

    def sees_nothing_of(self, words):
        self.page.goto(self.post.url)
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        expect(self.page.get_by_text(words)).to_have_count(0)


@pytest.fixture
def outside(new_page, live_server, post):
    return Outside(new_page(base_url=live_server.url), post)


@pytest.fixture
def desk(page, log_in, manager, threads):
    log_in(page, manager)
    return page


def open_thread(desk, thread):
    desk.goto(f"/admin/support/{thread.pk}/")
    expect(desk.locator("[data-ps-keys]")).to_be_visible()


def test_a_monday(desk, outside, threads, loic, live_server, settings):
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    read_the_mail(desk, threads)
    clear_a_filtered_list(desk, threads)
    answer_with_a_canned_reply(desk, outside, threads)
    see_note_and_hand_over(desk, outside, threads, loic)
    let_rest(desk, outside, threads)
    vouch(desk, outside, threads)
    teach_the_post(desk, outside, threads)
    check_again(desk, outside, threads)
    read_the_figures(desk)


def read_the_mail(desk, threads):
    tell(monday())
    letter = next(message for message in mail.outbox if message.to == ["mara@example.com"])
    assert SHIP in letter.body
    # What is solved waits for nobody.
    assert WASH not in letter.body
    desk.goto(link_in(letter, f"/support/{threads['ship'].pk}/"))
    expect(desk.get_by_role("heading", level=1)).to_contain_text(SHIP)


def clear_a_filtered_list(desk, threads):
    market = threads["market"][0].page
    desk.goto(f"/admin/support/?post={market.pk}")
    desk.get_by_role("checkbox", name="Select all").first.check()
    desk.get_by_role("link", name="Resolve the chosen questions").click()
    desk.get_by_label("No reply needed").check()
    desk.get_by_role("button", name="Resolve").click()
    expect(desk.get_by_text("3 questions are resolved: no reply needed.")).to_be_visible()
    resolved = FollowUp.objects.filter(resolved_at__isnull=False)
    assert set(resolved.values_list("thread", flat=True)) == {
        thread.pk for thread in threads["market"]
    }
    desk.goto("/admin/support/")
    expect(desk.get_by_role("link", name=SHIP)).to_be_visible()


def answer_with_a_canned_reply(desk, outside, threads):
    open_thread(desk, threads["ship"])
    desk.get_by_label("Start from a canned reply").select_option(label="Islands")
    desk.get_by_role("button", name="Insert").click()
    box = desk.get_by_role("textbox", name="Your reply")
    expect(box).to_have_value(re.compile("Hello Ben, we ship to every island"))
    desk.keyboard.type(" The next one is on Tuesday.")
    desk.keyboard.press("Control+Enter")
    expect(
        desk.get_by_text(re.compile("Readers see your reply to .*and it is resolved"))
    ).to_be_visible()
    assert CannedUse.objects.count() == 1
    outside.sees("Hello Ben, we ship to every island with a ferry.")
    outside.sees("The next one is on Tuesday.")
    answer = outside.page.get_by_role("article", name="Comment by mara")
    expect(answer.get_by_text("Staff", exact=True).first).to_be_visible()


def see_note_and_hand_over(desk, outside, threads, loic):
    open_thread(desk, threads["scarf"])
    desk.keyboard.press("s")
    expect(desk.get_by_text("Seen by mara").first).to_be_visible()
    outside.sees("Seen by mara")
    expect(outside.page.get_by_role("article", name="Question by Sam")).to_contain_text(
        "Unanswered"
    )

    open_thread(desk, threads["scarf"])
    desk.keyboard.press("i")
    desk.keyboard.type("Loic drew the leaflet.")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".peersupport-note")).to_contain_text("Loic drew the leaflet.")
    desk.get_by_label("Hand over to").select_option(label="loic")
    desk.get_by_role("button", name="Hand over").click()
    expect(desk.get_by_text("loic looks after").first).to_be_visible()
    assert FollowUp.objects.get(thread=threads["scarf"]).assignee == loic
    outside.sees_nothing_of("Loic drew the leaflet.")


def let_rest(desk, outside, threads):
    open_thread(desk, threads["scarf"])
    before = desk.url
    desk.keyboard.press("z")
    desk.wait_for_url(lambda url: url != before)
    desk.goto("/admin/support/")
    expect(desk.get_by_role("link", name=SCARF)).to_have_count(0)
    desk.goto("/admin/support/?state=snoozed")
    expect(desk.get_by_role("link", name=SCARF)).to_be_visible()
    outside.sees(SCARF)


def vouch(desk, outside, threads):
    open_thread(desk, threads["size"])
    desk.keyboard.press("v")
    expect(desk.locator(".peersupport-verdict")).to_contain_text("mara")
    outside.sees("Verified by mara")


def teach_the_post(desk, outside, threads):
    open_thread(desk, threads["wash"])
    desk.get_by_role("link", name="Put this into the post").first.click()
    desk.get_by_role("button", name="Put it into the draft").click()
    expect(desk.get_by_text("The answer is in a draft")).to_be_visible()
    outside.sees_nothing_of("Now in the post")
    desk.get_by_role("button", name="More actions").last.click()
    desk.get_by_role("button", name="Publish").click()
    expect(desk.get_by_text("published", exact=False).first).to_be_visible()
    outside.sees("Now in the post")
    expect(outside.page.get_by_text("Answered by Cleo in the comments")).to_be_visible()


def check_again(desk, outside, threads):
    desk.goto("/admin/support/?reason=post-changed")
    expect(desk.get_by_role("link", name=IRON)).to_be_visible()
    # The answer that the post learned needs no check.
    expect(desk.get_by_role("link", name=WASH)).to_have_count(0)
    open_thread(desk, threads["iron"])
    desk.get_by_role("button", name="Still right").click()
    expect(desk.get_by_role("heading", name="The post changed")).to_have_count(0)
    outside.page.goto(outside.post.url)
    ironing = outside.page.get_by_role("article", name="Question by Ida")
    expect(ironing.get_by_text("Verified by mara")).to_be_visible()


def read_the_figures(desk):
    desk.goto("/admin/support/insights/")
    says = desk.locator(".peersupport-says").first
    expect(says).to_have_text("8 questions asked. Of them 4 answered, 2 solved.")
    expect(desk.get_by_role("img", name=re.compile("Questions per week"))).to_be_visible()
    learned = desk.locator("section, .w-panel").filter(
        has=desk.get_by_role("heading", name="What posts learned")
    )
    expect(learned.first).to_contain_text(WASH)
    assert_accessible(desk)

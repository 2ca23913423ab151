"""The queue is worked through by keyboard, in a browser."""

import pytest
from django.db.models import F
from django.urls import reverse
from playwright.sync_api import expect
from wagtail.models import Locale
from wagtail.users.models import UserProfile

from tests.browser import PHONE, assert_accessible, assert_fits
from tests.keeping import kept
from wagtail_peersupport.actions import followups
from wagtail_peersupport.actions.accepting import accept_answer
from wagtail_peersupport.actions.endorsing import said_of
from wagtail_peersupport.models import (
    Acceptance,
    CannedReply,
    CannedUse,
    FollowUp,
    Seen,
    StaffNote,
    SupportReply,
    SupportThread,
)
from wagtail_peersupport.staff.places import screen_url
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db(transaction=True)
WASH = "How do I wash the heavy tee without shrinking it?"
SHIP = "Do you ship to the islands as well?"
COLD = "Wash it cold and inside out, and never put it in the dryer."
#: Thirty screens on a busy machine: in milliseconds, for each.
PATIENCE = 60_000


@kept
def solved(ask, say, reader):
    thread = ask(
        "How can I wash my heavy tee without shrinking it?", user=reader, name="Robin", days=30
    )
    answer = say(COLD, name="Bob", days=29, parent=thread.comment)
    accept_answer(SupportReply.objects.get(comment=answer), Viewer(user=reader))
    return thread


@pytest.fixture
def desk_page(page, log_in, mara, loic):
    log_in(page, mara)
    return page


def open_screen(page, thread):
    page.goto(screen_url(thread.pk))
    # The keys work once the script has run: then it shows what they are.
    expect(page.locator("[data-ps-keys]")).to_be_visible()


class Keyboard:
    """Presses keys and counts them; what is typed into a field does not count."""

    def __init__(self, page):
        self.page = page
        self.pressed = 0

    def press(self, key):
        self.pressed += 1
        self.page.keyboard.press(key)

    def settle(self, *keys, words=""):
        """The last of these keys settles the question: then the next one comes."""
        before = self.page.url
        for key in keys[:-1]:
            self.press(key)
            if words:
                self.page.keyboard.type(words)
        self.press(keys[-1])
        self.page.wait_for_url(lambda url: url != before, wait_until="commit", timeout=PATIENCE)


@pytest.fixture
def thirty(ask_all, say):
    """Thirty that wait: six each of what is settled in another way."""
    texts = [
        f"{WASH} Mine is number {number}." if number % 5 == 4 else _other(number)
        for number in range(30)
    ]
    threads = ask_all(texts, days=60)
    for thread in threads[3::5]:
        # Answered, never confirmed.
        say(COLD, name="Bob", days=50, parent=thread.comment)
    # We read all of it when it was said.
    SupportThread.objects.update(opened_at=F("asked_at"))
    return threads


def _other(number):
    return f"Where can I pick up parcel number {number} on the quay?"


def test_thirty_that_wait_are_cleared_with_three_keys_each_at_most(desk_page, solved, thirty, mara):
    page, keys = desk_page, Keyboard(desk_page)
    ways = {
        0: lambda: keys.settle("e"),
        1: lambda: keys.settle("r", "Control+Enter", words="At the harbour office, until six."),
        2: lambda: keys.settle("z"),
        3: lambda: keys.settle("c"),
        4: lambda: keys.settle("1", "Control+Enter"),
    }
    places = {thread.pk: number for number, thread in enumerate(thirty)}
    page.goto(reverse("peersupport_staff:queue"))
    page.locator("td.title a").first.click()
    for __ in thirty:
        expect(page.locator("[data-ps-keys]")).to_be_visible(timeout=PATIENCE)
        number = places[int(page.url.split("/support/")[1].split("/")[0])]
        before = keys.pressed
        ways[number % 5]()
        assert keys.pressed - before <= 3
    assert page.url.endswith(reverse("peersupport_staff:queue"))
    assert keys.pressed == 6 * (1 + 2 + 1 + 1 + 2)
    assert FollowUp.objects.filter(outcome="no-reply-needed").count() == 6
    assert FollowUp.objects.filter(snoozed_until__isnull=False).count() == 6
    assert Acceptance.objects.filter(for_asker=True, accepted_by=mara).count() == 6
    answers = SupportReply.objects.filter(comment__user=mara).answers()
    assert answers.count() == 12
    assert answers.filter(comment__comment__contains=COLD).count() == 6


def test_keys_press_what_is_on_the_screen_and_tell_screen_readers(desk_page, ask, say, mara):
    first, second = ask(WASH, days=5), ask(SHIP, days=4)
    answer = say(COLD, name="Bob", days=1, parent=second.comment)
    followups.ask_for_staff(second, Viewer(guest_key="abc"))
    page = desk_page
    open_screen(page, first)
    expect(page.get_by_role("button", name="Not a question")).to_have_attribute(
        "aria-keyshortcuts", "x"
    )
    page.keyboard.press("s")
    expect(page.get_by_text("reads that you saw it")).to_be_visible()
    assert Seen.objects.get().seen_by == mara
    expect(page.locator("[data-ps-keys]")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_text("You look after")).to_be_visible()
    expect(page.locator("[data-ps-keys]")).to_be_visible()
    page.keyboard.press("i")
    page.keyboard.type("Ask the printer: x n e")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("The note is there")).to_be_visible()
    assert StaffNote.objects.get().text == "Ask the printer: x n e"
    other = SupportThread.objects.exclude(pk=first.pk).get()
    open_screen(page, other)
    page.keyboard.press("v")
    expect(page.get_by_text("Verified").first).to_be_visible()
    assert said_of(answer.pk)[0] == "verified"


def test_n_and_p_walk_and_nothing_happens_while_one_types_or_with_modifiers(desk_page, ask):
    threads = [ask(WASH, days=5), ask(SHIP, days=4)]
    page = desk_page
    open_screen(page, threads[0])
    page.keyboard.press("r")
    page.keyboard.type("not now, please")
    expect(page.get_by_role("textbox", name="Your reply")).to_have_value("not now, please")
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+n")
    page.keyboard.press("Shift+e")
    page.keyboard.press("n")
    page.wait_for_url(f"**{screen_url(threads[1].pk)}")
    expect(page.locator("[data-ps-keys]")).to_be_visible()
    page.keyboard.press("k")
    page.wait_for_url(f"**{screen_url(threads[0].pk)}")
    # What was typed and not sent is still there.
    expect(page.get_by_role("textbox", name="Your reply")).to_have_value("not now, please")
    assert not FollowUp.objects.exists()


def test_keys_do_nothing_in_an_open_dialog(desk_page, ask):
    thread = ask(WASH, days=5)
    page = desk_page
    open_screen(page, thread)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.press("e")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert not FollowUp.objects.exists()


def test_whoever_turned_wagtails_shortcuts_off_has_none_here(page, log_in, mara, loic, ask):
    UserProfile.objects.update_or_create(user=mara, defaults={"keyboard_shortcuts": False})
    thread = ask(WASH, days=5)
    log_in(page, mara)
    page.goto(screen_url(thread.pk))
    expect(page.locator("[data-ps-keys]")).to_be_hidden()
    page.keyboard.press("e")
    expect(page.get_by_role("button", name="Not a question")).to_be_visible()
    assert not FollowUp.objects.exists()


def test_shift_and_a_number_merge_into_what_was_solved(desk_page, ask, solved):
    again = ask(WASH, days=5)
    open_screen(desk_page, again)
    desk_page.keyboard.press("Shift+1")
    expect(desk_page.get_by_text("is merged into")).to_be_visible()
    again.refresh_from_db()
    assert again.merged_into == solved


def test_a_canned_reply_is_inserted_where_one_types_and_counted(desk_page, ask):
    thread = ask(WASH, days=5)
    english = Locale.objects.get(language_code="en")
    CannedReply.objects.create(title="Thanks", text="Thank you, {name}.", locale=english)
    page = desk_page
    open_screen(page, thread)
    page.get_by_role("textbox", name="Your reply").fill("Cold, please.")
    page.get_by_label("Start from a canned reply").select_option(label="Thanks")
    page.get_by_role("button", name="Insert").click()
    expect(page.get_by_role("textbox", name="Your reply")).to_have_value(
        "Cold, please.\n\nThank you, Ann."
    )
    page.get_by_role("button", name="Send the reply").click()
    expect(page.get_by_text("Readers see your reply")).to_be_visible()
    assert CannedUse.objects.count() == 1


def test_replying_to_a_reply_keeps_what_was_typed(desk_page, ask, say):
    thread = ask(WASH, days=5)
    said = say("Which one do you have, old or new?", name="Cleo", days=4, parent=thread.comment)
    page = desk_page
    open_screen(page, thread)
    page.get_by_role("textbox", name="Your reply").fill("The old one, cold.")
    page.get_by_role("link", name="Reply to Cleo").click()
    expect(page.get_by_text("To the reply by Cleo")).to_be_visible()
    expect(page.get_by_role("textbox", name="Your reply")).to_have_value("The old one, cold.")
    page.get_by_role("button", name="Send the reply").click()
    expect(page.get_by_text("Readers see your reply")).to_be_visible()
    mine = SupportReply.objects.get(comment__comment="The old one, cold.")
    assert mine.comment.parent_id == said.pk


def test_all_of_it_works_without_javascript(page_without_js, log_in, mara, loic, ask, solved):
    page = page_without_js
    first, second = ask(WASH, days=5), ask(SHIP, days=4)
    log_in(page, mara)
    page.goto(screen_url(first.pk))
    expect(page.locator("[data-ps-keys]")).to_be_hidden()
    page.get_by_role("link", name="Answer with it").click()
    start = f"This was answered before:\n\n> {COLD}\n\n{_full(solved)}"
    expect(page.get_by_role("textbox", name="Your reply")).to_have_value(start)
    page.get_by_role("button", name="Send the reply").press("Enter")
    page.wait_for_url(f"**{screen_url(second.pk)}")
    page.get_by_role("button", name="Snooze until tomorrow").press("Enter")
    expect(page.get_by_text("Nobody waits for you.")).to_be_visible()


def _full(thread):
    return f"http://localhost/blog/how-we-print/#c{thread.comment_id}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave_and_it_fits_a_phone(
    new_page, live_server, log_in, mara, loic, ask, say, solved, scheme
):
    thread = ask(WASH, days=5)
    ask(SHIP, days=4)
    say("Cold, I think.", name="Bob", days=4, parent=thread.comment)
    wide = new_page(
        base_url=live_server.url, color_scheme=scheme, viewport={"width": 1440, "height": 900}
    )
    phone = new_page(base_url=live_server.url, color_scheme=scheme, viewport=PHONE)
    for page in (wide, phone):
        log_in(page, mara)
        open_screen(page, thread)
        page.locator("[data-ps-keys] summary").click()
        assert_accessible(page)
        assert_fits(page)

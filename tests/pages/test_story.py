"""The whole story of a question without an account and without JavaScript; after each step a second
reader, who has nothing to do with it, looks at the same page.
"""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from tests.browser import assert_accessible, assert_fits
from tests.pages.test_journeys import open_mailed_link, write
from tests.pages.test_staff_journey import menu
from tests.readers import Reader
from tests.views.test_asker import links_in

QUESTION = "Do you ship to Norway, and who pays the customs?"
FIRST = "We do, and the customs are included in the price."
SECOND = "Mine took nine days to Bergen, and I paid nothing at the door."


@pytest.fixture
def window(new_page, live_server):
    """Opens a browser of somebody's own, without scripts."""
    return lambda: new_page(base_url=live_server.url, java_script_enabled=False)


@pytest.fixture
def question_and_links(post, live_server):
    """The paths of the links that Robin, a guest, has been mailed."""
    robin = Reader("Robin")
    question = robin.write(post, QUESTION)
    Reader("Sigrid").write(post, FIRST, question)
    return links_in(mail.outbox[-1])


@pytest.fixture
def from_mail(live_server, mailoutbox):
    """Opens a link of the newest mail to an address: ``from_mail(page, "a@b.c", "It worked")``.

    What names the link stands above it.
    """

    def from_mail(page, address, name):
        body = [message for message in mailoutbox if message.to == [address]][-1].body
        path = re.search(rf"{name}[^\n]*\n+https?://[^/\s]+(/\S+)", body)[1]
        page.goto(live_server.url + path)

    return from_mail


def answer(page, mailoutbox, live_server, post, words, name):
    page.goto(post.url)
    page.get_by_role("link", name="Reply to Robin").click()
    write(page, words, name)
    open_mailed_link(page, mailoutbox, live_server)


def test_story_of_a_question(window, live_server, mailoutbox, hub, post, from_mail, log_in, staff):
    second = window()

    def reader_sees(state, *, accepted=(), first=None):
        """What the uninvolved reader finds under the post, on the hub and in the thread."""
        second.goto(post.url)
        card = second.get_by_role("article", name="Question by Robin")
        expect(card.locator(".ps-state").first).to_contain_text(state)
        expect(card.get_by_role("button", name=re.compile("ccept|stuck|ndo"))).to_have_count(0)
        second.goto(hub.url)
        row = second.get_by_role("listitem").filter(has_text=QUESTION)
        expect(row).to_contain_text(state)
        second.get_by_role("link", name=QUESTION).click()
        for name in ("Sigrid", "Olav"):
            labels = second.get_by_role("article", name=f"Answer by {name}").filter(
                has_text="accepted by the asker"
            )
            expect(labels).to_have_count(int(name in accepted))
        if first:
            expect(second.locator(".ps-answer").first).to_contain_text(first)

    # Robin asks as a guest, and nobody sees it before the address is confirmed.
    asker = window()
    asker.goto(post.url)
    write(asker, QUESTION)
    second.goto(post.url)
    expect(second.get_by_text(QUESTION)).to_have_count(0)
    open_mailed_link(asker, mailoutbox, live_server)
    reader_sees("Unanswered")

    # Two answers arrive, and with each a mail.
    helper = window()
    answer(helper, mailoutbox, live_server, post, FIRST, "Sigrid")
    reader_sees("Answered")
    answer(window(), mailoutbox, live_server, post, SECOND, "Olav")
    reader_sees("Answered")

    # Robin reads mail on another device: opening a link does nothing by itself.
    device = window()
    from_mail(device, "robin@example.com", "This solved it")
    expect(device.get_by_role("heading", level=1)).to_have_text("Did this answer solve it?")
    expect(device.get_by_role("article", name="Answer by Olav")).to_contain_text(SECOND)
    reader_sees("Answered")
    device.get_by_role("button", name="Yes, this solved it").click()
    expect(device.get_by_role("heading", level=1)).to_have_text(re.compile("Solved"))
    reader_sees("Solved", accepted=["Olav"], first=SECOND)

    device.get_by_role("button", name="Undo accepting").click()
    expect(device.get_by_role("heading", level=1)).to_have_text("Did this answer solve it?")
    reader_sees("Answered")

    device.get_by_role("button", name="Yes, this solved it").click()
    reader_sees("Solved", accepted=["Olav"], first=SECOND)

    # It was not the solution after all: one link, one button, and the team knows.
    from_mail(device, "robin@example.com", "I'm still stuck")
    device.get_by_role("button", name="Yes, I'm still stuck").click()
    expect(device.get_by_role("heading", level=1)).to_have_text("We've told the team")
    reader_sees("Answered")
    expect(second.get_by_text("stuck")).to_have_count(0)

    # Staff look into it, and vouch for the other answer.
    desk = window()
    log_in(desk, staff)
    desk.goto(post.url)
    menu(desk, "Comment by Sigrid").get_by_role("link", name="with a note").click()
    desk.get_by_label("Verified").check()
    desk.get_by_label("Note").fill("Customs are on us, always.")
    desk.get_by_role("button", name="Save").click()
    reader_sees("Answered", first=FIRST)
    expect(second.locator(".ps-answer").first).to_contain_text(
        "Verified by mara: Customs are on us, always."
    )

    # The browser that asked knows it, too, and says there what solved it in the end.
    asker.goto(post.url)
    expect(asker.get_by_text("We've told the team that you are still stuck")).to_be_visible()
    card = asker.get_by_role("article", name="Answer by Sigrid")
    card.get_by_role("button", name="Accept this answer").click()
    expect(asker.get_by_text("still stuck")).to_have_count(1)
    reader_sees("Solved", accepted=["Sigrid"], first=FIRST)


@pytest.fixture
def asker(window, reader, log_in):
    """Robin, who has an account, in a browser of their own."""
    page = window()
    log_in(page, reader)
    return page


def test_solved_another_way_is_told_in_place_in_two_actions(window, asker, post, say, reader):
    say(post, QUESTION, name="robin", user=reader)
    asker.goto(post.url)
    card = asker.get_by_role("article", name="Question by robin")
    card.get_by_text("I solved it another way").click()
    card.get_by_label(re.compile("What helped")).fill("I asked the post office.")
    card.get_by_role("button", name="Mark as solved").click()
    second = window()
    for page in (asker, second):
        page.goto(post.url)
        card = page.get_by_role("article", name="Question by robin")
        expect(card).to_contain_text("Solved by the asker in another way: I asked the post office.")
        expect(card.locator(".ps-state").first).to_contain_text("Solved")
    asker.get_by_role("button", name="Undo that it was solved in another way").click()
    second.goto(post.url)
    expect(second.get_by_text("in another way")).to_have_count(0)


def test_whoever_thanked_accepts_with_one_click(window, asker, post, say, reader):
    question = say(post, QUESTION, name="robin", user=reader)
    bram = say(post, FIRST, name="Bram", parent=question, minutes_ago=40)
    say(post, "Thank you, that worked!", name="robin", user=reader, parent=bram, minutes_ago=20)
    asker.goto(post.url)
    asked = asker.get_by_role("group", name="Did this answer solve it?")
    asked.get_by_role("button", name="Yes").click()
    second = window()
    second.goto(post.url)
    lifted = second.get_by_role("article", name="Answer by Bram")
    expect(lifted).to_contain_text("accepted by the asker")


def test_the_askers_pages_look_like_the_others(phone, question_and_links):
    for path in question_and_links.values():
        phone.goto(path)
        expect(phone.get_by_role("heading", level=1)).to_have_count(1)
        assert_accessible(phone)
        assert_fits(phone)
        for control in phone.locator(".ps-button:visible, .ps-input").all():
            assert control.bounding_box()["height"] >= 44, control.inner_text()

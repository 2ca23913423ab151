"""A stranger helps, is accepted, and appears among the helpers; in a browser without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import PHONE, assert_accessible, assert_fits
from tests.helping import weeks_go_by
from tests.keeping import kept
from tests.pages.test_journeys import open_mailed_link, write
from wagtail_peersupport.models import TeamSettings

QUESTION = "Do you ship to Norway, and who pays the customs?"
ANSWER = "We do, and the customs are included in the price."


@kept
def four(solve):
    """Four who help."""
    for name in ("Bram", "Cleo", "Dirk", "Edda"):
        solve(name)


def test_a_stranger_helps_and_appears_among_the_helpers(
    new_page, live_server, mailoutbox, hub, post, reader, say, log_in, four
):
    say(post, QUESTION, name="robin", user=reader)
    stranger = new_page(base_url=live_server.url, java_script_enabled=False)
    stranger.goto(post.url)
    stranger.get_by_role("link", name="Reply to robin").click()
    write(stranger, ANSWER, "Sigrid")
    open_mailed_link(stranger, mailoutbox, live_server)

    asker = new_page(base_url=live_server.url, java_script_enabled=False)
    log_in(asker, reader)
    asker.goto(post.url)
    asker.get_by_role("button", name="Accept this answer").click()
    answer = asker.get_by_role("article", name="Answer by Sigrid")
    expect(answer).to_contain_text("Accepted answer")
    expect(answer).not_to_contain_text("1 solved")

    weeks_go_by()
    stranger.goto(post.url)
    expect(stranger.get_by_role("article", name="Answer by Sigrid")).to_contain_text(
        "1 answer, 1 solved"
    )
    stranger.goto(hub.url)
    stranger.get_by_role("link", name="Who helps here").click()
    mine = stranger.get_by_role("listitem").filter(has=stranger.get_by_text("Sigrid", exact=True))
    expect(mine).to_contain_text("1 answer, 1 solved")
    mine.get_by_role("link", name=QUESTION).click()
    expect(stranger.get_by_role("article", name="Answer by Sigrid")).to_be_visible()

    # She would rather not, and finds the way in the mail.
    letter = next(one for one in mailoutbox if one.subject.startswith("Your answer solved it"))
    stranger.goto(live_server.url + re.search(r"(/comments/my-help/\S+)", letter.body)[1])
    expect(stranger.get_by_role("link", name=QUESTION)).to_be_visible()
    stranger.get_by_role("button", name="Don't show my counts, don't list me").click()
    expect(stranger.get_by_role("status")).to_contain_text("Nobody but you")
    stranger.goto(post.url)
    expect(stranger.get_by_role("article", name="Answer by Sigrid")).not_to_contain_text("solved")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible_and_fit_a_phone(
    new_page, live_server, hub, post, four, solve, staff, log_in, settings, scheme
):
    settings.PEERSUPPORT = {"SHOW_MODERATION": True}
    answer = solve("Finn")
    weeks_go_by()
    page = new_page(base_url=live_server.url, viewport=PHONE, color_scheme=scheme)
    log_in(page, staff)
    for path in (
        f"{hub.url}helpers/",
        f"{hub.url}#ps-rules",
        f"/comments/{answer.pk}/thank-helper/",
        "/comments/my-help/",
    ):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert_accessible(page)
        assert_fits(page)


def test_the_form_leads_to_the_rules_opened(page, hub, post):
    page.goto(post.url)
    page.get_by_role("link", name="House rules").click()
    expect(page.get_by_text("Say what you know")).to_be_visible()
    assert not TeamSettings.objects.exists()

"""Moving, splitting off and merging with the buttons of a thread's screen."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import PHONE, assert_accessible, assert_fits
from tests.keeping import kept
from tests.staff_accounts import reach_only
from wagtail_peersupport.models import CommentDecision, SupportReply, SupportThread
from wagtail_peersupport.staff.rearranging import undo_place

pytestmark = pytest.mark.django_db
WASH = "How do I wash the heavy tee without shrinking it?"
SHRINK = "Does the heavy tee shrink when I wash it hot?"
SHIP = "Do you ship to the islands as well?"
COLD = "Wash it cold and inside out, and never put it in the dryer."
FERRY = "Yes, they go with the ferry on Tuesdays and Fridays."


@kept
def wash(ask, say):
    thread = ask(WASH, days=9)
    thread.cold = say(COLD, name="Cleo", days=8, parent=thread.comment)
    thread.ferry = say(FERRY, name="Dora", days=7, parent=thread.comment)
    return thread


@kept
def ship(ask):
    return ask(SHIP, name="Ben", days=6)


@kept
def elsewhere(ask, make_post):
    """The same question under another post, and one that has nothing to do with it."""
    page = make_post("Washing", slug="washing")
    ask("Is there a tour for a history group in spring?", name="Gus", page=page)
    return ask(SHRINK, name="Fay", days=3, page=page)


def screen(desk, thread):
    return desk.get(reverse("peersupport_staff:thread", args=(thread.pk,))).content.decode()


def path_of(name, thing):
    return reverse(f"peersupport_staff:{name}", args=(thing.pk,))


def press(desk, thread, name, thing):
    """Presses a button of the thread's screen, if it is there; returns the page that follows."""
    path = path_of(name, thing)
    assert f'formaction="{path}"' in screen(desk, thread), f"{name} is not offered"
    back = reverse("peersupport_staff:thread", args=(thread.pk,))
    return desk.post(path, {"next": back}, follow=True).content.decode()


def undo(desk, page):
    """Presses Undo in the message of a page, with what the button sends along."""
    (button,) = re.findall(r"(<button[^>]*>)\s*Undo\s*</button>", page)
    sent = {key: unescape(value) for key, value in re.findall(r'(\w+)="([^"]*)"', button)}
    data = {sent["name"]: sent["value"]} if "name" in sent else {}
    return desk.post(sent["formaction"], data, follow=True).content.decode()


def choices(desk, path, **query):
    """What a page of choices offers, by heading: the titles."""
    response = desk.get(path, query)
    assert response.status_code == 200
    return {
        group.heading: [thread.title for thread in group.threads]
        for group in response.context["groups"]
    }


def members(thread):
    rows = SupportReply.objects.filter(thread=thread).order_by("comment__submit_date")
    return list(rows.values_list("comment__user_name", flat=True))


# Moving ------------------------------------------------------------------------------------------


def test_a_reply_is_moved_to_the_question_that_was_chosen_and_back(desk, wash, ship):
    path = path_of("move", wash.ferry)
    assert f'href="{path}"' in screen(desk, wash)
    page = desk.post(path, {"target": ship.pk}, follow=True).content.decode()
    assert f"“{FERRY}” is in “{SHIP}” now." in page
    assert (members(wash), members(ship)) == (["Cleo"], ["Dora"])
    page = undo(desk, page)
    assert "is where it was before" in page
    assert (members(wash), members(ship)) == (["Cleo", "Dora"], [])
    assert not CommentDecision.objects.exists()


def test_only_other_questions_of_the_post_can_take_a_reply(desk, wash, ship, elsewhere):
    path = path_of("move", wash.ferry)
    assert choices(desk, path) == {"Under the same post": [SHIP]}
    page = desk.post(path, {"target": elsewhere.pk}, follow=True).content.decode()
    assert "Please choose a question" in page
    assert members(elsewhere) == []


@pytest.mark.parametrize("target", ["", "0", "abc", "99999999999999999999"])
def test_without_a_choice_nothing_moves(desk, wash, ship, target):
    response = desk.post(path_of("move", wash.ferry), {"target": target}, follow=True)
    assert "Please choose a question" in response.content.decode()
    assert members(wash) == ["Cleo", "Dora"]


def test_a_refusal_says_why(desk, wash, ship):
    # Between the page and the button, staff took it for a question of its own.
    desk.post(path_of("split_off", wash.ferry))
    page = desk.post(path_of("move", wash.ferry), {"target": ship.pk}, follow=True)
    assert "merge it into another one instead" in page.content.decode()


# Splitting off, setting apart --------------------------------------------------------------------


def test_a_reply_is_split_off_with_one_button_and_undo_brings_it_back(desk, wash):
    page = press(desk, wash, "split_off", wash.ferry)
    assert "is a question of its own now" in page
    thread = SupportThread.objects.get(comment=wash.ferry)
    assert (thread.kind, members(wash)) == ("question", ["Cleo"])
    assert "Made the comment by Dora a question of its own" in screen(desk, thread)
    undo(desk, page)
    assert members(wash) == ["Cleo", "Dora"]


def test_what_was_set_apart_is_listed_and_can_be_put_back_later(desk, wash):
    press(desk, wash, "set_apart", wash.ferry)
    assert members(wash) == ["Cleo"]
    assert "Set apart, since it belongs to no thread:" in screen(desk, wash)
    page = press(desk, wash, "put_back", wash.ferry)
    assert "is back where it was written" in page
    assert members(wash) == ["Cleo", "Dora"]


def test_what_was_moved_can_be_put_back_later(desk, wash, ship):
    assert path_of("put_back", wash.ferry) not in screen(desk, wash)
    desk.post(path_of("move", wash.ferry), {"target": ship.pk})
    press(desk, ship, "put_back", wash.ferry)
    assert members(wash) == ["Cleo", "Dora"]


def test_what_was_before_of_one_comment_says_nothing_of_another(desk, wash):
    was = undo_place(wash.cold).attrs["value"]
    assert desk.post(path_of("restore_place", wash.ferry), {"was": was}).status_code == 404
    assert not CommentDecision.objects.exists()


def test_what_was_before_cannot_be_made_up(desk, wash):
    path = path_of("restore_place", wash.ferry)
    for was in ("", "abc", "e30:abc:def"):
        assert desk.post(path, {"was": was}).status_code == 404
    assert not CommentDecision.objects.exists()


# Merging -----------------------------------------------------------------------------------------


def test_a_question_is_merged_into_a_similar_one_elsewhere_and_back(desk, wash, ship, elsewhere):
    path = path_of("merge", elsewhere)
    assert f'href="{path}"' in screen(desk, elsewhere)
    offered = choices(desk, path)
    assert offered["Similar, under other posts"] == [WASH]
    response = desk.post(path, {"target": wash.pk}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("peersupport_staff:thread", args=(wash.pk,))
    page = response.content.decode()
    assert f"“{SHRINK}” is merged into “{WASH}”." in page
    assert f'<a href="/admin/support/{elsewhere.pk}/">{SHRINK}</a>' in page
    merged = screen(desk, elsewhere)
    assert f'Merged into <a href="/admin/support/{wash.pk}/">{WASH}</a>' in merged
    assert path_of("is-a-question", elsewhere) not in merged
    page = undo(desk, page)
    assert "stands for itself again" in page
    elsewhere.refresh_from_db()
    assert not elsewhere.is_retired


def test_it_can_be_undone_later_from_both_screens(desk, wash, elsewhere):
    for where in (wash, elsewhere):
        desk.post(path_of("merge", elsewhere), {"target": wash.pk})
        press(desk, where, "unmerge", elsewhere)
        elsewhere.refresh_from_db()
        assert elsewhere.merged_into is None


def test_a_merged_question_is_found_among_what_is_resolved(desk, wash, elsewhere):
    desk.post(path_of("merge", elsewhere), {"target": wash.pk})
    queue = desk.get(reverse("peersupport_staff:queue"), {"state": "resolved"})
    assert [row.thread for row in queue.context["table"].data] == [elsewhere]


def test_under_the_same_post_the_question_is_among_the_replies(desk, wash, ask):
    again = ask(SHRINK, name="Fay", days=3)
    desk.post(path_of("merge", again), {"target": wash.pk})
    assert members(wash) == ["Cleo", "Dora", "Fay"]
    html = screen(desk, wash)
    for name in ("move", "split_off", "set_apart"):
        assert path_of(name, again.comment) not in html
    assert path_of("unmerge", again) in html


def test_searching_finds_any_question_but_itself(desk, wash, ship, elsewhere):
    path = path_of("merge", elsewhere)
    assert choices(desk, path, q="islands") == {"Found": [SHIP]}
    assert choices(desk, path, q="heavy") == {"Found": [WASH]}
    assert choices(desk, path, q='"') == {}
    assert "No question matches." in desk.get(path, {"q": "zebra"}).content.decode()


def test_five_of_other_posts_are_suggested_the_most_similar_first(desk, ask, make_post):
    page = make_post("Washing", slug="washing")
    for number in range(7):
        ask(f"Does the heavy tee of edition {number} shrink when washed?", page=page)
    same = ask(SHRINK, page=page, name="Ida")
    question = ask(SHRINK, name="Fay")
    titles = choices(desk, path_of("merge", question))["Similar, under other posts"]
    assert (len(titles), titles[0]) == (5, same.title)


# Who may -----------------------------------------------------------------------------------------


def test_questions_out_of_reach_are_neither_offered_nor_taken(desk, mara, wash, elsewhere):
    reach_only(mara, wash.page)
    path = path_of("merge", wash)
    assert SHRINK not in desk.get(path).content.decode()
    assert choices(desk, path, q="shrink") == {}
    desk.post(path, {"target": elsewhere.pk})
    wash.refresh_from_db()
    assert wash.merged_into is None
    for name, thing in (("merge", elsewhere), ("move", elsewhere.comment)):
        assert desk.get(path_of(name, thing)).status_code == 404
    for name in ("set_apart", "split_off", "put_back", "restore_place"):
        assert desk.post(path_of(name, elsewhere.comment)).status_code == 404


def test_what_a_question_was_merged_into_is_not_named_to_staff_who_do_not_reach_it(
    desk, mara, wash, elsewhere
):
    desk.post(path_of("merge", elsewhere), {"target": wash.pk}, follow=True)
    reach_only(mara, elsewhere.page)
    html = screen(desk, elsewhere)
    assert WASH not in html
    assert "Merged into another question" in html
    assert "Merged into a question that you can’t see." in html


def test_without_the_permission_nothing_is_moved_or_merged(client, reader, wash, ship):
    reader.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(reader)
    for name, thing in (("merge", wash), ("move", wash.ferry)):
        assert client.get(path_of(name, thing)).url == "/admin/"
        client.post(path_of(name, thing), {"target": ship.pk})
    for name in ("set_apart", "split_off", "put_back", "restore_place"):
        client.post(path_of(name, wash.ferry))
    client.post(path_of("unmerge", wash))
    assert members(wash) == ["Cleo", "Dora"]
    assert not CommentDecision.objects.exists()
    assert not SupportThread.objects.filter(merged_into__isnull=False).exists()


@pytest.mark.parametrize("name", ["set_apart", "split_off", "put_back", "restore_place"])
def test_a_verb_is_never_a_get(desk, wash, name):
    assert desk.get(path_of(name, wash.ferry)).status_code == 405


def test_words_of_readers_are_text_and_never_run(desk, wash, ask):
    ask("How do I wash <script>alert(1)</script> the heavy tee?", name="Eve")
    for name, thing in (("merge", wash), ("move", wash.ferry)):
        assert "<script>alert" not in desk.get(path_of(name, thing)).content.decode()


def test_the_number_of_queries_does_not_grow(desk, wash, ask, make_post):
    def queries():
        found = []
        for path in (path_of("merge", wash), path_of("move", wash.ferry), wash_screen):
            desk.get(path)
            with CaptureQueriesContext(connection) as captured:
                desk.get(path)
            found.append(len(captured))
        return found

    def more(numbers):
        for number in numbers:
            page = make_post(f"Post {number}", slug=f"post-{number}")
            ask(f"How many shirts of edition {number} are left?", page=page)
            again = ask(
                f"Does the heavy tee of edition {number} shrink when I wash it hot?", name="Fay"
            )
            desk.post(path_of("merge", again), {"target": wash.pk})

    wash_screen = reverse("peersupport_staff:thread", args=(wash.pk,))
    more(range(2))
    before = queries()
    more(range(2, 8))
    assert queries() == before


# In a browser ------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_staff_move_a_reply_and_merge_without_javascript(
    new_page, live_server, log_in, mara, wash, ship, elsewhere
):
    page = new_page(base_url=live_server.url, java_script_enabled=False)
    log_in(page, mara)
    page.goto(reverse("peersupport_staff:thread", args=(wash.pk,)))
    page.locator("summary", has_text="More for the reply by Dora").click()
    page.get_by_role("link", name="Move to…").last.click()
    page.get_by_label(SHIP).check()
    page.get_by_role("button", name="Move it here").click()
    expect(page.get_by_text(f"“{FERRY}” is in “{SHIP}” now.")).to_be_visible()
    # Wagtail's own notice about JavaScript lies over its messages: by keyboard, then.
    page.get_by_role("button", name="Undo").first.press("Enter")
    expect(page.get_by_text("is where it was before")).to_be_visible()
    assert members(wash) == ["Cleo", "Dora"]
    page.goto(reverse("peersupport_staff:thread", args=(elsewhere.pk,)))
    page.get_by_role("link", name="Merge into…").click()
    page.get_by_label(WASH).check()
    page.get_by_role("button", name="Merge into this one").click()
    expect(page.get_by_text(f"“{SHRINK}” is merged into “{WASH}”.")).to_be_visible()


@pytest.mark.django_db(transaction=True)
def test_choosing_fits_a_phone_and_axe_finds_nothing_grave(
    new_page, live_server, log_in, mara, wash, ship, elsewhere
):
    page = new_page(base_url=live_server.url, viewport=PHONE)
    log_in(page, mara)
    for path in (path_of("merge", wash), path_of("move", wash.ferry)):
        page.goto(path)
        assert_accessible(page)
        assert_fits(page)
    page.goto(reverse("peersupport_staff:thread", args=(wash.pk,)))
    page.locator("summary", has_text="⋯").last.click()
    assert_accessible(page)
    assert_fits(page)

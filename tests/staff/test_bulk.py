"""What is done to many questions at once: which, by whom, what is said, and the way back."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests.keeping import kept
from tests.staff_accounts import let_support
from wagtail_peersupport.actions import accepting, endorsing, followups
from wagtail_peersupport.models import (
    CommentDecision,
    Endorsement,
    FollowUp,
    SupportReply,
    SupportThread,
    Topic,
)
from wagtail_peersupport.models.choices import Outcome, Verdict
from wagtail_peersupport.staff.bulk import base
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db
WASH = "How do I wash the heavy tee without shrinking it?"
SHIP = "Do you ship to the islands as well?"
SIZE = "Which size should I take if I am between M and L?"
COLD = "Wash it cold and inside out, and never put it in the dryer."
QUEUE = "/admin/support/"


def address(action, threads=(), **asked):
    url = reverse("wagtail_bulk_action", args=("wagtail_peersupport", "supportthread", action))
    pairs = [("id", getattr(one, "pk", one)) for one in threads] + list(asked.items())
    return f"{url}?" + "&".join(f"{name}={value}" for name, value in pairs)


@pytest.fixture
def bulk(desk):
    """Opens the page before an action and sends its form as it stands; returns what the next page
    says: ``bulk("resolve", [thread], outcome="answered")``.
    """

    def bulk(action, threads, *, listed="", **data):
        url = address(action, threads, next=QUEUE) + listed
        before = desk.get(url)
        assert before.status_code == 200
        shown = re.search(r'name="shown" value="([\d,]*)"', before.content.decode())
        if shown is None:
            return before
        return desk.post(url, {"shown": shown[1], **data}, follow=True)

    return bulk


@kept
def viewer(mara):
    return Viewer(user=mara)


def told(response):
    """The messages as one text, without markup."""
    texts = [str(message) for message in response.context["messages"]]
    return " ".join(" ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split()) for text in texts)


def undo(desk, response):
    value = re.search(r'name="undo" value="([^"]+)"', response.content.decode())[1]
    url = reverse("peersupport_staff:undo_bulk")
    return desk.post(url, {"undo": value, "next": QUEUE}, follow=True)


def titles(response):
    return [one.thread.title for one, __ in response.context["doing"]]


def outcomes():
    return dict(FollowUp.objects.values_list("thread", "outcome"))


# Which questions ---------------------------------------------------------------------------------


def test_everything_in_a_filtered_list_is_what_the_filter_shows(bulk, ask, make_post):
    other = make_post("Market day", slug="market-day")
    mine = [ask(f"How many shirts of edition {number} are left?") for number in range(25)]
    elsewhere = ask(SHIP, page=other)
    bulk("resolve", ["all"], listed=f"&post={mine[0].page_id}", outcome="no-reply-needed")
    assert outcomes() == {thread.pk: Outcome.NO_REPLY_NEEDED for thread in mine}
    assert elsewhere.pk not in outcomes()


def test_everything_that_was_searched_for_is_what_the_search_found(desk, ask):
    ask(WASH)
    ask(SHIP)
    assert titles(desk.get(address("resolve", ["all"], q="islands"))) == [SHIP]
    assert titles(desk.get(address("resolve", ["all"], state="resolved"))) == []


def test_what_comes_in_after_the_page_was_opened_is_not_touched(desk, ask):
    first = ask(WASH)
    url = address("resolve", ["all"])
    shown = re.search(r'name="shown" value="(\d+)"', desk.get(url).content.decode())[1]
    later = ask(SHIP)
    desk.post(url, {"shown": shown, "outcome": "answered"})
    assert set(outcomes()) == {first.pk}
    assert SupportThread.objects.filter(pk=later.pk, follow_ups=None).exists()


@pytest.mark.parametrize("ids", ["x", "999999", "", "1e9", "٣"])
def test_nonsense_chooses_nothing(desk, ask, ids):
    ask(WASH)
    response = desk.get(address("resolve", [ids]))
    assert response.status_code == 200
    assert titles(response) == []
    assert "None of these questions" in response.content.decode()


def test_one_go_takes_so_many_and_says_so(desk, ask, monkeypatch):
    monkeypatch.setattr(base, "MOST", 3)
    for number in range(5):
        ask(f"How many shirts of edition {number} are left?", days=9 - number)
    response = desk.get(address("assign", ["all"]))
    assert len(titles(response)) == 3
    assert "these are the first 3" in response.content.decode()


# Who may -----------------------------------------------------------------------------------------


def test_only_posts_that_one_supports_are_reached(
    client, django_user_model, ask, make_post, blog, home, loic
):
    theirs = make_post("Market day", slug="market-day")
    ada = django_user_model.objects.create_user("ada", "ada@example.com", "ada")
    client.force_login(let_support(ada, "access_admin", page=theirs))
    far, near = ask(WASH), ask(SHIP, page=theirs)
    url = address("resolve", [far, near])
    assert titles(client.get(url)) == [SHIP]
    client.post(url, {"shown": f"{far.pk},{near.pk}", "outcome": "answered"})
    assert set(outcomes()) == {near.pk}


def test_without_the_permission_nobody_gets_in(client, django_user_model, ask):
    user = django_user_model.objects.create_user("eve", "eve@example.com", "eve")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    thread = ask(WASH)
    for action in ("assign", "resolve", "retopic", "endorse", "not-a-question"):
        assert client.get(address(action, [thread])).url == "/admin/"
        data = {"shown": thread.pk, "outcome": "answered"}
        assert client.post(address(action, [thread]), data).url == "/admin/"
    assert not FollowUp.objects.exists()


# The actions -------------------------------------------------------------------------------------


def test_many_are_assigned_to_me_or_to_a_colleague_and_back(desk, bulk, ask, mara, loic, viewer):
    threads = [ask(WASH), ask(SHIP)]
    followups.assign(threads[0], viewer, mara)
    response = bulk("assign", threads, assignee=loic.pk)
    assert "loic looks after 2 questions now." in told(response)
    assert set(FollowUp.objects.values_list("assignee", flat=True)) == {loic.pk}
    undone = undo(desk, response)
    assert "Undone for 2 questions." in told(undone)
    assert dict(FollowUp.objects.values_list("thread", "assignee")) == {
        threads[0].pk: mara.pk,
        threads[1].pk: None,
    }
    bulk("assign", threads, assignee="")
    assert set(FollowUp.objects.values_list("assignee", flat=True)) == {None}


def test_nobody_is_given_what_they_do_not_support(bulk, ask, django_user_model, make_post):
    other = make_post("Market day", slug="market-day")
    ada = django_user_model.objects.create_user("ada", "ada@example.com", "ada")
    let_support(ada, "access_admin", page=other)
    far, near = ask(WASH), ask(SHIP, page=other)
    response = bulk("assign", [far, near], assignee=ada.pk)
    assert "ada looks after 1 question now." in told(response)
    assert "1 question was left as it was: ada does not support its post." in told(response)
    assert dict(FollowUp.objects.values_list("thread", "assignee")) == {near.pk: ada.pk}


def test_with_one_staff_person_there_is_nothing_to_assign(desk, ask, loic):
    ask(WASH)
    shown = desk.get(QUEUE).content.decode()
    assert all(word in shown for word in ("Assigned to", "bulk/wagtail_peersupport"))
    assert "supportthread/assign/" in shown
    loic.delete()
    shown = desk.get(QUEUE).content.decode()
    assert "supportthread/resolve/" in shown
    for word in ("supportthread/assign/", "Assigned to", "Assign to me", "assigned to nobody"):
        assert word not in shown, word
    assert "assigned" not in desk.get("/admin/").content.decode()


def test_many_are_resolved_each_in_the_history_and_come_back(desk, bulk, ask, say):
    threads = [ask(WASH), ask(SHIP)]
    answered = ask(SIZE)
    say("Take the L.", name="Bob", days=1.5, parent=answered.comment)
    response = bulk("resolve", [*threads, answered], outcome="answered")
    said = told(response)
    assert "2 questions are resolved: answered. The filter “Resolved” shows them." in said
    assert "1 question was left as it was: Nothing waits for staff there." in said
    assert set(outcomes()) == {thread.pk for thread in threads}
    logged = ModelLogEntry.objects.filter(action="peersupport.resolve")
    assert sorted(logged.values_list("object_id", flat=True)) == sorted(
        str(thread.pk) for thread in threads
    )
    undo(desk, response)
    assert set(outcomes().values()) == {""}


def test_many_get_a_topic_and_their_own_back(desk, bulk, ask):
    shipping = Topic.objects.create(name="Shipping", slug="shipping", words="ferry")
    threads = [ask(WASH), ask(SHIP)]
    response = bulk("retopic", threads, topic=shipping.pk)
    assert "2 questions are about “Shipping” now." in told(response)
    assert set(SupportThread.objects.values_list("topic", flat=True)) == {shipping.pk}
    undo(desk, response)
    assert set(SupportThread.objects.values_list("topic", flat=True)) == {None}
    assert not CommentDecision.objects.exists()
    assert "none of the topics" in told(bulk("retopic", threads, topic="none"))


def test_the_first_answer_of_each_is_verified_an_accepted_one_before_others(
    desk, bulk, ask, say, mara, viewer
):
    asked = [ask(WASH, days=19), ask(SHIP, days=9), ask(SIZE, days=9)]
    say("In the machine, I think.", name="Bob", days=18, parent=asked[0].comment)
    best = say(COLD, name="Cleo", days=17, parent=asked[0].comment)
    accepting.accept_answer(SupportReply.objects.get(comment=best), viewer)
    say("We do, twice a week.", name="Mara", days=7, parent=asked[1].comment, user=mara)
    response = bulk("endorse", asked)
    said = told(response)
    assert "1 answer is verified." in said
    assert "2 questions were left as they were:" in said
    assert "Its first answer is your own" in said
    assert "Nobody answered it yet." in said
    endorsement = Endorsement.objects.get()
    assert (endorsement.comment_id, endorsement.verdict) == (best.pk, Verdict.VERIFIED)
    undo(desk, response)
    assert not Endorsement.objects.exists()


def test_nobody_vouches_for_words_they_did_not_see(desk, ask, say):
    thread = ask(WASH)
    say(COLD, name="Cleo", days=1, parent=thread.comment)
    html = desk.get(address("endorse", [thread])).content.decode()
    assert "Cleo: “Wash it cold and inside out" in html


def test_what_staff_said_of_an_answer_stays(bulk, ask, say, viewer):
    thread = ask(WASH)
    answer = say(COLD, name="Cleo", days=1, parent=thread.comment)
    reply = SupportReply.objects.get(comment=answer)
    words = "The heavy tee is another cotton now."
    endorsing.say_of_answer(reply, viewer, Verdict.OUTDATED, words)
    assert "Staff have said what they think" in bulk("endorse", [thread]).content.decode()
    assert Endorsement.objects.get().verdict == Verdict.OUTDATED


def test_many_turn_out_to_be_no_questions_and_are_questions_again(desk, bulk, ask):
    threads = [ask(WASH), ask(SHIP)]
    response = bulk("not-a-question", threads)
    assert "2 comments are no longer taken for questions." in told(response)
    assert set(SupportThread.objects.values_list("is_retired", flat=True)) == {True}
    undo(desk, response)
    assert set(SupportThread.objects.values_list("is_retired", flat=True)) == {False}
    assert not CommentDecision.objects.exists()


# The way back ------------------------------------------------------------------------------------


def test_only_whoever_did_it_can_take_it_back_by_that_button(client, desk, bulk, ask, make_staff):
    response = bulk("resolve", [ask(WASH)], outcome="answered")
    value = re.search(r'name="undo" value="([^"]+)"', response.content.decode())[1]
    client.force_login(make_staff("nils"))
    url = reverse("peersupport_staff:undo_bulk")
    for wrong in (value, f"{value}x", ""):
        refused = client.post(url, {"undo": wrong}, follow=True)
        assert "can't be undone from here any more" in told(refused)
    assert set(outcomes().values()) == {Outcome.ANSWERED}
    assert client.get(url).status_code == 405


# Cost --------------------------------------------------------------------------------------------


def test_the_page_before_takes_as_many_queries_for_thirty_as_for_three(
    desk, ask_all, say, make_post
):
    def more(numbers):
        pages = [make_post(f"Post {number}", slug=f"post-{number}") for number in numbers]
        texts = [f"How many shirts of edition {number} are left?" for number in numbers]
        for thread in ask_all(texts, pages=pages):
            say(
                "Two, I think.",
                name="Bob",
                days=1,
                parent=thread.comment,
                page=thread.page.specific,
            )

    def queries(action):
        desk.get(address(action, ["all"], state="all"))
        # The count on the menu is remembered for a while: here it is asked every time.
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            desk.get(address(action, ["all"], state="all"))
        return len(captured)

    actions = ("assign", "resolve", "retopic", "endorse", "not-a-question")
    more(range(3))
    before = [queries(action) for action in actions]
    more(range(3, 30))
    assert [queries(action) for action in actions] == before

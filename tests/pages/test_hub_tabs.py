"""What each tab of the hub holds, in which order, and the addresses that lead there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.keeping import kept
from tests.pages.reading import words
from tests.readers import Reader
from wagtail_peersupport.models import SupportThread, Topic
from wagtail_peersupport.threads.listed import MOST_COUNTED, Tab

IDEA = "Could you offer tote bags with the herring print?"


@pytest.fixture
def titles(client, hub):
    """The titles of a list, in its order: ``titles(tab="open")``."""

    def titles(client=client, **asked):
        return [row.title for row in listing(client, hub, **asked).rows]

    return titles


def listing(client, hub, **asked):
    return client.get(hub.url, asked).context_data["listing"]


def tabs(client, hub, **asked):
    return {tab.name: tab.count for tab in listing(client, hub, **asked).tabs}


@kept
def answered(post, say):
    """A question with an answer that nobody accepted."""
    question = say(post, "Is the ink safe for babies?", name="Ann", minutes_ago=20)
    say(
        post,
        "Wash it once and it is safe: the ink is water based.",
        name="Bea",
        parent=question,
        minutes_ago=10,
    )
    return question


def test_readers_can_help_with_what_is_unanswered_first_then_what_is_not_solved(
    titles, post, say, question, answered, accept
):
    solved = say(post, "Does the print crack in the dryer?", name="Cay")
    accept(say(post, "Never did for me.", name="Dot", parent=solved))
    assert titles(tab="open") == ["Does the heavy tee run small?", "Is the ink safe for babies?"]


def test_nobody_is_asked_to_help_with_their_own_question(titles, post, say, reader, client):
    say(post, "Does it shrink?", name="robin", user=reader)
    assert titles(tab="open") == ["Does it shrink?"]
    client.force_login(reader)
    assert titles(tab="open") == []
    assert titles(tab="unanswered") == ["Does it shrink?"]


def test_a_guest_is_known_by_their_browser(titles, post, hub):
    ann = Reader("Ann")
    ann.write(post, "Does the heavy tee run small?")
    assert titles(tab="open") == ["Does the heavy tee run small?"]
    assert titles(ann.client, tab="open") == []


@pytest.mark.parametrize("change", [{"is_archive": True}, {"topic": "staff"}])
def test_what_is_old_or_for_staff_is_none_of_the_readers_business(titles, question, change):
    if "topic" in change:
        change = {"topic": Topic.objects.create(name="Billing", slug="billing", staff_only=True)}
    SupportThread.objects.update(**change)
    assert titles(tab="open") == []


@pytest.mark.parametrize("is_guest", [False, True])
def test_topics_that_the_reader_answered_before_come_first(
    titles, client, hub, post, say, reader, is_guest
):
    sizes = Topic.objects.create(name="Sizes", slug="sizes", words="size")
    first = say(post, "Which size should I take?", name="Ann", minutes_ago=500)
    if is_guest:
        bob = Reader("Bob")
        bob.write(post, "Take the L, it shrinks a little.", first)
        client = bob.client
    else:
        say(post, "Take the L, it shrinks.", name="robin", user=reader, parent=first)
        client.force_login(reader)
    say(post, "Which size is the biggest one?", name="Cay", minutes_ago=400)
    say(post, "Do you ship to Norway?", name="Dot", minutes_ago=30)
    assert SupportThread.objects.filter(topic=sizes).count() == 2
    assert titles(Reader().client, tab="open")[0] == "Do you ship to Norway?"
    assert titles(client, tab="open")[0] == "Which size is the biggest one?"
    assert "You answered before about: Sizes." in words(client.get(hub.url, {"tab": "open"}))


def test_ideas_have_a_tab_once_there_are_five_and_the_most_wanted_come_first(
    titles, client, hub, post, say
):
    ideas = [say(post, f"{IDEA} Size {n}, please.", name=f"Ann{n}") for n in range(4)]
    assert "ideas" not in tabs(client, hub)
    assert tabs(client, hub, tab="ideas")["ideas"] == 4
    ideas.append(say(post, f"{IDEA} Size 4, please.", name="Eve"))
    assert tabs(client, hub)["ideas"] == 5
    SupportThread.objects.filter(comment=ideas[2]).update(me_too_count=3)
    assert listing(client, hub, tab="ideas").rows[0].comment_pk == ideas[2].pk
    oldest = listing(client, hub, tab="ideas", sort="oldest").rows[0]
    assert oldest.comment_pk == ideas[0].pk


def test_an_address_from_before_still_lists_what_is_answered(titles, client, hub, answered):
    assert titles(tab="answered") == ["Is the ink safe for babies?"]
    assert "answered" in tabs(client, hub, tab="answered")
    assert "answered" not in tabs(client, hub)


@pytest.mark.parametrize(
    "asked",
    [
        {"tab": "nothing"},
        {"sort": "random"},
        {"page": "-1"},
        {"page": "x"},
        {"post": "x"},
        {"post": "999999"},
        {"language": "xx"},
        {"language": "\x00"},
        {"q": "\x00 "},
    ],
)
def test_what_no_list_knows_falls_back_to_the_first_choice(client, hub, question, asked):
    found = listing(client, hub, **asked)
    assert [row.comment_pk for row in found.rows] == [question.pk]
    assert found.first_url == "?"


def test_signs_alone_find_nothing(client, hub, question):
    assert "Nothing found for “!?”." in words(client.get(hub.url, {"q": "!?"}))


def test_every_link_keeps_what_else_was_chosen(client, hub, post, say, settings):
    settings.PEERSUPPORT = {"HUB_PAGE_SIZE": 2}
    Topic.objects.create(name="Sizes", slug="sizes", words="size")
    for number in range(5):
        say(post, f"Which size is edition {number}?", minutes_ago=50 - number)
    chosen = {"topic": "sizes", "post": post.pk, "tab": "open", "sort": "oldest", "page": 2}
    found = listing(client, hub, **chosen)
    start = f"?topic=sizes&post={post.pk}"
    assert found.next_url == f"{start}&tab=open&sort=oldest&page=3"
    assert found.previous_url == f"{start}&tab=open&sort=oldest"
    assert found.any_topic_url == f"?post={post.pk}&tab=open&sort=oldest"
    assert found.any_post_url == "?topic=sizes&tab=open&sort=oldest"
    assert found.tabs[1].url == f"{start}&tab=unanswered&sort=oldest"
    html = client.get(hub.url, chosen).content.decode()
    for name, value in (("topic", "sizes"), ("post", post.pk), ("tab", "open")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in html


def test_the_list_is_narrowed_to_one_post_and_back(client, hub, post, make_post, say, question):
    other = make_post("Shipping", slug="shipping")
    say(other, "Do you ship to Norway?", name="Ann")
    found = listing(client, hub)
    assert [link.title for link in found.posts] == ["Shipping", post.title]
    page = client.get(hub.url + found.posts[0].url)
    assert [row.title for row in page.context_data["listing"].rows] == ["Do you ship to Norway?"]
    assert "Asked under Shipping ✕ All posts" in words(page)


def test_a_post_that_may_not_be_seen_narrows_nothing(client, hub, make_post, say, question):
    draft = make_post("Secret plans", slug="plans")
    say(draft, "When does it start?")
    draft.unpublish()
    page = client.get(hub.url, {"post": draft.pk})
    assert "Secret plans" not in words(page)
    assert [row.comment_pk for row in page.context_data["listing"].rows] == [question.pk]


def test_counts_stop_at_a_thousand(client, hub, post, say, monkeypatch):
    monkeypatch.setattr("wagtail_peersupport.threads.listing.MOST_COUNTED", 2)
    for number in range(3):
        say(post, f"Does edition {number} run small?")
    assert tabs(client, hub) == {"open": 2, "unanswered": 2, "solved": 0, "all": 2}
    assert Tab("all", "All", MOST_COUNTED, is_current=True).count_label == "1,000+"
    assert Tab("all", "All", MOST_COUNTED - 1, is_current=True).count_label == "1000"


def test_no_tab_takes_more_queries_with_more_threads(client, hub, post, say, reader):
    Topic.objects.create(name="Editions", slug="editions", words="edition")
    asked = say(post, "Does edition zero run small?", name="Ann")
    say(post, "It does, size up.", name="robin", user=reader, parent=asked)
    client.force_login(reader)

    def fill(count):
        for number in range(count):
            asked = say(post, f"Does edition {number} run small?", name=f"Ann{number}")
            if number % 2:
                say(post, "It does, size up.", name=f"Bo{number}", parent=asked)

    def counted():
        found = []
        for asked in ({"tab": "open"}, {"tab": "unanswered"}, {"post": post.pk}):
            client.get(hub.url, asked)
            with CaptureQueriesContext(connection) as captured:
                client.get(hub.url, asked)
            found.append(len(captured))
        return found

    fill(4)
    few = counted()
    fill(12)
    assert counted() == few

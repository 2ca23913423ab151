"""What readers see of topics: the word on a question, the hub's links, and nothing of the rest."""

import pytest
from wagtail.models import PageViewRestriction

from tests.browser import assert_accessible, assert_fits
from tests.keeping import kept
from tests.pages.reading import item, plain, queries, words
from wagtail_peersupport.actions.indexing import index_threads
from wagtail_peersupport.actions.topics import reroute_threads
from wagtail_peersupport.models import SupportThread, Topic

SHIP = "Do you ship to the islands as well?"
SIZE = "Which size should I take if I am between M and L?"


@kept
def topics(db):
    """Sizes, shipping and billing, which is for staff."""

    def topic(name, words, **fields):
        return Topic.objects.create(name=name, slug=name.lower(), words=words, **fields)

    return {
        "sizes": topic("Sizes", "size", sort_order=1),
        "shipping": topic("Shipping", "ship", sort_order=2, description="Parcels and ferries."),
        "billing": topic("Billing", "charged twice", staff_only=True, response_target_hours=4),
    }


@kept
def asked(topics, post, say):
    return {"shipping": say(post, SHIP), "sizes": say(post, SIZE, name="Bram")}


def links(response):
    """The hub's links to topics."""
    html = response.content.decode()
    if 'aria-label="Topics"' not in html:
        return []
    nav = html.partition('aria-label="Topics"')[2].partition(">")[2].partition("</nav>")[0]
    return [plain(part) for part in nav.split("</a>") if plain(part)]


def rows(response):
    return [row.title for row in response.context_data["listing"].rows]


def test_questions_name_their_topic_and_link_to_it(client, hub, post, asked):
    for page in (client.get(post.url), client.get(hub.url)):
        assert 'href="/help/?topic=shipping"' in page.content.decode()
    thread = client.get(f"/help/{asked['shipping'].pk}/", follow=True)
    assert 'href="/help/?topic=shipping"' in thread.content.decode()


def test_without_a_hub_the_topic_is_a_word(client, post, asked):
    html = client.get(post.url).content.decode()
    assert '<span class="ps-topic">about Shipping</span>' in html
    assert "?topic=" not in html


def test_what_is_off_the_posts_topic_is_said_to_be_about_it(client, hub, make_post, say, asked):
    ferry = make_post("Shipping to islands", slug="ferry")
    at_home = say(ferry, SHIP)
    assert "○ Unanswered Shipping" in words(client.get(ferry.url))
    abroad = client.get(asked["shipping"].content_object.url)
    assert "○ Unanswered about Shipping" in words(abroad)
    assert not SupportThread.objects.get(comment=at_home).is_off_post


def test_the_hub_is_narrowed_to_a_topic_and_back(client, hub, asked):
    page = client.get(hub.url)
    assert links(page) == ["All topics", "Sizes", "Shipping"]
    page = client.get(hub.url, {"topic": "shipping"})
    assert rows(page) == [SHIP]
    assert "Parcels and ferries." in words(page)
    assert 'href="?topic=shipping" aria-current="true"' in page.content.decode()
    assert "Unanswered 1" in words(page)


def test_topic_tab_search_order_and_pages_go_together(client, hub, post, asked, say, settings):
    settings.PEERSUPPORT = {"HUB_PAGE_SIZE": 2}
    for number in range(4):
        say(post, f"Do you ship edition {number} to Norway?", minutes_ago=50 - number)
    index_threads(SupportThread.objects.values_list("pk", flat=True))
    asks = {"topic": "shipping", "tab": "unanswered", "sort": "oldest"}
    page = client.get(hub.url, asks)
    html = page.content.decode()
    query = "?topic=shipping&amp;tab=unanswered&amp;sort=oldest"
    assert f'href="{query}&amp;page=2"' in html
    assert 'href="?topic=sizes&amp;tab=unanswered&amp;sort=oldest"' in html
    assert 'href="?tab=unanswered&amp;sort=oldest"' in html
    assert 'href="?topic=shipping&amp;tab=solved&amp;sort=oldest"' in html
    assert '<input type="hidden" name="topic" value="shipping">' in html
    assert rows(page)[0] == SHIP
    assert len(rows(client.get(hub.url, asks | {"page": "3"}))) == 1
    assert rows(client.get(hub.url, {"topic": "shipping", "q": "islands"})) == [SHIP]
    assert rows(client.get(hub.url, {"topic": "sizes", "q": "islands"})) == []


@pytest.mark.parametrize("slug", ["", "nothing", "billing", "\x00", "SHIPPING", "x" * 5000])
def test_a_topic_without_threads_counts_as_none(client, hub, asked, slug):
    page = client.get(hub.url, {"topic": slug})
    assert set(rows(page)) == {SHIP, SIZE}
    assert links(page) == ["All topics", "Sizes", "Shipping"]


def test_topics_reveal_nothing_that_the_viewer_may_not_see(
    client, hub, make_post, say, asked, reader
):
    hidden = say(asked["sizes"].content_object, "Why was I charged twice for one shirt?")
    type(hidden).norel_objects.filter(pk=hidden.pk).update(is_public=False)
    draft = make_post("Not yet", slug="not-yet", live=False)
    say(draft, "Why was I charged twice for two shirts?")
    private = make_post("Members", slug="members")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    say(private, "Why was I charged twice for three shirts?")
    assert SupportThread.objects.filter(topic__slug="billing").count() == 3

    page = client.get(hub.url, {"topic": "billing"})
    assert "Billing" not in words(page)
    assert "charged" not in words(page)
    client.force_login(reader)
    page = client.get(hub.url, {"topic": "billing"})
    assert rows(page) == ["Why was I charged twice for three shirts?"]


def test_a_hub_without_topics_has_no_links(client, hub, post, say):
    say(post, SHIP)
    page = client.get(hub.url)
    assert links(page) == []
    assert "All topics" not in words(page)


def test_what_staff_answer_is_said_so_and_promised_in_their_time(client, hub, topics, post, say):
    asked = say(post, "Why was I charged twice for one shirt?")
    line = "Staff answer questions about “Billing”."
    for address in (post.url, f"/help/{asked.pk}/", f"{hub.url}?topic=billing", hub.url):
        page = words(client.get(address, follow=True))
        assert line in page, address
        assert "Be the first to help" not in page
    assert "within 4 hours" in words(client.get(f"{hub.url}?topic=billing"))
    assert "within 48 hours" in words(client.get(hub.url))


def test_the_writer_is_told_the_time_of_the_topic(client, hub, topics, post, say, reader):
    asked = say(post, "Why was I charged twice for one shirt?", name="robin", user=reader)
    client.force_login(reader)
    page = client.get(f"{post.url}?posted={asked.pk}")
    assert "Expect an answer within 4 hours" in plain(item(page, asked))


def test_ideas_about_a_topic_for_staff_are_everybodys(client, hub, topics, post, say):
    Topic.objects.filter(slug="billing").update(words="tote bags")
    say(post, "Could you offer tote bags with the herring print?")
    assert SupportThread.objects.get().topic.staff_only
    assert "Staff answer questions" not in words(client.get(post.url))


def test_queries_do_not_grow_with_topics_or_threads(client, hub, post, say, topics):
    def fill(count):
        for number in range(count):
            name = f"Edition{number}"
            Topic.objects.get_or_create(name=name, slug=name.lower(), words=name)
            say(post, f"Does {name} run small?", name=f"Ann{number}")
        reroute_threads()

    def counted():
        return [queries(client, address) for address in (hub.url, post.url)]

    fill(2)
    few = counted()
    fill(12)
    assert counted() == few


def test_pages_with_topics_are_accessible_and_fit_a_phone(phone, hub, post, asked):
    for address in (f"{hub.url}?topic=shipping", post.url, f"/help/{asked['shipping'].pk}/"):
        phone.goto(address)
        assert_fits(phone)
        assert_accessible(phone)
        box = phone.locator("a.ps-topic").first.bounding_box()
        assert box["height"] >= 40, address

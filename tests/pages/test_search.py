"""Searching on the hub: what is found, what is quoted and marked, and what is never told."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.pages.reading import words
from wagtail_peersupport.actions.indexing import index_threads
from wagtail_peersupport.actions.topics import reroute_threads
from wagtail_peersupport.models import SupportReply, SupportThread, Topic


@pytest.fixture
def index():
    """Brings the search index up to date."""
    return lambda: index_threads(SupportThread.objects.values_list("pk", flat=True))


@pytest.fixture
def search(client, hub, index):
    def search(text, **asked):
        index()
        return client.get(hub.url, {"q": text, **asked})

    return search


def found(response):
    return [row.comment_pk for row in response.context_data["listing"].rows]


def quotes(response):
    rows = response.context_data["listing"].rows
    return ["".join(piece.text for piece in row.quote.pieces) if row.quote else "" for row in rows]


def test_the_answer_that_says_it_is_quoted_with_its_words_marked(
    search, post, question, say, answer
):
    say(post, "Mine fits as it is.", name="Cay", parent=question, minutes_ago=200)
    page = search("cotton WASH")
    html = page.content.decode()
    assert (
        "The <mark>cotton</mark> shrinks about half a size in the first <mark>wash</mark>" in html
    )
    assert f'<a class="ps-by-whom" href="{page.context_data["listing"].rows[0].quote.url}">' in html
    assert f"#c{answer.pk}" in html
    assert "Mine fits" not in words(page)


def test_words_of_the_title_are_marked_where_no_answer_takes_them_up(search, question):
    page = search("heavy tee")
    assert "Does the <mark>heavy</mark> <mark>tee</mark> run small?" in page.content.decode()
    assert quotes(page) == [""]


def test_the_question_is_quoted_for_words_below_its_title(search, question):
    assert "<mark>between</mark> <mark>M</mark> and L" in search("between M").content.decode()


def test_markup_of_an_answer_and_of_a_search_is_text(search, post, question, say):
    say(post, "Write a <b>bold</b> word & a &lt;shirt&gt; of zebra.", parent=question, name="Eve")
    html = search("bold zebra").content.decode()
    assert "a <mark>bold</mark> word &amp; a &lt;shirt&gt; of <mark>zebra</mark>." in html


def test_another_form_of_a_word_and_accents_are_marked(search, post, question, say):
    say(post, "Die Größe fällt kleiner aus, sagt René.", parent=question, name="Eve")
    assert "<mark>Größe</mark>" in search("Größe").content.decode()
    assert "<mark>René</mark>" in search("rené").content.decode()


def test_solved_ones_come_first(search, post, say, accept):
    say(post, "Does the zebra shirt bleed?", name="Ann", minutes_ago=5)
    solved = say(post, "Is the ink of the shirt with a zebra safe?", name="Bea", minutes_ago=500)
    accept(say(post, "It is.", name="Cay", parent=solved))
    assert found(search("zebra"))[0] == solved.pk


def test_a_question_is_found_by_its_topic(search, post, say):
    asked = say(post, "Can I get a parcel to the Faroes by Christmas?", name="Ann")
    say(post, "Does the heavy tee run small?", name="Bea")
    assert found(search("shipping")) == []
    Topic.objects.create(name="Shipping", slug="shipping", words="parcel")
    reroute_threads()
    assert found(search("shipping")) == [asked.pk]
    assert found(search("shipping faroes")) == [asked.pk]
    Topic.objects.update(name="Post")
    assert found(search("shipping")) == []


def test_where_nothing_has_all_the_words_those_with_some_come_near(search, question):
    page = search("heavy zebra")
    assert found(page) == [question.pk]
    assert "Nothing has all of “heavy zebra”. These come near:" in words(page)
    assert "come near" not in words(search("heavy tee"))


def test_a_tab_without_a_hit_leads_to_the_others(search, question, answer, accept):
    accept(answer)
    page = search("cotton", tab="unanswered")
    assert "Nothing found for “cotton”." in words(page)
    assert "Look at the 1 found among all questions" in words(page)
    assert 'href="?q=cotton"' in page.content.decode()


def test_who_finds_nothing_may_ask_it_with_these_words(search, hub, question):
    page = search("zebra & co")
    assert 'href="/help/ask/?text=zebra+%26+co"' in page.content.decode()


HIDDEN = {
    "removed": lambda answer: _change(answer, is_removed=True),
    "unapproved": lambda answer: _change(answer, is_public=False),
    "hidden by reports": lambda answer: SupportReply.objects.filter(comment_id=answer.pk).update(
        hidden_at=answer.submit_date
    ),
}


def _change(answer, **fields):
    type(answer).norel_objects.filter(pk=answer.pk).update(**fields)


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_what_is_hidden_is_neither_found_nor_quoted_nor_counted(
    client, hub, question, answer, index, hide
):
    index()
    hide(answer)
    for text in ("cotton", "heavy cotton"):
        page = client.get(hub.url, {"q": text})
        assert "shrinks" not in words(page)
        assert "<mark>cotton</mark>" not in page.content.decode()
    page = client.get(hub.url, {"q": "cotton"})
    assert [tab.count for tab in page.context_data["listing"].tabs] == [0, 0, 0, 0]


def test_a_word_that_is_everywhere_finds_the_newest_too(client, hub, post, say, index, monkeypatch):
    monkeypatch.setattr("wagtail_peersupport.threads.search_index.KNOWN", 2)
    asked = [say(post, f"Does edition {n} run small?", minutes_ago=90 - n) for n in range(6)]
    index()
    page = client.get(hub.url, {"q": "edition"})
    assert asked[-1].pk in found(page)
    assert asked[-2].pk in found(page)


def test_more_than_are_looked_at_are_told_as_more(client, hub, post, say, index, monkeypatch):
    monkeypatch.setattr("wagtail_peersupport.threads.search_index.CANDIDATES", 2)
    monkeypatch.setattr("wagtail_peersupport.threads.searching.CANDIDATES", 2)
    for n in range(3):
        say(post, f"Does edition {n} run small?")
    index()
    assert "All 2+" in words(client.get(hub.url, {"q": "edition"}))


def test_pages_of_what_was_found_keep_the_words(client, hub, post, say, index, settings):
    settings.PEERSUPPORT = {"HUB_PAGE_SIZE": 2}
    for number in range(5):
        say(post, f"Does edition {number} run small?")
    index()
    first = client.get(hub.url, {"q": "edition"})
    assert 'href="?q=edition&amp;page=2"' in first.content.decode()
    pages = [found(client.get(hub.url, {"q": "edition", "page": page})) for page in (1, 2, 3)]
    assert len({pk for page in pages for pk in page}) == 5


def test_queries_do_not_grow_with_what_is_found(client, hub, post, say, index):
    def fill(count):
        for number in range(count):
            asked = say(post, f"Does edition {number} run small?", name=f"Ann{number}")
            say(post, "This edition does, size up.", name=f"Bo{number}", parent=asked)
        index()

    def counted():
        client.get(hub.url, {"q": "edition"})
        with CaptureQueriesContext(connection) as captured:
            client.get(hub.url, {"q": "edition"})
        return len(captured)

    fill(3)
    few = counted()
    fill(15)
    assert counted() == few


def test_what_was_found_comes_right_below_the_search_and_the_words_can_be_asked(
    search, hub, post, question
):
    response = search("heavy")
    assert found(response)
    assert "Expect an answer within" not in words(response)
    assert "Ask this question" in words(response)
    assert f'href="{hub.url}ask/?text=heavy"' in response.content.decode()

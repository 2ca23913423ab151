import pytest

from tests.pages.reading import queries, words
from wagtail_peersupport.actions.indexing import index_threads
from wagtail_peersupport.models import SupportReply, SupportThread


@pytest.fixture
def index():
    """Brings the search index up to date."""
    return lambda: index_threads(SupportThread.objects.values_list("pk", flat=True))


def test_empty_hub_says_where_to_ask(client, hub):
    page = words(client.get(hub.url))
    assert "No questions yet." in page
    assert "Ask the first one: other readers may know, and so do we." in page
    assert f'href="{hub.url}ask/"' in client.get(hub.url).content.decode()


@pytest.mark.parametrize(
    ("tab", "words_of_the_empty_list"),
    [
        ("unanswered", "Nothing waits for an answer right now."),
        ("answered", "No answer is waiting to be accepted."),
        ("solved", "Nothing is solved yet."),
        ("ideas", "No ideas yet."),
    ],
)
def test_empty_tab_says_what_to_do(client, hub, tab, words_of_the_empty_list):
    assert words_of_the_empty_list in words(client.get(hub.url, {"tab": tab}))


def test_what_the_asker_accepted_counts_as_an_answer_whatever_it_was_taken_for(
    client, hub, post, question, say, accept, index
):
    told = say(post, "Mine did too, by the way.", name="Cay", parent=question)
    SupportReply.objects.filter(comment=told).update(role="other")
    assert "Mine did too" not in words(client.get(hub.url))
    accept(told)
    for asked in ({}, {"tab": "solved"}, {"q": "heavy tee"}):
        index()
        page = words(client.get(hub.url, asked))
        assert "✓ Solved 1 answer" in page
        assert "Mine did too" in page
    assert "Mine did too" in client.get(f"{hub.url}feed/").content.decode()
    SupportThread.objects.update(kind="idea", solved_at=None)
    assert "Mine did too" not in words(client.get(hub.url))


def test_row_tells_state_post_asker_and_best_answer(client, hub, answer, accept):
    accept(answer)
    page = words(client.get(hub.url))
    assert "Does the heavy tee run small?" in page
    assert "✓ Solved 1 answer" in page
    assert "Ines, under How we print our shirts · 5 hours ago" in page
    assert "Size up. The cotton shrinks" in page


def test_unanswered_row_invites_the_first_helper(client, hub, question):
    page = words(client.get(hub.url, {"tab": "unanswered"}))
    assert "○ Unanswered Be the first to help" in page


def test_askers_are_not_asked_to_answer_themselves(client, hub, post, say, reader):
    question = say(post, "Does it shrink?", name="robin", user=reader)
    client.force_login(reader)
    assert "Be the first to help" not in words(client.get(hub.url))
    page = words(client.get(thread_url(question), follow=True))
    assert "Nobody has answered yet." in page
    assert "Be the first to help" not in page


def test_old_unanswered_question_is_archive_and_no_reproach(client, hub, question):
    SupportThread.objects.update(is_archive=True)
    for address in (hub.url, thread_url(question)):
        page = words(client.get(address, follow=True))
        assert "▫ From the archive" in page
        assert "○ Unanswered" not in page
        assert "Be the first to help" not in page
    assert "Nobody has answered" not in page


def test_row_shows_what_the_helper_wrote_and_not_what_they_quoted(client, hub, post, question, say):
    say(post, "> between M and L\n\nIt does, size up.", name="Bram", parent=question)
    SupportReply.objects.update(role="answer")
    content = client.get(hub.url).content.decode()
    assert '<p class="ps-excerpt">It does, size up.</p>' in content


def test_current_tab_is_marked_and_every_tab_counts(client, hub, answer):
    content = client.get(hub.url, {"tab": "answered"}).content.decode()
    assert 'href="?tab=answered" aria-current="page"' in content
    assert "Answered 1" in words(client.get(hub.url))


def test_search_finds_what_an_answer_says(client, hub, answer, index):
    index()
    assert "Does the heavy tee run small?" in words(client.get(hub.url, {"q": "cotton"}))


def test_search_without_a_hit_says_what_to_try(client, hub, answer, index):
    index()
    page = words(client.get(hub.url, {"q": '<b>zebra "'}))
    assert 'Nothing found for “<b>zebra "”.' in page
    assert "Try fewer or other words" in page


def test_paging_keeps_tab_and_order(client, hub, post, say, settings):
    settings.PEERSUPPORT = {"HUB_PAGE_SIZE": 2}
    for number in range(5):
        say(post, f"Does edition {number} run small?", minutes_ago=100 - number)
    first = client.get(hub.url, {"tab": "unanswered", "sort": "oldest"})
    assert "?tab=unanswered&amp;sort=oldest&amp;page=2" in first.content.decode()
    last = words(client.get(hub.url, {"tab": "unanswered", "sort": "oldest", "page": 3}))
    assert "Does edition 4 run small?" in last
    assert "← Previous Page 3" in last
    assert "Next →" not in last


def test_page_after_the_last_leads_back(client, hub, question):
    assert "Back to the first page" in words(client.get(hub.url, {"page": 9}))


def test_queries_do_not_grow_with_the_threads(client, hub, post, say):
    def fill(count):
        for number in range(count):
            asked = say(post, f"Does edition {number} run small?", name=f"Ann{number}")
            say(post, "It does, size up.", name=f"Bo{number}", parent=asked)

    fill(2)
    few = queries(client, hub.url)
    fill(30)
    assert queries(client, hub.url) == few


def thread_url(comment):
    return f"/help/{comment.pk}/"


def test_thread_page_shows_question_answer_and_the_way_back(client, hub, post, answer, accept):
    accept(answer)
    response = client.get(thread_url(answer.support_reply.thread.comment), follow=True)
    page = words(response)
    assert "<title>Does the heavy tee run small?" in response.content.decode()
    assert "asked under How we print our shirts" in page
    assert page.index("✓ Solved") < page.index("✓ Accepted answer") < page.index("Size up.")
    assert f'href="{post.url}?reply_to={answer.pk}#ps-form"' in response.content.decode()


def test_words_that_are_all_in_the_title_are_not_repeated(client, hub, post, say):
    short = say(post, "does the heavy tee run small?")
    page = words(client.get(thread_url(short), follow=True))
    # Once as the title of the page, once as its heading.
    assert page.count("heavy tee run small?") == 2


def test_first_sentence_that_is_the_title_is_not_repeated(client, hub, question):
    page = words(client.get(thread_url(question), follow=True))
    assert page.count("heavy tee run small?") == 2
    assert "Does the heavy tee run small? I'm between M and L." in page


def test_thread_without_an_answer_asks_for_one(client, hub, question):
    page = words(client.get(thread_url(question), follow=True))
    assert "Nobody has answered yet. Do you know it? Be the first to help." in page


def test_replies_that_are_no_answers_stand_apart(client, hub, post, answer, say):
    say(post, "Thank you, that helps!", parent=answer, minutes_ago=10)
    page = words(client.get(thread_url(answer.support_reply.thread.comment), follow=True))
    assert page.index("Size up.") < page.index("Other replies") < page.index("Thank you")

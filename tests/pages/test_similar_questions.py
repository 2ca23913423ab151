"""Similar questions beside a thread, and for who has just asked."""

import pytest

from tests.keeping import kept
from tests.pages.reading import plain, queries
from wagtail_peersupport.actions.indexing import index_threads
from wagtail_peersupport.models import SupportReply, SupportThread

pytestmark = pytest.mark.django_db
ALIKE = "Does the heavy tee run small? I am tall, and between M and L."
SIZE_UP = "Size up. The cotton shrinks about half a size in the first wash."


@kept
def solved(post, answer, accept, question):
    accept(answer)
    index_threads(SupportThread.objects.values_list("pk", flat=True))
    return question


def test_a_thread_shows_similar_ones_with_their_state(client, hub, solved, say, make_post):
    asked = say(make_post("Sizes", slug="sizes"), ALIKE, name="Tom")
    similar = _part(client.get(f"/help/{asked.pk}/", follow=True), "ps-similar")
    assert plain(similar) == "Similar questions Does the heavy tee run small? ✓ Solved"
    assert f'href="/help/{solved.pk}/does-the-heavy-tee-run-small/"' in similar


def test_nothing_similar_leaves_no_heading(client, hub, question):
    page = client.get(f"/help/{question.pk}/", follow=True).content.decode()
    assert "Similar questions" not in page


def test_who_has_just_asked_reads_what_may_help_meanwhile(client, hub, solved, say, post, reader):
    asked = say(post, ALIKE, name="Robin", user=reader)
    client.force_login(reader)
    shown = client.get(f"/help/{asked.pk}/", {"posted": asked.pk}, follow=True)
    note = _part(shown, "ps-meanwhile")
    assert "While you wait, this may help: Does the heavy tee run small?" in plain(note)
    assert "“Size up. The cotton shrinks" in plain(note)
    assert "ps-meanwhile" not in client.get(shown.wsgi_request.path).content.decode()
    client.logout()
    stranger = client.get(f"/help/{asked.pk}/", {"posted": asked.pk}, follow=True)
    assert "ps-meanwhile" not in stranger.content.decode()


def test_the_same_stands_under_the_post_where_there_is_no_hub(client, solved, say, post, reader):
    asked = say(post, ALIKE, name="Robin", user=reader)
    client.force_login(reader)
    page = client.get(post.url, {"posted": asked.pk})
    assert f'href="{post.url}#c{solved.pk}"' in _part(page, "ps-meanwhile")
    assert "ps-meanwhile" not in client.get(post.url).content.decode()
    assert "ps-meanwhile" not in client.get(post.url, {"posted": "x"}).content.decode()


def test_an_open_question_promises_no_help(client, hub, question, say, post, reader):
    asked = say(post, ALIKE, name="Robin", user=reader)
    client.force_login(reader)
    page = client.get(f"/help/{asked.pk}/", {"posted": asked.pk}, follow=True).content.decode()
    assert "Similar questions" in page
    assert "ps-meanwhile" not in page


def test_queries_do_not_grow_with_what_is_similar(client, hub, solved, say, post, accept):
    def fill(numbers):
        for number in numbers:
            asked = say(post, f"{ALIKE} I am {number}.", name=f"Tom{number}")
            said = say(post, SIZE_UP, name=f"Bo{number}", parent=asked)
            SupportReply.objects.filter(comment=said).update(role="answer")
        index_threads(SupportThread.objects.values_list("pk", flat=True))

    fill(range(3))
    path = client.get(f"/help/{solved.pk}/").url
    few = queries(client, path)
    fill(range(3, 12))
    assert queries(client, path) == few


def _part(response, name):
    """The markup inside of the element with this class."""
    ending = {"ps-similar": "</nav>", "ps-meanwhile": "</div>"}[name]
    __, found, rest = response.content.decode().partition(f'{name}"')
    assert found, f"There is no {name}."
    return rest.partition(">")[2].partition(ending)[0]

"""Caches of whole pages, in front of the site or inside of it, mix nobody up with anybody else."""

import pytest
from django.test import Client
from wagtail.contrib.frontend_cache.backends import BaseBackend

from tests.readers import Reader
from wagtail_peersupport import comments
from wagtail_peersupport.models import Topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def page_cache(settings):
    """Django's own cache of whole pages."""
    cached = "django.middleware.cache"
    settings.MIDDLEWARE = [
        f"{cached}.UpdateCacheMiddleware",
        *settings.MIDDLEWARE,
        f"{cached}.FetchFromCacheMiddleware",
    ]
    settings.CACHE_MIDDLEWARE_SECONDS = 600


def body(client, url):
    return client.get(url).content.decode()


ON_POSTS = ({"Not a question"}, {"Withdraw my question"}, set())
#: Of the staff's, the writer's and a stranger's page: which of these words stand there.
SHOWN = {
    "post": ON_POSTS,
    "thread": ON_POSTS,
    "hub": ({"Be the first to help"}, set(), {"Be the first to help"}),
}


@pytest.mark.parametrize("place", SHOWN)
def test_what_somebody_known_sees_is_never_served_to_a_stranger(
    page_cache, post, say, hub, staff, reader, place
):
    mine = say(post, "How do I wash the heavy tee without shrinking it?", user=reader)
    url = {"post": post.url, "hub": hub.url, "thread": f"{hub.url}{mine.pk}/"}[place]
    url = Client().get(url, follow=True).request["PATH_INFO"]
    of_staff, writer, stranger = Client(), Client(), Client()
    of_staff.force_login(staff)
    writer.force_login(reader)
    for_staff, for_writer, for_strangers = SHOWN[place]
    words = for_staff | for_writer | for_strangers
    for __ in range(2):
        for browser, expected in (
            (of_staff, for_staff),
            (writer, for_writer),
            (stranger, for_strangers),
            (Client(), for_strangers),
        ):
            html = body(browser, url)
            assert {one for one in words if one in html} == expected


def test_a_guest_who_voted_is_not_mixed_up_with_a_stranger(page_cache, post, answer):
    gus = Reader("Gus")
    gus.press("helpful", answer)
    assert 'aria-pressed="true"' in body(gus.client, post.url)
    assert 'aria-pressed="true"' not in body(Client(), post.url)
    assert 'aria-pressed="true"' in body(gus.client, post.url)


def test_nobody_but_the_reader_may_keep_a_page_of_the_hub(hub, question, reader):
    known = Client()
    known.force_login(reader)
    assert known.get(hub.url)["Cache-Control"] == "private, no-store"
    response = Client().get(hub.url)
    assert response["Cache-Control"] == "private, no-cache"
    assert "Cookie" in response["Vary"]


class Noting(BaseBackend):
    """A cache in front of the site that notes what it is told to forget."""

    told = []

    def purge_batch(self, urls):
        self.told.extend(urls)


@pytest.fixture
def purged(settings, monkeypatch):
    monkeypatch.setattr(Noting, "told", [])
    settings.WAGTAILFRONTENDCACHE = {"default": {"BACKEND": f"{__name__}.Noting"}}
    return Noting.told


def addresses(purged):
    found = {
        url.removeprefix("http://localhost").removeprefix("http://testserver") for url in purged
    }
    purged.clear()
    return found


def test_a_comment_has_its_post_asked_for_anew(purged, post, reader):
    Reader(account=reader).write(post, "Lovely post, and the photographs are better every year.")
    assert addresses(purged) == {post.url}


def test_what_shows_a_thread_is_asked_for_anew(
    purged, post, question, answer, hub, reader, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        Topic.objects.create(name="Sizes", slug="sizes", words="run small")
    addresses(purged)
    Reader(account=reader).write(post, "Size up, it shrinks in the first wash.", question)
    assert addresses(purged) >= {
        post.url,
        hub.url,
        f"{hub.url}feed/",
        f"{hub.url}feed/unanswered/",
        f"{hub.url}feed/post/{post.pk}/",
        f"{hub.url}feed/topic/sizes/",
        f"{hub.url}{question.pk}/does-the-heavy-tee-run-small/",
    }


def test_a_vote_has_nothing_asked_for_anew(purged, post, answer):
    Reader("Gus").press("helpful", answer)
    assert addresses(purged) == set()


def test_removing_and_accepting_have_it_asked_for_anew(purged, post, say, hub, staff, reader):
    asked = say(post, "How do I wash the heavy tee without shrinking it?", user=reader)
    reply = say(post, "Wash it cold and hang it up to dry.", name="Bram", parent=asked)
    remark = say(post, "We walked past the shop last summer.", name="Zoe")
    addresses(purged)
    Reader(account=reader).press("accept", reply)
    assert hub.url in addresses(purged)
    Reader(account=staff).press("remove/spam", remark)
    assert post.url in addresses(purged)


def test_a_site_without_such_a_cache_enqueues_nothing(post, reader, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    from django_tasks import default_task_backend

    default_task_backend.clear()
    Reader(account=reader).write(post, "Lovely post, and the photographs are better every year.")
    names = {result.task.name for result in default_task_backend.results}
    assert not [name for name in names if "purge" in name]
    assert comments.on_page(post).count() == 1

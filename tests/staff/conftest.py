from datetime import timedelta

import pytest
from django.utils import timezone

from tests.keeping import factory, kept
from tests.staff_accounts import let_support
from wagtail_peersupport import comments
from wagtail_peersupport.actions.indexing import index_threads
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.models import SupportThread


@factory
def make_staff(django_user_model):
    """Makes an account that may enter the admin and answer as staff: ``make_staff("mara")``."""

    def make(name):
        user = django_user_model.objects.create_user(name, f"{name}@example.com", name)
        return let_support(user, "access_admin")

    return make


@kept
def mara(make_staff):
    return make_staff("mara")


@kept
def loic(make_staff):
    """A second one, so that readers have their head start."""
    return make_staff("loic")


@pytest.fixture
def desk(client, mara, loic):
    """A browser in which Mara is signed in."""
    client.force_login(mara)
    return client


@factory
def say(post):
    """Puts a comment of some days ago under the post: ``say("Why?", days=2)``; returns it."""

    def say(text, *, page=None, **fields):
        comment = _write(page or post, text, **fields)
        _read([comment])
        return comment

    return say


def _write(page, text, *, days=2, name="Ann", **fields):
    with comments.quietly():
        return comments.add(
            page,
            text=text,
            name=name,
            email=f"{name.lower()}@example.com",
            submit_date=timezone.now() - timedelta(days=days),
            **fields,
        )


def _read(written):
    synced = sync_comments([comment.pk for comment in written], announce=False)
    index_threads(synced.touched)


@factory
def ask(say):
    """Like ``say``, for what opens a thread; returns the thread."""

    def ask(text, **fields):
        return SupportThread.objects.get(comment=say(text, **fields))

    return ask


@factory
def ask_all(post):
    """Like ``ask`` for many, read in one go: ``ask_all(["Why?", "How?"], days=3)``; returns the
    threads in their order. Each may have a page of its own: ``pages=[…]``.
    """

    def ask_all(texts, *, pages=(), **fields):
        pages = list(pages) or [post] * len(texts)
        written = [_write(page, text, **fields) for page, text in zip(pages, texts, strict=True)]
        _read(written)
        threads = {thread.comment_id: thread for thread in SupportThread.objects.all()}
        return [threads[comment.pk] for comment in written]

    return ask_all

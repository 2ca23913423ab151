from datetime import timedelta

import pytest
from django.utils import timezone

from tests.staff_accounts import let_support
from wagtail_peersupport import comments
from wagtail_peersupport.actions.indexing import index_threads
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.models import SupportThread


@pytest.fixture
def make_staff(django_user_model):
    """Makes an account that may enter the admin and answer as staff: ``make_staff("mara")``."""

    def make(name):
        user = django_user_model.objects.create_user(name, f"{name}@example.com", name)
        return let_support(user, "access_admin")

    return make


@pytest.fixture
def mara(make_staff):
    return make_staff("mara")


@pytest.fixture
def loic(make_staff):
    """A second one, so that readers have their head start."""
    return make_staff("loic")


@pytest.fixture
def desk(client, mara, loic):
    """A browser in which Mara is signed in."""
    client.force_login(mara)
    return client


@pytest.fixture
def say(post):
    """Puts a comment of some days ago under the post: ``say("Why?", days=2)``; returns it."""

    def say(text, *, days=2, name="Ann", parent=None, page=None, **fields):
        with comments.quietly():
            comment = comments.add(
                page or post,
                text=text,
                name=name,
                email=f"{name.lower()}@example.com",
                submit_date=timezone.now() - timedelta(days=days),
                parent=parent,
                **fields,
            )
        synced = sync_comments([comment.pk], announce=False)
        index_threads(synced.touched)
        return comment

    return say


@pytest.fixture
def ask(say):
    """Like ``say``, for what opens a thread; returns the thread."""

    def ask(text, **fields):
        return SupportThread.objects.get(comment=say(text, **fields))

    return ask

"""A cache that is down costs staff no screen."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_cache(settings):
    settings.CACHES = {"default": {"BACKEND": "tests.pages.broken_cache.BrokenCache"}}


@pytest.mark.parametrize("name", ["queue", "held", "worth_answering", "insights"])
def test_every_list_is_shown(desk, post, say, name):
    say("How do I wash the heavy tee?")
    say("How do I wash the heavy tee?", days=200)
    assert desk.get(reverse(f"peersupport_staff:{name}")).status_code == 200


def test_what_staff_do_is_done(desk, say):
    held = say("Is this rude?", is_public=False)
    path = reverse("peersupport_staff:approve", args=(held.pk,))
    assert "can be seen under its post now" in desk.post(path, follow=True).content.decode()

"""Whose questions take the places of others when similar ones are looked for."""

import pytest
from wagtail.models import PageViewRestriction, Site

from wagtail_peersupport.actions.indexing import index_threads
from wagtail_peersupport.models import SupportThread
from wagtail_peersupport.threads import alike
from wagtail_peersupport.threads.suggesting import suggest
from wagtail_peersupport.viewer import public_viewer

pytestmark = pytest.mark.django_db
ASKED = "Does the heavy tee run small in the wash?"


def test_what_a_reader_may_not_see_takes_no_place(say, make_post, monkeypatch):
    secret, seen = make_post("For members", slug="members"), make_post("For all", slug="all")
    for number in range(4):
        say(secret, ASKED, minutes_ago=number)
    say(seen, "Does the heavy tee run small? I am between two sizes.", minutes_ago=90)
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    index_threads(SupportThread.objects.values_list("pk", flat=True))
    monkeypatch.setattr(alike, "PROPOSED", 2)
    monkeypatch.setattr(alike, "MATCHED", 3)
    other = make_post("Elsewhere", slug="elsewhere")
    viewer = public_viewer(Site.objects.get(is_default_site=True))
    found = suggest(ASKED, other, viewer)
    assert [one.post_title for one in found.open] == ["For all"]

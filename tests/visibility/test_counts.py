"""No count tells of what is hidden."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import Site

from tests.visibility.ways import WAYS
from tests.visibility.world import ALL, ANSWER, World
from wagtail_peersupport.actions.sweeping import sweep
from wagtail_peersupport.threads.promise import promise

#: By what less of each is counted where a page is hidden, or what hangs on the question alone.
OF_PAGE = {
    "all": 5,
    "unanswered": 2,
    "solved": 2,
    "open": 1,
    "ideas": 1,
    "in German": 1,
    "threads": 6,
    "answers": 2,
    "topics": 2,
    "feed": 5,
    "sitemap": 6,
    "promise": 5,
    "comments": 8,
}
ONCE = ("all", "solved", "threads", "answers", "topics", "feed", "sitemap", "promise")
OF_QUESTION = dict.fromkeys(ONCE, 1)
#: Then it is unanswered again.
OF_ANSWER = {"solved": 1, "answers": 1, "comments": 1, "unanswered": -1, "open": -1}


def counts(world: World) -> dict[str, int]:
    # Figures may be some minutes old: let them be over.
    cache.clear()
    client = Client()
    listing = client.get(world.hub.url).context["listing"]
    tabs = {tab.name: tab.count for tab in listing.tabs if tab.name in OF_PAGE}
    tabs["ideas"] = client.get(f"{world.hub.url}?tab=ideas").context["listing"].tabs[-2].count
    endpoints = ("threads", "answers", "topics")
    api = {name: client.get(f"/api/v2/support-{name}/").json()["meta"] for name in endpoints}
    feed = client.get(f"{world.hub.url}feed/").content.decode()
    sitemap = client.get("/sitemap.xml").content.decode()
    xtd = client.get(f"/comments/api/blog-blogpage/{world.post.pk}/count/")
    return {
        **tabs,
        "comments": xtd.json()["count"] if xtd.status_code == 200 else 0,
        **{name: meta["total_count"] for name, meta in api.items()},
        "in German": sum(int(one.count_label) for one in listing.languages),
        "feed": feed.count("<entry"),
        "sitemap": len(re.findall(r"/help/\d+/", sitemap)),
        "promise": promise(Site.objects.get(is_default_site=True)).asked,
    }


#: Counted once: every test begins with the same world.
_PUBLIC: dict[str, int] = {}


def while_all_is_public(world: World) -> dict[str, int]:
    if not _PUBLIC:
        _PUBLIC.update(counts(world))
    return _PUBLIC


def expected(name: str) -> dict[str, int]:
    way = WAYS[name]
    if way.gone == ALL:
        return OF_PAGE
    if way.unlisted == ANSWER:
        return OF_ANSWER
    # What is no question any more is still a comment; xtd takes back the replies, too, to what it
    # takes back itself.
    shown = {"question not approved": 2}.get(name, int(bool(way.gone)))
    return OF_QUESTION | ({"comments": shown} if shown else {})


def is_counted(name: str) -> bool:
    """Whether the counts follow at once: those of answers are stored, and the next sweep notices
    what was hidden by hand.
    """
    way = WAYS[name]
    if way.before is not WAYS["draft"].before or way.gone == {"praise", "praiser"}:
        return False
    return not (way.gone == ANSWER and name.endswith("by hand"))


@pytest.mark.parametrize("name", [name for name in WAYS if is_counted(name)])
def test_what_is_hidden_is_not_counted(name, world):
    way = WAYS[name]
    before = while_all_is_public(world)
    way.apply(world)
    less = {key: before[key] - count for key, count in counts(world).items()}
    assert {key: count for key, count in less.items() if count} == expected(name)


def test_what_is_hidden_by_hand_is_not_counted_once_it_was_swept(world):
    before = while_all_is_public(world)
    WAYS["answer removed by hand"].apply(world)
    sweep()
    less = {key: before[key] - count for key, count in counts(world).items()}
    assert {key: count for key, count in less.items() if count} == OF_ANSWER

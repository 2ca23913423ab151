"""The hub's list, its search, a thread's page and what else readers open: at 100,000 threads
against 1,000.

Two databases on one PostgreSQL with the same 2,000 posts and the same open questions; every call is
a whole request, as a stranger's browser sends it, or a helper's. What is counted once in ten
minutes was counted; the last case says how long that takes.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator

from tests.bench.case import Case
from tests.bench.database import analyze, use_cache_of
from tests.bench.filling import fill, fill_threads, make_words

FEW, MANY = 1_000, 100_000
GOAL = 1.5
#: Grows with what one reader wrote, which here is a hundred times as much: it has no goal.
MY_HELP = "what I helped"
HELPER = "helper7"
LARGE = "peersupport_bench_large"


def cases() -> Iterator[Case]:
    large = Large()
    fill(FEW)
    analyze()
    large.make()
    try:
        for name, call in calls().items():
            yield Case(
                name=f"{name} at {MANY:,} threads against {FEW:,}",
                ours=large.inside(call),
                peer=call,
                goal=None if name == MY_HELP else GOAL,
            )
        yield Case(
            name=f"what is counted once in ten minutes, at {MANY:,} threads against {FEW:,}",
            ours=large.inside(count_anew),
            peer=count_anew,
            goal=None,
            rounds=3,
            warm_ups=1,
        )
    finally:
        large.drop()


def calls() -> dict[str, Callable[[], object]]:
    pages = {name: request(path) for name, path in paths().items()}
    return pages | {MY_HELP: request("/comments/my-help/", HELPER)}


def paths() -> dict[str, str]:
    words = make_words().all
    return {
        "hub list": "/help/",
        "hub, what readers can help with": "/help/?tab=open",
        "hub, a topic": "/help/?topic=sizes",
        "hub search, a word": f"/help/?q={words[20]}",
        "hub search, two words": f"/help/?q={words[2]}+{words[5]}",
        "thread page": thread_path(),
        "helpers page": "/help/helpers/",
        "API search, two words": f"/api/v2/support-threads/?search={words[2]}+{words[5]}",
    }


def thread_path() -> str:
    """A solved one with three answers that both have, under a post for everybody."""
    from django.test import Client
    from wagtail.models import PageViewRestriction

    from wagtail_peersupport.models import SupportThread

    threads = SupportThread.objects.solved().filter(answer_count=3, page__locale=1)
    members = PageViewRestriction.objects.values("page")
    thread = threads.exclude(page__in=members).earliest("pk")
    return Client().get(f"/help/{thread.comment_id}/").headers["Location"]


def count_anew() -> None:
    """Who helped, and what of it the page of helpers shows; what the promise says."""
    from wagtail.models import Site

    from wagtail_peersupport.threads.helped import what_they_did
    from wagtail_peersupport.threads.helpers import MOST, best_of
    from wagtail_peersupport.threads.promise import count_waits
    from wagtail_peersupport.threads.recognition import count_helped
    from wagtail_peersupport.threads.survivors import helping

    site = Site.objects.get(is_default_site=True)
    known = count_helped(helping(site))
    what_they_did(helping(site), best_of(known, MOST))
    count_waits(site, 48)


def request(path: str, username: str = "") -> Callable[[], object]:
    """As a stranger, or as an account, which is logged in once in each database."""
    from django.contrib.auth import get_user_model
    from django.db import connections
    from django.test import Client

    clients: dict[str, Client] = {}

    def call() -> object:
        name = connections["default"].settings_dict["NAME"]
        if name not in clients:
            clients[name] = Client()
            if username:
                clients[name].force_login(get_user_model().objects.get(username=username))
        response = clients[name].get(path)
        assert response.status_code == 200, path
        return response

    return call


class Large:
    """A second database, made from the first one, with very many threads."""

    def __init__(self) -> None:
        from django.db import connections

        self.small = connections["default"]
        settings = copy.deepcopy(self.small.settings_dict)
        self.large = self.small.__class__({**settings, "NAME": LARGE}, alias="default")

    def make(self) -> None:
        self.drop()
        name = self.small.ops.quote_name(self.small.settings_dict["NAME"])
        # Nobody may be in a database that another one is made from.
        self.small.close()
        self._administer(f"CREATE DATABASE {LARGE} TEMPLATE {name}")
        self.inside(lambda: fill_threads(MANY))()
        self.inside(analyze)()

    def drop(self) -> None:
        self.large.close()
        self._administer(f"DROP DATABASE IF EXISTS {LARGE}")

    def inside(self, call: Callable[[], object]) -> Callable[[], object]:
        """The same call, on this database."""
        from django.db import connections

        def inside() -> object:
            connections["default"] = self.large
            use_cache_of(LARGE)
            try:
                return call()
            finally:
                connections["default"] = self.small
                use_cache_of("")

        return inside

    def _administer(self, statement: str) -> None:
        with self.small._nodb_cursor() as cursor:
            cursor.execute(statement)

"""The hub's list, its search and a thread's page: at 100,000 threads against 1,000.

Two databases on one PostgreSQL with the same 2,000 posts and the same open questions; every call is
a whole request, as a stranger's browser sends it.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator

from tests.bench.case import Case
from tests.bench.database import analyze
from tests.bench.filling import fill, fill_threads, make_words

FEW, MANY = 1_000, 100_000
GOAL = 1.5
LARGE = "peersupport_bench_large"


def cases() -> Iterator[Case]:
    large = Large()
    fill(FEW)
    analyze()
    large.make()
    try:
        for name, path in paths().items():
            yield Case(
                name=f"{name} at {MANY:,} threads against {FEW:,}",
                ours=large.inside(request(path)),
                peer=request(path),
                goal=GOAL,
            )
    finally:
        large.drop()


def paths() -> dict[str, str]:
    words = make_words().all
    return {
        "hub list": "/help/",
        "hub, what readers can help with": "/help/?tab=open",
        "hub, a topic": "/help/?topic=sizes",
        "hub search, a word": f"/help/?q={words[20]}",
        "hub search, two words": f"/help/?q={words[2]}+{words[5]}",
        "thread page": thread_path(),
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


def request(path: str) -> Callable[[], object]:
    from django.test import Client

    client = Client()

    def call() -> object:
        response = client.get(path)
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
            try:
                return call()
            finally:
                connections["default"] = self.small

        return inside

    def _administer(self, statement: str) -> None:
        with self.small._nodb_cursor() as cursor:
            cursor.execute(statement)

"""Old questions that nobody answered: those that come up again and again, and that many have, first."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn

from ..models import SupportThread
from ..similarity import repeats
from ..viewer import Viewer
from .columns import PostColumn, QuestionColumn
from .listing import StaffListingView
from .reach import reachable_threads
from .situations import Situation, situations, with_waiting

#: Comparing costs more than asking the database: the newest are compared, once an hour or when they change.
COMPARED = 2000
REMEMBERED = 3600


@dataclass(frozen=True, slots=True)
class Worth:
    """An old question: its thread's key, and how many of the old questions ask the same, itself included."""

    thread_pk: int
    times: int
    me_toos: int


def worth_answering(viewer: Viewer) -> list[Worth]:
    """Archived, unanswered questions, most often asked first, then most me-toos, then newest."""
    threads = (
        reachable_threads(viewer)
        .filter(is_retired=False)
        .archived()
        .unanswered()
        .exclude(kind="idea")
        .order_by("-asked_at", "-pk")[:COMPARED]
    )
    rows = [(thread.pk, thread.me_too_count, thread) for thread in threads]
    groups = _groups([thread for *__, thread in rows])
    worth = [(groups.get(pk, (1, 0)), Worth(pk, groups.get(pk, (1, 0))[0], n)) for pk, n, __ in rows]
    worth.sort(key=lambda pair: (-pair[0][0], pair[0][1], -pair[1].me_toos))
    return [one for __, one in worth]


def _groups(threads: list[SupportThread]) -> dict[int, tuple[int, int]]:
    """For each thread that is not alone: the size of its group, and the group's number."""
    words = "\x00".join(f"{thread.pk} {thread.comment.comment}" for thread in threads)
    key = f"wagtail_peersupport.repeats.{hashlib.sha256(words.encode()).hexdigest()}"
    found = cache.get(key)
    if found is None:
        found = {
            threads[index].pk: (len(group), number)
            for number, group in enumerate(repeats([thread.title for thread in threads]))
            for index in group
        }
        cache.set(key, found, REMEMBERED)
    return found


class WorthAnsweringView(StaffListingView):
    """The archive's unanswered questions in the order in which answering pays."""

    page_title = gettext_lazy("Worth answering")
    header_icon = "history"
    index_url_name = "peersupport_staff:worth_answering"
    index_results_url_name = "peersupport_staff:worth_answering_results"
    no_results_message = gettext_lazy("No old question waits: the archive is answered.")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            QuestionColumn(self.viewer),
            NumberColumn("times", label=_("Asked"), accessor=lambda row: self.times[row.thread.pk]),
            NumberColumn("me_toos", label=_("Me too"), accessor="thread.me_too_count"),
            PostColumn(),
            DateColumn("asked", label=_("Written"), accessor="thread.asked_at"),
        ]

    def get_queryset(self) -> list[Worth]:
        return worth_answering(self.viewer)

    def rows(self, object_list: Any) -> list[Situation]:
        self.times = {one.thread_pk: one.times for one in object_list}
        threads = with_waiting(reachable_threads(self.viewer)).in_bulk(list(self.times))
        found = [threads[pk] for pk in self.times if pk in threads]
        return situations(found, self.viewer, timezone.now())

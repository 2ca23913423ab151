"""Old questions that nobody answered: those that many asked, and that many have, first."""

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
from .situations import Situation, situations
from .waiting import with_waiting

#: Comparing takes time, so only the newest are compared, and the result is kept.
COMPARED = 2000
REMEMBERED = 3600


@dataclass(frozen=True, slots=True)
class Worth:
    """An old question, by the key of its thread."""

    thread_pk: int
    me_toos: int
    times: int = 1
    """How many of the old questions ask the same, itself included."""
    group: int = 0
    """Those that ask the same have the same number."""


def worth_answering(viewer: Viewer) -> list[Worth]:
    """The newest COMPARED of the archived, unanswered questions.

    Most often asked first, then most me-toos, then newest.
    """
    threads = list(
        reachable_threads(viewer)
        .filter(is_retired=False)
        .archived()
        .unanswered()
        .order_by("-asked_at", "-pk")[:COMPARED]
    )
    groups = _groups(threads)
    found = [
        Worth(thread.pk, thread.me_too_count, *groups.get(thread.pk, ())) for thread in threads
    ]
    return sorted(found, key=lambda one: (-one.times, one.group, -one.me_toos))


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

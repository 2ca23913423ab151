"""Old questions that nobody answered: those that many asked, and that many have, first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn

from ..models import Acceptance, SupportThread
from ..threads.waiting import with_waiting
from ..viewer import Viewer
from .alike import COMPARED
from .alike import groups as groups_of
from .columns import FigureColumn, PostColumn, QuestionColumn
from .listing import StaffListingView
from .reach import reachable_threads
from .situations import Situation, situations


@dataclass(frozen=True, slots=True)
class Worth:
    """An old question, by the key of its thread."""

    thread_pk: int
    me_toos: int
    times: int = 1
    """How many of the old questions ask the same, itself included."""
    group: int = 0
    """Those that ask the same have the same number."""
    known: int | None = None
    """The thread that asks the same and was solved by an answer, if there is one."""


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
    known = _known(threads, _solved(viewer))
    found = [
        Worth(
            thread.pk,
            thread.me_too_count,
            *groups.get(thread.pk, (1, 0)),
            known=known.get(thread.pk),
        )
        for thread in threads
    ]
    return sorted(found, key=lambda one: (-one.times, one.group, -one.me_toos))


def _groups(threads: list[SupportThread]) -> dict[int, tuple[int, int]]:
    """For each thread that is not alone: the size of its group, and the group's number."""
    return {
        pk: (len(group), number) for number, group in enumerate(_repeating(threads)) for pk in group
    }


def _solved(viewer: Viewer) -> list[SupportThread]:
    """The newest COMPARED of the questions that an answer solved."""
    accepted = Acceptance.objects.filter(question=OuterRef("comment"))
    solved = reachable_threads(viewer).active().solved().filter(Exists(accepted))
    return list(solved.order_by("-asked_at", "-pk")[:COMPARED])


def _known(threads: list[SupportThread], solved: list[SupportThread]) -> dict[int, int]:
    """The newest solved thread that asks the same as each of ``threads``, by primary keys."""
    order = [thread.pk for thread in solved]
    found = {}
    for group in _repeating([*threads, *solved]) if solved else ():
        answers = sorted(set(group) & set(order), key=order.index)
        found |= {pk: answers[0] for pk in group if answers and pk not in answers}
    return found


def _repeating(threads: list[SupportThread]) -> list[tuple[int, ...]]:
    """The primary keys of threads that ask the same, group by group."""
    return groups_of([(thread.pk, thread.comment.comment) for thread in threads])


class WorthAnsweringView(StaffListingView):
    """The archive's unanswered questions in the order in which answering pays."""

    page_title = gettext_lazy("Worth answering")
    header_icon = "history"
    index_url_name = "peersupport_staff:worth_answering"
    index_results_url_name = "peersupport_staff:worth_answering_results"
    no_results_message = gettext_lazy("No old question waits: the archive is answered.")

    @cached_property
    def columns(self) -> list[Column]:
        known = [KnownColumn("known", label=_("Known answer"), accessor=self.known_of)]
        return [
            QuestionColumn(self.viewer),
            FigureColumn("times", label=_("Asked"), accessor=lambda row: self.times[row.thread.pk]),
            FigureColumn("me_toos", label=_("Me too"), accessor="thread.me_too_count"),
            *(known if any(one.known for one in self.worth) else ()),
            PostColumn(),
            DateColumn("asked", label=_("Written"), accessor="thread.asked_at"),
        ]

    @cached_property
    def worth(self) -> list[Worth]:
        return worth_answering(self.viewer)

    def get_queryset(self) -> list[Worth]:
        return self.worth

    def rows(self, object_list: Any) -> list[Situation]:
        self.times = {one.thread_pk: one.times for one in object_list}
        self.known = {one.thread_pk: one.known for one in object_list if one.known}
        solved = set(self.known.values())
        threads = with_waiting(reachable_threads(self.viewer)).in_bulk([*self.times, *solved])
        self.solved = {pk: threads[pk] for pk in solved if pk in threads}
        found = [threads[pk] for pk in self.times if pk in threads]
        return situations(found, self.viewer, timezone.now())

    def known_of(self, row: Situation) -> SupportThread | None:
        """The solved thread that asks the same."""
        return self.solved.get(self.known.get(row.thread.pk, 0))


class KnownColumn(Column):
    """Where the same was answered, and the way from there into the post."""

    cell_template_name = "wagtail_peersupport/staff/known_cell.html"

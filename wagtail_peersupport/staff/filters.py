"""What the queue can be narrowed to."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db import models
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from ..accounts import is_alone
from ..models import SupportThread, Topic
from ..models.choices import SUPPORT_KINDS, Court, Reason, Status, Urgency
from ..querysets import ThreadQuerySet
from .derived import in_court, with_reason
from .reach import reachable_pages, staff_viewer
from .situations import assigned_to, at_rest, is_unassigned, resting
from .urgency import with_urgency
from .widgets import Select


class State(models.TextChoices):
    """Where a thread stands with staff."""

    WAITING = "waiting", _("Waiting for staff")
    MINE = "mine", _("Assigned to me")
    UNASSIGNED = "unassigned", _("Waiting, assigned to nobody")
    SNOOZED = "snoozed", _("Snoozed")
    RESOLVED = "resolved", _("Resolved")
    OPEN = "open", _("Open: neither solved nor closed")
    ALL = "all", _("All current questions")
    ARCHIVE = "archive", _("Archive")


def in_state(threads: ThreadQuerySet, state: str, user: Any) -> ThreadQuerySet:
    """The threads in one state. Archive is never among any of the others."""
    now = timezone.now()
    if state == State.RESOLVED:
        # What turned out to be no question is retired; here it can be found and taken back.
        return at_rest(threads.current(), now)
    active = threads.filter(is_retired=False)
    if state == State.ARCHIVE:
        return active.archived()
    if state == State.ALL:
        return active.current()
    if state == State.SNOOZED:
        return resting(active.current(), now)
    if state == State.OPEN:
        return open_questions(active)
    if state == State.MINE:
        return assigned_to(active.current(), user)
    waiting = active.needing_staff(now)
    return waiting.filter(is_unassigned()) if state == State.UNASSIGNED else waiting


def open_questions(threads: ThreadQuerySet) -> ThreadQuerySet:
    """Current questions and problems that are neither solved nor closed."""
    return threads.filter(is_retired=False).current().unsettled()


def states(*, is_alone: bool) -> list[tuple[str, Any]]:
    """What there is to choose from: where nobody shares the work, nothing is assigned."""
    hidden = {State.MINE, State.UNASSIGNED} if is_alone else set()
    return [(state.value, state.label) for state in State if state not in hidden]


def posts_with_questions(request: HttpRequest) -> Any:
    asked = SupportThread.objects.active().filter(page=OuterRef("pk"))
    pages = reachable_pages(staff_viewer(request)).filter(Exists(asked))
    return pages.only("title").order_by("title")


def _one_of(label: Any, choices: Any, **kwargs: Any) -> django_filters.ChoiceFilter:
    kwargs.setdefault("empty_label", _("All"))
    return django_filters.ChoiceFilter(
        label=label, choices=choices, widget=forms.RadioSelect, **kwargs
    )


def by_topic() -> django_filters.ModelChoiceFilter:
    return django_filters.ModelChoiceFilter(
        label=_("Topic"), queryset=Topic.objects.all(), to_field_name="slug", empty_label=_("All")
    )


def by_post() -> django_filters.ModelChoiceFilter:
    """Offers the posts that one reaches and under which anything was asked."""
    return django_filters.ModelChoiceFilter(
        label=_("Post"),
        field_name="page",
        queryset=posts_with_questions,
        empty_label=_("All"),
        widget=Select,
    )


class QueueFilterSet(WagtailFilterSet):
    """Without a state, or with an unknown one, what waits for staff."""

    state = _one_of(
        _("Show"), State.choices, method="filter_state", empty_label=None, initial=State.WAITING
    )
    reason = _one_of(_("Reason"), Reason.choices, method="filter_reason")
    court = _one_of(_("Whose turn"), Court.choices, method="filter_court")
    urgency = _one_of(_("Urgency"), Urgency.choices, method="filter_urgency")
    status = _one_of(_("State"), Status.choices, method="filter_status")
    kind = _one_of(_("Kind"), [(kind.value, kind.label) for kind in SUPPORT_KINDS])
    topic = by_topic()
    post = by_post()

    class Meta:
        model = SupportThread
        fields: list[str] = []

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        data = data.copy()
        if data.get("state") not in State.values:
            data["state"] = State.WAITING.value
        super().__init__(data, **kwargs)
        self.filters["state"].extra["choices"] = states(is_alone=is_alone())

    def filter_state(self, threads: Any, name: str, value: str) -> Any:
        return in_state(threads, value, self.request.user)

    def filter_reason(self, threads: Any, name: str, value: str) -> Any:
        return with_reason(threads, value, timezone.now())

    def filter_court(self, threads: Any, name: str, value: str) -> Any:
        return in_court(threads, value, timezone.now())

    def filter_urgency(self, threads: Any, name: str, value: str) -> Any:
        return with_urgency(threads, value)

    def filter_status(self, threads: Any, name: str, value: str) -> Any:
        return getattr(threads, value)()

"""The queue: the threads that wait for staff, and any others on demand."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, UserColumn
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.widgets.button import Button, HeaderButton, ListingButton

from .. import permissions
from ..accounts import is_alone
from ..models import SupportThread
from ..models.choices import Status
from ..querysets import ThreadQuerySet
from ..threads.waiting import URGENCY, with_waiting
from .columns import CheckboxColumn, PostColumn, QuestionColumn, ReasonsColumn, TopicColumn
from .counts import held_count, remember_count
from .exporting import QueueExport
from .filters import QueueFilterSet, State, in_state
from .listing import StaffListingView
from .places import filters_of
from .reach import reachable_threads
from .searching import matching
from .situations import Situation, situations
from .unsure import unsure_count

#: Of the places beside the title, for our stylesheet.
PLACE = "peersupport-place"


class QueueView(QueueExport, StaffListingView):
    """What waits for staff, most urgent first; filters, search and order as in any listing."""

    model = SupportThread
    template_name = "wagtail_peersupport/staff/queue.html"
    page_title = gettext_lazy("Support")
    header_icon = "comment"
    index_url_name = "peersupport_staff:queue"
    index_results_url_name = "peersupport_staff:queue_results"
    filterset_class = QueueFilterSet
    default_ordering = URGENCY
    is_searchable = True

    @cached_property
    def is_alone(self) -> bool:
        return is_alone()

    @cached_property
    def columns(self) -> list[Column]:
        return [
            CheckboxColumn(),
            QuestionColumn(self.viewer, filters_of(self.request.GET), is_alone=self.is_alone),
            ReasonsColumn(),
            DateColumn("waiting_since", label=_("Waiting since"), sort_key="waiting_since"),
            *self._court_columns(),
            PostColumn("page__title"),
            TopicColumn(),
            StatusTagColumn(
                "status",
                label=_("State"),
                accessor=lambda row: row.thread.state_label,
                primary=lambda row: row.thread.status == Status.SOLVED,
            ),
            *([] if self.is_alone else [UserColumn("assignee", label=_("Assigned to"))]),
        ]

    def _court_columns(self) -> list[Column]:
        """What waits for staff is theirs: to say so would fill a column with one word."""
        state = self.request.GET.get("state", State.WAITING)
        if state in (State.WAITING, State.UNASSIGNED):
            return []
        return [Column("court", label=_("Whose turn"), accessor="court.label")]

    def get_base_queryset(self) -> ThreadQuerySet:
        return with_waiting(reachable_threads(self.viewer))

    def order_queryset(self, queryset: ThreadQuerySet) -> ThreadQuerySet:
        ordered = super().order_queryset(queryset)
        return ordered.order_by(*ordered.query.order_by, "pk")

    def filter_queryset(self, queryset: ThreadQuerySet) -> ThreadQuerySet:
        if self.filters.is_valid():
            return self.filters.filter_queryset(queryset)
        return in_state(queryset, State.WAITING, self.request.user)

    def search_queryset(self, queryset: ThreadQuerySet) -> ThreadQuerySet:
        return matching(queryset, self.search_query) if self.is_searching else queryset

    @property
    def is_whole(self) -> bool:
        """Whether it lists all that waits, and nothing else."""
        return not (self.is_searching or self.is_filtering)

    def rows(self, object_list: Any) -> list[Situation]:
        return situations(object_list, self.viewer, timezone.now())

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [
            HeaderButton(
                _("Held (%(count)s)") % {"count": held_count(self.viewer)},
                reverse("peersupport_staff:held"),
                icon_name="time",
                classname=PLACE,
                priority=10,
            ),
            HeaderButton(
                _("Unsure (%(count)s)") % {"count": unsure_count(self.viewer)},
                reverse("peersupport_staff:unsure"),
                icon_name="help",
                classname=PLACE,
                priority=15,
            ),
        ]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        places = [
            (_("Question by e-mail"), "peersupport_staff:by_mail", "mail"),
            (_("Worth answering"), "peersupport_staff:worth_answering", "history"),
            (_("Insights"), "peersupport_staff:insights", "table"),
            *(_for_managers() if permissions.may_manage(self.viewer.user) else []),
        ]
        buttons = [
            Button(label, reverse(name), icon_name=icon, priority=priority)
            for priority, (label, name, icon) in enumerate(places, start=10)
        ]
        return [*buttons, *super().header_more_buttons]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(bulk_buttons=self._bulk_buttons(), **kwargs)
        if self.is_whole:
            remember_count(self.viewer, context["paginator"].count)
        return context

    def _bulk_buttons(self) -> list[ListingButton]:
        opts = self.model._meta
        labels = (opts.app_label, opts.model_name)
        return sorted(
            ListingButton(
                action.display_name,
                reverse("wagtail_bulk_action", args=(*labels, action.action_type)),
                classname="bulk-action-btn",
                attrs={"aria-label": action.aria_label, "data-bulk-action-button": ""},
                priority=action.action_priority,
            )
            for action in bulk_action_registry.get_bulk_actions_for_model(*labels)
            if not (self.is_alone and getattr(action, "for_team", False))
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    @cached_property
    def no_results_message(self) -> str:
        if not self.is_whole:
            # Whoever reads this needs another list, not a search for the right filter.
            return format_html(
                '{} <a href="{}?state={}">{}</a>',
                _("No questions match."),
                self.index_url,
                State.ALL,
                _("See all current questions"),
            )
        return _(
            "Nobody waits for you. Questions come here when they are urgent, when a reader asks "
            "for staff, or when no one has answered them in time."
        )


def _for_managers() -> list[tuple[str, str, str]]:
    """Labels, addresses and icons."""
    places = [(_("Topics"), "peersupport_topics:index", "tag")]
    if apps.is_installed("wagtail.snippets"):
        places.append((_("Canned replies"), "peersupport_canned:list", "openquote"))
    return places


def listed(request: HttpRequest) -> ThreadQuerySet:
    """What the queue lists for the filters, the search and the order in an address."""
    view = QueueView()
    view.setup(request)
    return view.get_queryset()

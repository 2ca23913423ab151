"""The report screen: how the support goes, in figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from ... import permissions
from ..exporting import HarmlessExport
from ..listing import StaffListingView
from . import words
from .export import Exported, exported
from .filters import InsightsFilterSet
from .report import Report, report
from .tables import Figure


class InsightsView(HarmlessExport, StaffListingView):
    """A list of figures; filters and export as in any report of Wagtail's."""

    page_title = _("Insights")
    header_icon = "table"
    index_url_name = "peersupport_staff:insights"
    index_results_url_name = "peersupport_staff:insights_results"
    results_template_name = "wagtail_peersupport/staff/insights.html"
    filterset_class = InsightsFilterSet
    paginate_by = None
    list_export = ["figure", "row", "measure", "value", "shown"]
    export_headings = {
        "figure": _("Figure"),
        "row": _("Of"),
        "measure": _("Measure"),
        "value": _("Value"),
        "shown": _("As shown"),
    }
    export_filename = "support-insights"

    @cached_property
    def scope(self):
        return self.filters.scope(timezone.localdate())

    @cached_property
    def report(self) -> Report:
        return report(self.viewer, self.scope, timezone.now())

    def get_queryset(self) -> list[Figure]:
        return list(self.report.all)

    def export_rows(self, queryset: list[Figure]) -> Iterator[Exported]:
        return exported(queryset)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            report=self.report, scope=self.scope, span=words.span(self.scope.span), **kwargs
        )


class InsightsMenuItem(MenuItem):
    """In Wagtail's menu of reports, for staff only."""

    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.is_staff(request.user)

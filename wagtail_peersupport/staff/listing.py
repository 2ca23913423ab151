"""What the lists of the support area share: who may see them, and how their rows are made."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Table
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import HeaderButton

from .places import queue_crumb
from .reach import staff_viewer


class StaffListingView(BaseListingView):
    """A listing for staff only. ``rows`` turns what one page holds into what its columns read."""

    results_template_name = "wagtail_peersupport/staff/results.html"
    table_classname = "listing peersupport-listing"
    paginate_by = 20

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.viewer = staff_viewer(request)

    def rows(self, object_list: Any) -> Any:
        return object_list

    def get_table(self, object_list: Any) -> Table:
        return super().get_table(self.rows(object_list))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, queue_crumb(), here]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.copy()
        asked.pop("_w_filter_fragment", None)
        here = f"{self.index_url}?{asked.urlencode()}" if asked else self.index_url
        return super().get_context_data(next_url=here, **kwargs)

"""The hub's page of those who help."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import path

from ..threads.helpers import has_helpers, helpers
from ..viewer import viewer_for
from .showing import ShowingMixin


class HelpersMixin(ShowingMixin):
    """Mixed into the hub."""

    helpers_template = "wagtail_peersupport/helpers.html"

    @path("helpers/")
    def helpers(self, request: HttpRequest) -> HttpResponse:
        """For ``?month=``, as 2026-10, else for all time."""
        site = viewer_for(request).site
        if not has_helpers(site):
            raise Http404("So far too few have helped.")
        found = helpers(site, request.GET.get("month", ""))
        return self._show(request, self.helpers_template, helpers=found)

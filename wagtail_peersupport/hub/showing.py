"""How a hub shows its pages, and where they are."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from ..addresses import below
from ..conf import conf
from ..views.base import for_one_reader, page_context


class ShowingMixin:
    """Mixed into the hub, for its routes."""

    def subpage_url(self, name: str, *args: Any) -> str:
        """The address of a page below: ``hub.subpage_url("ask")``."""
        return below(self.url or "", self.reverse_subpage(name, args=args))

    def _show(self, request: HttpRequest, template: Any, **context: Any) -> HttpResponse:
        response = self.render(
            request,
            template=template,
            context_overrides=page_context(target_hours=conf.RESPONSE_TARGET_HOURS, **context),
        )
        return for_one_reader(request, response)

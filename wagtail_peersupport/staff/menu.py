"""The entry of Wagtail's menu, with how many threads wait."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import ngettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from .. import permissions
from .counts import waiting_count
from .reach import staff_viewer


class SupportMenuItem(MenuItem):
    """Shown to staff only. The count is an attribute that our stylesheet turns into a badge."""

    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.is_staff(request.user)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        # The item itself is shared by all requests: what differs goes into what it renders.
        component = super().render_component(request)
        count = waiting_count(staff_viewer(request))
        if count:
            component.attrs = {**component.attrs, **badge(str(component.label), count)}
        return component


def badge(label: str, count: int) -> dict[str, Any]:
    """Attributes for the eye and for screen readers."""
    waiting = ngettext("%(count)s question waits", "%(count)s questions wait", count)
    return {
        "data-peersupport-count": str(count) if count < 1000 else "999+",
        "aria-label": f"{label}: {waiting % {'count': count}}",
    }

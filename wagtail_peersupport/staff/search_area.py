"""The questions among the other searches of Wagtail's admin."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.search import SearchArea

from .. import permissions
from .places import queue_url


class QuestionsSearchArea(SearchArea):
    """Leads to the queue with what was typed: among all current questions, since whoever looks for
    one does not know where it stands.
    """

    template = "wagtail_peersupport/staff/search_area.html"

    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.is_staff(request.user)


def search_area() -> QuestionsSearchArea:
    """For the hook ``register_admin_search_area``."""
    return QuestionsSearchArea(
        _("Questions"),
        queue_url(),
        name="peersupport-questions",
        icon_name="comment",
        order=250,
    )

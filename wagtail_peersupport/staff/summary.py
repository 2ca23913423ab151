"""What the summary on top of Wagtail's home page says of the support."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail.admin.site_summary import SummaryItem

from .. import permissions
from ..models import SupportReply
from .counts import waiting_count
from .places import queue_url
from .reach import reachable_threads, staff_viewer

WEEK = timedelta(days=7)


class StaffItem(SummaryItem):
    """One figure, for staff only."""

    template_name = "wagtail_peersupport/staff/summary_item.html"
    icon = "comment"

    def is_shown(self) -> bool:
        return permissions.is_staff(self.request.user)

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"icon": self.icon, "url": self.url(), "words": self.words()}

    def url(self) -> str:
        """Where the figure leads, "" for nowhere."""
        return ""

    def words(self) -> str:
        raise NotImplementedError


class WaitingItem(StaffItem):
    order = 400

    def url(self) -> str:
        return queue_url()

    def words(self) -> str:
        count = waiting_count(staff_viewer(self.request))
        return ngettext("%(count)d question waits", "%(count)d questions wait", count) % {
            "count": count
        }


class ReadersItem(StaffItem):
    order = 410
    icon = "group"

    def words(self) -> str:
        count = answered_by_readers(self.request)
        words = ngettext(
            "%(count)d question answered by readers this week",
            "%(count)d questions answered by readers this week",
            count,
        )
        return words % {"count": count}


def answered_by_readers(request: HttpRequest) -> int:
    """How many questions somebody else than staff answered within the last seven days."""
    threads = reachable_threads(staff_viewer(request)).active().questions()
    answers = SupportReply.objects.visible().answers().by_readers()
    return (
        answers.filter(
            comment__submit_date__gte=timezone.now() - WEEK, thread__in=threads.values("pk")
        )
        .values("thread")
        .distinct()
        .count()
    )


def add_summary(request: HttpRequest, items: list[SummaryItem]) -> None:
    """For the hook ``construct_homepage_summary_items``."""
    items += [WaitingItem(request), ReadersItem(request)]

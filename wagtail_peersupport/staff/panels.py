"""The panel on Wagtail's home page: who waits, and whether the regular sweep runs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.ui.components import Component

from .. import permissions
from ..accounts import is_alone
from ..models import Heartbeat, SupportThread
from ..threads.waiting import URGENCY, with_waiting
from .counts import held_count, waiting_count
from .reach import reachable_threads, staff_viewer
from .situations import is_unassigned, situations

SHOWN = 5
SWEEP_EVERY = timedelta(days=1)


class SupportPanel(Component):
    """How many wait, the most urgent of them, what is held; a warning when no sweep runs."""

    name = "peersupport"
    template_name = "wagtail_peersupport/staff/home_panel.html"
    order = 90

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        viewer, now = staff_viewer(parent_context["request"]), timezone.now()
        threads = reachable_threads(viewer).active().needing_staff(now)
        urgent = with_waiting(threads).order_by(*URGENCY)[:SHOWN]
        return {
            "waiting": waiting_count(viewer),
            "unassigned": 0 if is_alone() else threads.filter(is_unassigned()).count(),
            "held": held_count(viewer),
            "urgent": situations(urgent, viewer, now),
            "sweep_is_missing": sweep_is_missing(now),
        }


def sweep_is_missing(now: datetime) -> bool:
    """Whether the sweep has not run for a day, or never in a day in which it had work."""
    beat = Heartbeat.objects.filter(name="sweep").values_list("beat_at", flat=True).first()
    if beat is not None:
        return now - beat > SWEEP_EVERY
    return SupportThread.objects.filter(opened_at__lt=now - SWEEP_EVERY).exists()


def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    if permissions.is_staff(request.user):
        panels.append(SupportPanel())

"""How much waits for staff; remembered for half a minute, since every admin page asks."""

from __future__ import annotations

from django.core.cache import cache
from django.utils import timezone

from ..viewer import Viewer
from .reach import reachable_threads

REMEMBERED = 30


def waiting_count(viewer: Viewer) -> int:
    """How many threads wait for staff, among those this viewer reaches."""
    return cache.get_or_set(_key(viewer), lambda: _count(viewer), REMEMBERED)


def remember_count(viewer: Viewer, count: int) -> None:
    """Whoever just counted them saves the menu of that page to do it again."""
    cache.set(_key(viewer), count, REMEMBERED)


def forget_count(viewer: Viewer) -> None:
    """Whoever did something sees its effect at once."""
    cache.delete(_key(viewer))


def _count(viewer: Viewer) -> int:
    return reachable_threads(viewer).active().needing_staff(timezone.now()).count()


def _key(viewer: Viewer) -> str:
    return f"wagtail_peersupport.waiting.{viewer.key}"

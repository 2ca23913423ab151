"""How much waits for staff; remembered for half a minute, since every admin page asks."""

from __future__ import annotations

from collections.abc import Callable

from django.core.cache import cache
from django.utils import timezone

from ..caches import ask_cache
from ..querysets import ThreadQuerySet
from ..viewer import Viewer
from .held import held_comments
from .reach import reachable_threads

REMEMBERED = 30
WAITING, HELD = "waiting", "held"


def waiting_count(viewer: Viewer) -> int:
    """How many threads wait for staff, among those this viewer reaches."""
    return _remembered(WAITING, viewer, lambda: _waiting(viewer).count())


def held_count(viewer: Viewer) -> int:
    """How many comments are held under the posts that this viewer reaches."""
    return _remembered(HELD, viewer, lambda: held_comments(viewer).count())


def remember_count(viewer: Viewer, count: int) -> None:
    """Whoever just counted them saves the menu of that page to do it again."""
    ask_cache(lambda: cache.set(_key(WAITING, viewer), count, REMEMBERED))


def forget_count(viewer: Viewer) -> None:
    """Whoever did something sees its effect at once."""
    ask_cache(lambda: cache.delete_many([_key(name, viewer) for name in (WAITING, HELD)]))


def _waiting(viewer: Viewer) -> ThreadQuerySet:
    return reachable_threads(viewer).active().needing_staff(timezone.now())


def _remembered(name: str, viewer: Viewer, count: Callable[[], int]) -> int:
    key = _key(name, viewer)
    known = ask_cache(lambda: cache.get(key))
    if known is None:
        known = count()
        ask_cache(lambda: cache.set(key, known, REMEMBERED))
    return known


def _key(name: str, viewer: Viewer) -> str:
    return f"wagtail_peersupport.{name}.{viewer.key}"

"""Figures that take a while to count, kept in Django's cache for some minutes.

One reader counts them anew while everybody else still reads the former ones.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Site

from ..caches import ask_cache

FRESH = timedelta(minutes=10)
KEPT = timedelta(days=1)
_COUNTING = timedelta(minutes=1)
#: Raise it where the shape of anything that is kept changes.
_VERSION = 1

Value = TypeVar("Value")


def remembered(name: str, site: Any, count: Callable[[], Value]) -> Value:
    """What ``count`` says about a site (about all without one), at most FRESH old, unless somebody
    counts it right now.
    """
    key, now = _key(name, getattr(site, "pk", None)), timezone.now()
    kept: tuple[datetime, Value] | None = ask_cache(lambda: cache.get(key))
    if kept is not None:
        until, value = kept
        if now < until or not ask_cache(lambda: _is_ours_to_count(key)):
            return value
    value = count()
    ask_cache(lambda: cache.set(key, (now + FRESH, value), KEPT.total_seconds()))
    return value


def _is_ours_to_count(key: str) -> bool:
    return cache.add(f"{key}:counting", True, _COUNTING.total_seconds())


def forget(name: str) -> None:
    """Count it anew, for every site, when it is asked for next."""
    sites = [None, *Site.objects.values_list("pk", flat=True)]
    ask_cache(lambda: cache.delete_many([_key(name, pk) for pk in sites]))


def _key(name: str, site_pk: int | None) -> str:
    return f"peersupport:{name}:{_VERSION}:{site_pk or 'all'}"

"""Asking Django's cache, which may be down: that costs time, never a page."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")

log = logging.getLogger(__name__)


def ask_cache(ask: Callable[[], Value]) -> Value | None:
    """What ``ask`` says; None where the cache does not answer. ``ask`` calls the cache and nothing
    else.
    """
    try:
        return ask()
    # Sockets, clients and unpickling what another version of us kept fail in ways of their own, and
    # share no class of errors that is narrower.
    except Exception as trouble:  # noqa: BLE001
        log.warning("The cache did not answer (%r): we go on without it.", trouble)
        return None

"""Markup that is kept in Django's cache: what an entry holds, and how it is found and forgotten.

A cache that is down costs time, never a page.
"""

from __future__ import annotations

import hashlib
import pickle
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache

from ..caches import ask_cache
from ..conf import conf
from ..threads.faces import CommentFace
from .times import Markup

#: Of what an entry holds, and of how words are cleaned: another one makes all entries worthless.
VERSION = 1
PREFIX = "peersupport:list"
GENERATION = "peersupport:generation"
PARTS = Path(__file__).resolve().parent.parent / "templates" / "wagtail_peersupport" / "parts"


@dataclass(frozen=True, slots=True)
class Kept:
    """The comments of one post, in one order and language."""

    generation: int = 0
    fingerprint: str = ""
    """Of the rows that the whole list was made of; "" where it is nobody's but its viewer's."""
    is_for_accounts: bool = False
    """Whether accounts, too, see what anybody sees."""
    counts: tuple[int, int, int] = (0, 0, 0)
    """Comments, questions, solved ones."""
    order: str = ""
    roots: dict[str, Markup] = field(default_factory=dict)
    """In their order, each under the digest of what its templates were given."""


def is_on() -> bool:
    """Whether markup is kept at all; never while somebody works on the templates."""
    return bool(conf.KEEP_MARKUP_SECONDS) and not settings.DEBUG


def find(key: str) -> Kept:
    """What is kept under a key; an empty entry of the present generation where nothing is."""
    found = ask_cache(lambda: cache.get_many([key, GENERATION])) or {}
    generation = found.get(GENERATION, 0)
    kept = found.get(key)
    return kept if kept is not None and kept.generation == generation else Kept(generation)


def keep(key: str, kept: Kept) -> None:
    ask_cache(lambda: cache.set(key, kept, conf.KEEP_MARKUP_SECONDS))


def forget_all() -> None:
    """Makes everything that is kept worthless: something changed that no fingerprint sees."""
    ask_cache(_next_generation)


def _next_generation() -> None:
    if cache.add(GENERATION, 1, None):
        return
    cache.incr(GENERATION)


def key_of(engine: Any, *parts: Any) -> str:
    """A key for markup that these templates make of what depends on ``parts``."""
    words = repr((VERSION, _stamp(engine), conf.RESPONSE_TARGET_HOURS, *parts))
    return f"{PREFIX}:{hashlib.sha256(words.encode()).hexdigest()}"


def digest_of(face: CommentFace) -> str:
    """A digest of all that the templates of a comment are given, with everything below it."""
    out = BytesIO()
    pickler = pickle.Pickler(out, protocol=5)
    # Equal faces give equal bytes, whichever strings happen to be one object.
    pickler.fast = True
    pickler.dump(face)
    return hashlib.sha256(out.getbuffer()).hexdigest()


@lru_cache(maxsize=8)
def _stamp(engine: Any) -> str:
    """Of the parts as this process renders them, a site's own among them."""
    digest = hashlib.sha256()
    for path in sorted(PARTS.glob("*.html")):
        origin = Path(engine.get_template(f"wagtail_peersupport/parts/{path.name}").origin.name)
        said = origin.read_bytes() if origin.is_file() else str(origin).encode()
        digest.update(said)
    return digest.hexdigest()

"""What the engine makes of words that are still being typed. Reads only, and keeps nothing."""

from __future__ import annotations

from typing import Any

from .. import comments, permissions
from ..actions.engines import site_engine
from ..detection.types import Context
from ..models import SupportReply, SupportThread
from ..viewer import Viewer


def wants_answer(words: str, page: Any, parent: Any, viewer: Viewer) -> bool:
    """Whether these words, sent under ``page`` in reply to ``parent`` (or None), would be taken for
    something that somebody should answer; the writer knows whether that is so.
    """
    engine = site_engine()
    return engine.analyse(words, _context(page, parent, viewer)).needs_support


def _context(page: Any, parent: Any, viewer: Viewer) -> Context:
    opener = _opener(parent) if parent is not None else None
    user = viewer.user
    return Context(
        post_title=page.title,
        language=getattr(page.locale, "language_code", ""),
        question=opener.comment if opener is not None else "",
        is_reply=parent is not None,
        in_thread=opener is not None,
        by_asker=opener is not None and permissions.wrote(viewer, opener),
        parent_by_asker=opener is not None and comments.same_writer(parent, opener),
        by_author=user is not None and user.pk == page.owner_id,
        by_staff=permissions.is_staff(user),
    )


def _opener(parent: Any) -> Any | None:
    """The comment that opened the thread in which a reply to ``parent`` would stand."""
    threads = SupportThread.objects.active().select_related("comment")
    thread = threads.filter(comment_id=parent.pk).first()
    if thread is None:
        reply = SupportReply.objects.filter(comment_id=parent.pk, thread__in=threads).first()
        thread = threads.get(pk=reply.thread_id) if reply is not None else None
    return thread.comment if thread is not None else None

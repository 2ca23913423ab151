"""Replies to start from: their placeholders are filled in, and what became of them is counted."""

from __future__ import annotations

import re
from typing import Any

from django.utils import timezone

from ..accounts import account_name
from ..conf import conf
from ..models import CannedReply, CannedUse, SupportThread
from ..viewer import Viewer

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def fill(canned: CannedReply, thread: SupportThread, viewer: Viewer, *, hub: str = "") -> str:
    """The text of a canned reply for one thread; ``hub`` is the address of its hub.

    A placeholder that is unknown, or of which nothing is known here, stays as it is, so that
    whoever sends the reply sees the hole.
    """
    asker = thread.comment
    topic = thread.topic
    hours = topic.response_target_hours if topic is not None else None
    values = {
        "name": account_name(asker.user) if asker.user is not None else asker.user_name,
        "post": thread.page.title,
        "topic": topic.name if topic is not None else "",
        "hub": hub,
        "me": account_name(viewer.user),
        "hours": str(hours if hours is not None else conf.RESPONSE_TARGET_HOURS),
    }
    return _PLACEHOLDER.sub(lambda found: values.get(found[1]) or found[0], canned.text)


def note_use(canned: CannedReply, comment: Any) -> CannedUse:
    """Note that a comment began as this reply; once for a comment, whatever is repeated."""
    use, __ = CannedUse.objects.get_or_create(
        comment_id=comment.pk, defaults={"canned": canned, "used_at": timezone.now()}
    )
    return use

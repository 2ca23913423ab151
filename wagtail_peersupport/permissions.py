"""One predicate per verb. The button, the endpoint and the API ask the same one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from .conf import conf

if TYPE_CHECKING:
    from .models import SupportReply, SupportThread
    from .viewer import Viewer

SUPPORT = "wagtail_peersupport.support"
MANAGE = "wagtail_peersupport.manage_support"


def is_staff(user: Any) -> bool:
    """Whether an account may answer as staff and work the queue."""
    return user is not None and user.is_active and user.has_perm(SUPPORT)


def wrote(viewer: Viewer, comment: Any) -> bool:
    """Whether the viewer is proven to be the writer: by account, or by the key of the guest's
    browser.
    """
    if viewer.user is not None and comment.user_id == viewer.user.pk:
        return True
    origin = getattr(comment, "peersupport_origin", None)
    return bool(viewer.key) and origin is not None and origin.voter == viewer.key


def can_accept(viewer: Viewer, reply: SupportReply, now: datetime) -> bool:
    """The asker, at once; staff for an asker who had their time. Never the asker's own."""
    thread = reply.thread
    if thread.is_idea or reply.by_asker:
        return False
    if wrote(viewer, thread.comment):
        return True
    return is_staff(viewer.user) and thread.may_staff_accept(now, conf.staff_accept_after)


def can_unaccept(viewer: Viewer, thread: SupportThread) -> bool:
    return wrote(viewer, thread.comment) or is_staff(viewer.user)


def can_vote(viewer: Viewer, reply: SupportReply) -> bool:
    """Anybody, on any answer that is not their own."""
    return reply.is_answer and not wrote(viewer, reply.comment)


def can_say_me_too(viewer: Viewer, thread: SupportThread) -> bool:
    return not wrote(viewer, thread.comment)


def can_ask_for_staff(viewer: Viewer, thread: SupportThread) -> bool:
    """Any reader, about any current thread."""
    return not thread.is_archive


def can_work_queue(viewer: Viewer) -> bool:
    """Assign, resolve, reopen, flag, approve, correct."""
    return is_staff(viewer.user)

"""The helper hears that their answer stands in the post: once per answer, and only where the
address was proven. Staff are not told of their own.
"""

from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from .. import permissions
from ..addresses import Addresses
from ..models import Lesson, Notice, SupportReply
from ..viewer import Viewer
from .answering import answers
from .helper_links import helper_url
from .once import send_once
from .proven import helper_who_sees


def notify_taught(lesson_pk: int) -> None:
    """Tell whoever wrote an answer that the published post holds it. Does nothing where it may not,
    was done, or where it was taken out meanwhile.
    """
    lesson = _published().filter(pk=lesson_pk).first()
    reply = _reply(lesson) if lesson is not None else None
    if reply is None or permissions.is_staff(reply.comment.user):
        return
    to, viewer = helper_who_sees(reply)
    if to:
        context = partial(_context, reply, to, viewer)
        send_once("in_post", to, Notice.Event.IN_POST, reply.comment, reply.thread.page, context)


def untold_lessons(since: datetime) -> list[int]:
    """Lessons that went live after ``since`` and of which the helper was perhaps not told; primary
    keys.
    """
    notices = Notice.objects.filter(event=Notice.Event.IN_POST, comment=OuterRef("answer"))
    live = _published().filter(~Exists(notices), live_at__gt=since)
    return list(live.order_by("live_at", "pk").values_list("pk", flat=True))


def _published() -> QuerySet:
    """What was published since it was drafted: before, an answer to the same question may be live
    that is another one's.
    """
    return Lesson.objects.filter(live_at__gte=F("drafted_at"))


def _reply(lesson: Lesson) -> SupportReply | None:
    """The answer in its thread, while readers see both."""
    return answers().filter(comment=lesson.answer_id, thread__is_archive=False).first()


def _context(reply: SupportReply, to: str, viewer: Viewer) -> dict[str, Any]:
    thread, page = reply.thread, reply.thread.page.specific
    return {
        "page": page,
        "name": reply.comment.user_name,
        "question": thread.title,
        "post_url": page.full_url,
        "helper_url": helper_url(page, reply.comment, to),
        "thread_url": Addresses(viewer).full(thread, page, reply.comment_id),
    }

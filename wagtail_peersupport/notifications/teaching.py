"""The helper hears that their answer stands in the post: once per answer, and only where the
address was proven. Staff are not told of their own.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import translation

from .. import permissions
from ..addresses import Addresses
from ..models import Lesson, Notice, SupportReply
from ..querysets import visible_pages
from ..viewer import Viewer, public_viewer
from .answering import answers, remember
from .helper_links import helper_url
from .sending import send
from .thanking import helper_address


def notify_taught(lesson_pk: int) -> None:
    """Tell whoever wrote an answer that the published post holds it. Does nothing where it may not,
    was done, or where it was taken out meanwhile.
    """
    lesson = _published().filter(pk=lesson_pk).first()
    reply = _reply(lesson) if lesson is not None else None
    if reply is None or permissions.is_staff(reply.comment.user):
        return
    to = helper_address(reply.comment)
    viewer = Viewer(user=reply.comment.user) if reply.comment.user_id else public_viewer()
    if to and visible_pages(viewer).filter(pk=reply.thread.page_id).exists():
        _tell(reply, to, viewer)


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


def _tell(reply: SupportReply, to: str, viewer: Viewer) -> None:
    # In one transaction: a mail that could not be sent leaves no notice, and the sweep tries again.
    with transaction.atomic():
        if not remember(reply.comment, to, Notice.Event.IN_POST):
            return
        thread, page = reply.thread, reply.thread.page.specific
        with translation.override(page.locale.language_code):
            send(
                "in_post",
                to,
                {
                    "page": page,
                    "name": reply.comment.user_name,
                    "question": thread.title,
                    "post_url": page.full_url,
                    "helper_url": helper_url(page, reply.comment, to),
                    "thread_url": Addresses(viewer).full(thread, page, reply.comment_id),
                },
            )

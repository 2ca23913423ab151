"""The asker hears when somebody answers: once per answer, and only where the address was proven."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from .. import comments
from ..addresses import Addresses
from ..asker_links import Purpose, asker_url
from ..detection.text import plain_text
from ..models import Notice, SupportReply, SupportThread
from ..models.merges import asked_in
from ..querysets import is_visible
from ..viewer import Viewer
from .once import send_once
from .proven import proven_address, writer_of


def notify_asker(reply_pk: int) -> None:
    """Tell whoever asked about this answer: the asker of the thread, and those whose question was
    merged into it. Does nothing where it may not or was done.
    """
    reply = (
        answers()
        .filter(pk=reply_pk)
        .exclude(comment__in=Notice.objects.filter(recipient_hash="").values("comment"))
        .first()
    )
    if reply is not None:
        for question in questions(reply.thread):
            tell(reply, question)


def replies() -> QuerySet:
    """What somebody could be told of, while readers see both it and the question."""
    return (
        SupportReply.objects.visible()
        .select_related("comment__user", "thread__comment__user", "thread__page__locale")
        .filter(
            thread__is_retired=False,
            thread__comment__is_public=True,
            thread__comment__is_removed=False,
        )
    )


def answers() -> QuerySet:
    """Those of :func:`replies` that are answers."""
    return replies().answers()


def questions(thread: SupportThread) -> list[SupportThread]:
    """The threads whose askers an answer in ``thread`` is for; nobody hears of the archive."""
    threads = SupportThread.objects.current().filter(comment__in=asked_in(thread)).order_by("pk")
    return list(threads.select_related("comment__user", "comment__peersupport_origin"))


def tell(reply: SupportReply, question: SupportThread) -> None:
    """Mail the asker of ``question`` about an answer, unless it is their own or they know of it."""
    asker = question.comment
    to = proven_address(asker)
    is_own = comments.same_writer(asker, reply.comment)
    # Whoever follows the whole page by xtd's own means hears of it from xtd.
    hears = asker.followup and question.page_id == reply.thread.page_id
    if not to or is_own or hears:
        return
    viewer, page = writer_of(asker), reply.thread.page
    if is_visible(page, viewer):
        context = partial(_context, reply, question, to, viewer)
        send_once("answered", to, Notice.Event.ANSWERED, reply.comment, page, context)


def _context(
    reply: SupportReply, question: SupportThread, to: str, viewer: Viewer
) -> dict[str, Any]:
    page = reply.thread.page.specific
    return {
        **_links(reply, question, to, page),
        "page": page,
        "name": question.comment.user_name,
        "helper": reply.comment.user_name,
        "question": question.title,
        "words": plain_text(reply.comment.comment),
        "thread_url": Addresses(viewer).full(reply.thread, page, reply.comment_id),
    }


def _links(reply: SupportReply, question: SupportThread, to: str, page: Any) -> dict[str, str]:
    """What the asker may say of the answer without an account: nothing of an idea, or where their
    question was merged into another one, and no "did it help?" of what is solved.
    """
    asked, about = question.comment_id, reply.comment_id
    if question.pk != reply.thread_id or question.is_idea:
        return {}
    links = {"question_url": asker_url(page, Purpose.QUESTION, asked, to)}
    if reply.thread.solved_at is None:
        links["solved_url"] = asker_url(page, Purpose.SOLVED, asked, to, about)
        links["stuck_url"] = asker_url(page, Purpose.STUCK, asked, to, about)
    return links


def untold_answers(since: datetime) -> list[int]:
    """Answers after ``since`` of which somebody was perhaps not told who could be; primary keys."""
    proven = Q(thread__comment__user__isnull=False) | Q(
        thread__comment__peersupport_origin__is_confirmed=True
    )
    notices = Notice.objects.filter(event=Notice.Event.ANSWERED, comment=OuterRef("comment"))
    untold = (
        proven & ~Exists(notices) & Q(thread__is_archive=False, thread__comment__followup=False)
    )
    # Where several asked, one of them may know and another not.
    merged = Exists(SupportThread.objects.current().filter(merged_into=OuterRef("thread")))
    return list(
        SupportReply.objects.visible()
        .answers()
        .filter(untold | merged, thread__is_retired=False, comment__submit_date__gt=since)
        .order_by("comment__submit_date", "pk")
        .values_list("pk", flat=True)
    )

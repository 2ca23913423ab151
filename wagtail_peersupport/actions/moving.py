"""Staff put a comment where it belongs: into another thread of its post, into none, or on its own.

What hangs on it follows it. Where it was written stays as it is: only our decision changes.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .. import comments, permissions, signals
from ..accounts import account_name
from ..models import CommentDecision, CommentOrigin, SupportReply, SupportThread
from ..models.choices import Kind, Outcome, Source
from ..viewer import Viewer
from .decisions import decision_of, is_empty
from .errors import Refused, staff_only
from .followups import open_again
from .locking import lock_comment, lock_under
from .storing import Synced
from .sync import sync_comments

KEYS = {"answers": "answers_id", "decided_by": "decided_by_id"}


@dataclass(frozen=True, slots=True)
class Before:
    """What people had decided of a comment, to go back to."""

    answers: int | None = None
    stands_apart: bool = False
    needs_support: bool | None = None
    kind: str = ""
    source: str = str(Source.STAFF)
    decided_by: int | None = None


def decided_before(comment: Any) -> Before:
    """What :func:`restore_place` takes, as things are now."""
    decision = decision_of(comment.pk)
    if decision is None:
        return Before()
    return Before(
        decision.answers_id,
        decision.stands_apart,
        decision.needs_support,
        decision.kind,
        str(decision.source),
        decision.decided_by_id,
    )


def move_comment(comment: Any, viewer: Viewer, thread: SupportThread) -> None:
    """Put a comment and its replies into another thread of the same post.

    Raises NotAllowed, and Refused where it can't belong there: it is a question of its own, that
    question was asked below it, or stands under another post.
    """
    _check(viewer, comment)
    if thread.page_id != comments.page_pk(comment):
        raise Refused(_("A comment stays under its post: choose a question of the same one."))
    place = {"answers": thread.comment_id, "stands_apart": False, "needs_support": False}
    _put(comment, viewer, place, _check_is_reply, into=thread)


def set_apart(comment: Any, viewer: Viewer) -> None:
    """Say that a comment belongs to no thread, nor do its replies.

    Raises NotAllowed, and Refused for a question of its own.
    """
    _check(viewer, comment)
    place = {"answers": None, "stands_apart": True, "needs_support": False}
    _put(comment, viewer, place, _check_is_reply)


def put_back(comment: Any, viewer: Viewer) -> None:
    """Leave it to the comment again where it belongs and whether it asks something.

    Raises NotAllowed, and Refused where it would answer itself.
    """
    _check(viewer, comment)
    place = {"answers": None, "stands_apart": False, "needs_support": None, "kind": ""}
    _put(comment, viewer, place)


def split_off(comment: Any, viewer: Viewer, kind: Kind) -> None:
    """Make a reply a question (problem, idea) of its own, which its replies follow.

    Raises NotAllowed, and Refused for a comment that is one already, or is held.
    """
    _check(viewer, comment)
    place = {"needs_support": True, "kind": str(kind)}
    _put(comment, viewer, place, _check_is_reply, action="peersupport.split")


def restore_place(comment: Any, viewer: Viewer, before: Before) -> None:
    """Take one of the verbs above back. Raises NotAllowed, and Refused where the comment would
    answer itself by now.
    """
    _check(viewer, comment)
    _put(comment, viewer, asdict(before), action="peersupport.unmove")


def _put(
    comment: Any,
    viewer: Viewer,
    place: dict[str, Any],
    check: Callable[[Any], None] = lambda comment: None,
    into: SupportThread | None = None,
    action: str = "peersupport.move",
) -> None:
    page_pk = comments.page_pk(comment)
    with transaction.atomic():
        lock_comment(comment.pk)
        lock_under([page_pk])
        check(comment)
        belonged = _threads_of(page_pk)
        _write(comment.pk, {"source": Source.STAFF, "decided_by": viewer.user.pk, **place})
        synced = sync_comments([comment.pk], announce=False)
        if comment.pk in synced.circles:
            raise Refused(_("That question was asked below this comment, so it can't move there."))
        reply = SupportReply.objects.filter(comment_id=comment.pk).first()
        if into is not None and (reply is None or reply.thread_id != into.pk):
            raise Refused(_("That question is no longer there, so nothing was moved."))
        for thread in SupportThread.objects.filter(comment_id=comment.pk, is_retired=False):
            open_again(thread, Outcome.NOT_A_QUESTION)
        _log(comment, viewer, action, belonged.get(comment.pk), reply)
    _announce(page_pk, synced, belonged)


def _write(comment_pk: int, place: dict[str, Any]) -> None:
    decision = decision_of(comment_pk) or CommentDecision(comment_id=comment_pk)
    for name, value in place.items():
        setattr(decision, KEYS.get(name, name), value)
    decision.decided_at = timezone.now()
    if not is_empty(decision):
        decision.save()
    elif decision.pk is not None:
        decision.delete()


def _check(viewer: Viewer, comment: Any) -> None:
    staff_only(permissions.can_rearrange(viewer, comment))


def _check_is_reply(comment: Any) -> None:
    """Only replies move: a question takes its whole thread along, which is to merge it."""
    is_held = CommentOrigin.objects.filter(comment_id=comment.pk, is_held=True).exists()
    if is_held or not comments.is_shown(comment):
        raise Refused(_("This comment is held or hidden. Approve it first."))
    threads = SupportThread.objects.filter(comment_id=comment.pk)
    if threads.filter(is_retired=False).exists():
        raise Refused(_("This is a question of its own: merge it into another one instead."))
    if threads.filter(merged_into__isnull=False).exists():
        raise Refused(_("This question was merged into another one: undo that first."))


def _threads_of(page_pk: int) -> dict[int, int]:
    """The thread of every comment of a post that is a reply in one."""
    replies = SupportReply.objects.filter(thread__page=page_pk)
    return dict(replies.values_list("comment_id", "thread_id"))


def _announce(page_pk: int, synced: Synced, belonged: dict[int, int]) -> None:
    """Tell of new threads, and of replies that their askers may not know of yet."""
    for thread in synced.opened:
        signals.thread_opened.send(SupportThread, thread=thread)
    now = _threads_of(page_pk)
    arrived = [pk for pk in now if belonged.get(pk) != now[pk]]
    for reply in SupportReply.objects.filter(comment__in=arrived).select_related(
        "thread__comment", "comment"
    ):
        signals.reply_added.send(SupportReply, reply=reply)


def _log(
    comment: Any, viewer: Viewer, action: str, origin: int | None, reply: SupportReply | None
) -> None:
    """Once in the history of every thread that is concerned, else in the comment's own."""
    opened = SupportThread.objects.filter(comment_id=comment.pk, is_retired=False)
    target = reply.thread_id if reply is not None else opened.values_list("pk", flat=True).first()
    threads = SupportThread.objects.select_related("comment").in_bulk({origin, target} - {None})
    data = {
        "name": account_name(comment.user) if comment.user_id else comment.user_name,
        "from": threads[origin].title if origin else "",
        "to": threads[target].title if target else "",
    }
    for concerned in threads.values() or [comment]:
        log(concerned, action, user=viewer.user, data=data)

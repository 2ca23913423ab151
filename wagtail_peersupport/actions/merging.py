"""Staff say that two threads ask the same: one takes the other in, and may give it back.

Merging writes one key, ``merged_into``. Reading and counting follow it: under the same post the
question and its replies become replies of the other thread, under another post they stay as they
are; me-toos and acceptances count for the thread that took them in. So to undo it is exact.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .. import comments, permissions, signals
from ..models import CommentDecision, CommentOrigin, MeToo, SupportReply, SupportThread
from ..models.choices import Outcome, Source
from ..models.merges import takers
from ..viewer import Viewer
from . import decisions, followups
from .errors import Refused, staff_only
from .locking import lock_comment, lock_under
from .refreshing import refresh_threads
from .sync import sync_comments


def merge_thread(thread: SupportThread, viewer: Viewer, into: SupportThread) -> None:
    """Say that ``thread`` asks the same as ``into``: who asked it and their me-toos go along.

    Raises NotAllowed, and Refused where one of them is gone or ``into`` was asked within
    ``thread``.
    """
    _check(viewer, thread, into)
    if thread.pk == into.pk:
        raise Refused(_("A question can't be merged into itself: choose another one."))
    with transaction.atomic():
        for pk in sorted({thread.comment_id, into.comment_id}):
            lock_comment(pk)
        lock_under([thread.page_id, into.page_id])
        found = _active().in_bulk([thread.pk, into.pk])
        if len(found) < 2:
            raise Refused(_("One of the two is no longer there, so nothing was merged."))
        thread, into = found[thread.pk], found[into.pk]
        _check_not_below(into, thread)
        SupportThread.objects.filter(pk=thread.pk).update(merged_into=into, is_retired=True)
        _say_me_too(thread)
        sync_comments([thread.comment_id], announce=False)
        refresh_threads([thread.pk, into.pk])
        followups.close(thread, viewer, Outcome.MERGED)
        log(thread, "peersupport.merge", user=viewer.user, data={"into": into.pk})
        log(into, "peersupport.merge", user=viewer.user, data={"taken": thread.pk})
        thread.refresh_from_db()
    signals.threads_changed.send(SupportThread, threads=sorted([thread.pk, into.pk]))
    signals.threads_merged.send(SupportThread, thread=thread, into=into)


def unmerge_thread(thread: SupportThread, viewer: Viewer) -> None:
    """Make a merged thread stand for itself again, as it was. Harmless if it does. Raises
    NotAllowed.
    """
    _check(viewer, thread)
    above = takers([thread.pk])[thread.pk]
    pages = SupportThread.objects.filter(pk__in=[thread.pk, *above]).values_list("page", flat=True)
    with transaction.atomic():
        lock_comment(thread.comment_id)
        lock_under(list(pages))
        thread = SupportThread.objects.with_authors().get(pk=thread.pk)
        if thread.merged_into_id is None:
            return
        above = takers([thread.pk])[thread.pk]
        SupportThread.objects.filter(pk=thread.pk).update(merged_into=None)
        key = permissions.voter_of(thread.comment)
        MeToo.objects.filter(comment_id=thread.comment_id, voter=key).delete()
        _open_again(thread, viewer)
        refresh_threads([thread.pk, *above])
        followups.open_again(thread, Outcome.MERGED)
        into = SupportThread.objects.with_authors().get(pk=above[0])
        log(thread, "peersupport.unmerge", user=viewer.user, data={"from": into.pk})
        log(into, "peersupport.unmerge", user=viewer.user, data={"given": thread.pk})
    signals.threads_changed.send(SupportThread, threads=sorted([thread.pk, *above]))


def _active() -> Any:
    return SupportThread.objects.active().with_authors()


def _check(viewer: Viewer, *threads: SupportThread) -> None:
    staff_only(all(permissions.can_support(viewer, thread) for thread in threads))


def _check_not_below(into: SupportThread, thread: SupportThread) -> None:
    """A question can't become a reply to what was asked below it."""
    rows = {row.pk: row for row in comments.settled(thread_id=into.comment.thread_id)}
    above: list[int] = []
    row = into.comment
    while comments.is_reply(row) and row.parent_id in rows and row.parent_id not in above:
        above.append(row.parent_id)
        row = rows[row.parent_id]
    is_below = SupportReply.objects.filter(comment__in=above, thread=thread).exists()
    if is_below or thread.comment_id in above:
        raise Refused(
            _("“%(title)s” was asked in a reply to this one. Merge it the other way round.")
            % {"title": into.title}
        )


def _say_me_too(thread: SupportThread) -> None:
    """Who asked has the other question, too. Nobody else's me-too on one's own question exists, so
    this one can be told from those that readers said.
    """
    key = permissions.voter_of(thread.comment)
    if key:
        asked = {"created_at": thread.asked_at}
        MeToo.objects.get_or_create(comment_id=thread.comment_id, voter=key, defaults=asked)


def _open_again(thread: SupportThread, viewer: Viewer) -> None:
    """Read it as what it says; it comes back even where another engine would not open it now."""
    sync_comments([thread.comment_id], announce=False)
    is_back = SupportThread.objects.filter(pk=thread.pk, is_retired=False).exists()
    is_held = CommentOrigin.objects.filter(comment_id=thread.comment_id, is_held=True).exists()
    if is_back or is_held or not comments.is_shown(thread.comment):
        return
    said_no = CommentDecision.objects.filter(comment_id=thread.comment_id, needs_support=False)
    if not said_no.exists():
        decisions.write(
            thread.comment_id,
            needs_support=True,
            kind=thread.kind,
            source=Source.STAFF,
            user=viewer.user,
        )
        sync_comments([thread.comment_id], announce=False)

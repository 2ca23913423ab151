"""Reading what was written before: nobody is told of it, neither now nor by a later sweep."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from .. import comments
from ..conf import conf
from ..models import Notice
from .sync import Synced, sync_comments


def read_quietly(pks: Collection[int]) -> Synced:
    """Read comments as :func:`sync_comments` does and tell nobody of those that were never read,
    nor of what reading changes.
    """
    with transaction.atomic(), comments.quietly():
        tell_nobody(comments.settled(pk__in=pks, peersupport_analysis=None))
        return sync_comments(pks, announce=False)


def read_unread(pks: Collection[int]) -> None:
    """Read, as :func:`read_quietly` does, those of these comments that were never read."""
    unread = comments.settled(pk__in=pks, peersupport_analysis=None)
    if missing := list(unread.values_list("pk", flat=True)):
        read_quietly(missing)


def tell_nobody(rows: Iterable[Any]) -> None:
    """Note of these comments that no mail is ever to tell of them.

    Those old enough to stand in the archive need no note: nobody is told of answers there.
    """
    now = timezone.now()
    Notice.objects.bulk_create(
        (
            Notice(event=Notice.Event.ANSWERED, comment_id=row.pk, sent_at=now)
            for row in rows
            if now - row.submit_date <= conf.archive_after
        ),
        ignore_conflicts=True,
    )

"""What answers are worth by what they say and what followed: recomputed, a thread at a time.

Readers' pages only read what is stored here. Votes, acceptances and the word of staff are no part
of it; threads/facts.py puts them together.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from .. import comments
from ..models import Acceptance, Heartbeat, SupportReply, SupportThread
from ..ranking.discussion import Discussion, Said
from ..ranking.model import ContentModel, content_model
from .engines import uses_meaning
from .refreshing import Talks, lock_talks, write

BATCH = 100
#: The name under which is noted that every reply was rated by a version of the model.
RATED = "rated "


def rate_threads(pks: Iterable[int]) -> int:
    """Rate the visible replies of these threads anew; returns how many are rated otherwise now.

    A fixed number of queries however many threads; running it twice, or at the same time, gives
    the same result.
    """
    with transaction.atomic():
        return rate(lock_talks(pks))


def rate(talks: Talks) -> int:
    """The same for threads that are locked already."""
    replies = [reply for thread in talks.threads for reply in talks.replies[thread.pk]]
    if not replies:
        return 0
    model = content_model(with_meaning=uses_meaning())
    records = _Records(replies)
    changed = [
        reply
        for thread in talks.threads
        for reply in _rate(model, thread, talks.replies[thread.pk], records)
    ]
    for at in range(0, len(changed), BATCH):
        write(SupportReply, changed[at : at + BATCH], ["merit", "merit_reasons"])
    return len(changed)


def rate_outdated() -> int:
    """Rate all threads, where another version of the model did so last; returns how many replies
    are rated otherwise now. It may be interrupted and run again.
    """
    version = content_model(with_meaning=uses_meaning()).version
    noted = RATED + hashlib.sha256(version.encode()).hexdigest()[:16]
    if Heartbeat.objects.filter(name=noted).exists():
        return 0
    pks = list(SupportThread.objects.active().order_by("pk").values_list("pk", flat=True))
    changed = sum(rate_threads(pks[at : at + BATCH]) for at in range(0, len(pks), BATCH))
    Heartbeat.objects.filter(name__startswith=RATED).delete()
    Heartbeat.objects.update_or_create(name=noted, defaults={"beat_at": timezone.now()})
    return changed


def _rate(
    model: ContentModel, thread: SupportThread, replies: Sequence[SupportReply], records: "_Records"
) -> list[SupportReply]:
    """Set the merits of a thread's replies; gives those that changed."""
    places = {reply.comment_id: at for at, reply in enumerate(replies)}
    said = [
        Said(
            text=reply.comment.comment,
            author=_writer(reply.comment),
            by_asker=reply.by_asker,
            parent=_place_above(reply.comment, places),
            name=reply.comment.user_name,
            record=records.of(reply),
        )
        for reply in replies
    ]
    merits = model.rate(Discussion(thread.comment.comment, said))
    changed = []
    for reply, merit in zip(replies, merits, strict=True):
        reasons = [str(reason) for reason in merit.reasons]
        if (reply.merit, reply.merit_reasons) != (merit.value, reasons):
            reply.merit, reply.merit_reasons = merit.value, reasons
            changed.append(reply)
    return changed


def _place_above(comment: Any, places: dict[int, int]) -> int | None:
    return places.get(comment.parent_id) if comments.is_reply(comment) else None


def _writer(comment: Any) -> str:
    """The same for the same writer, as far as the comment tells."""
    if comment.user_id:
        return f"u:{comment.user_id}"
    return f"e:{(comment.user_email or comment.user_name).casefold()}"


class _Records:
    """How many answers of a writer solved other questions: of accounts and confirmed addresses
    only. Two queries.
    """

    def __init__(self, replies: Sequence[SupportReply]) -> None:
        proven = [reply.comment for reply in replies if _is_proven(reply.comment)]
        proof = Q(answer__user__isnull=False) | Q(answer__peersupport_origin__is_confirmed=True)
        of_these = Acceptance.objects.filter(
            proof,
            Q(answer__user_id__in={row.user_id for row in proven if row.user_id})
            | Q(answer__user_email__in={row.user_email for row in proven if not row.user_id}),
            answer__is_public=True,
            answer__is_removed=False,
        )
        counted = of_these.values_list("answer__user_id", "answer__user_email").annotate(
            Count("answer", distinct=True)
        )
        self._all: Counter[str] = Counter()
        for user_id, email, count in counted.order_by():
            self._all[f"u:{user_id}" if user_id else f"e:{email.casefold()}"] += count
        here = of_these.filter(answer__in={row.pk for row in proven}).values_list(
            "answer__support_reply__thread", "answer__user_id", "answer__user_email"
        )
        self._here: Counter[tuple[int, str]] = Counter(
            (thread, f"u:{user_id}" if user_id else f"e:{email.casefold()}")
            for thread, user_id, email in here.distinct()
        )

    def of(self, reply: SupportReply) -> int:
        if not _is_proven(reply.comment):
            return 0
        writer = _writer(reply.comment)
        return max(0, self._all[writer] - self._here[reply.thread_id, writer])


def _is_proven(comment: Any) -> bool:
    origin = getattr(comment, "peersupport_origin", None)
    is_confirmed = origin is not None and origin.is_confirmed and bool(comment.user_email)
    return bool(comment.user_id) or is_confirmed

"""The regular repair: whatever a lost job, or xtd's silent updates, left undone."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from .. import comments, signals
from ..models import (
    AddressCheck,
    Heartbeat,
    MeToo,
    PendingComment,
    SupportReply,
    SupportThread,
)
from ..models.choices import SUPPORT_KINDS
from .backfilling import BATCH, in_batches
from .indexing import index_threads, misplaced_threads
from .lessons import refresh_lessons
from .limits import VOICES
from .rating import rate_outdated
from .refreshing import refresh_threads
from .sync import NEWS, sync_comments
from .telling import NO_WISH
from .topics import reroute_threads

#: How far back flat comments that point at somebody are looked at again.
POINTING = timedelta(days=14)
KEEP_PENDING = timedelta(days=60)
KEEP_ADDRESSES = timedelta(hours=24)
HEARTBEAT = "sweep"


@dataclass(slots=True)
class Swept:
    """How much was repaired, of each sort."""

    settled: int = 0
    """Comments that a failed save had left without a place."""

    read: int = 0
    """Comments that nobody had read."""

    placed: int = 0
    """Comments that stood in a thread though hidden, or were missing from theirs."""

    recounted: int = 0
    """Threads whose counts or dates were wrong."""

    rated: int = 0
    """Replies that another version of the content model had rated otherwise."""

    routed: int = 0
    """Threads that did not stand where their topic is now."""

    learned: int = 0
    """Answers that were, or are no more, in the published post."""

    indexed: int = 0
    """Threads that search could not find, or found though hidden."""

    forgotten: int = 0
    """Comments that were never confirmed, and hashed addresses, that were kept long enough."""


def sweep() -> Swept:
    """Repair everything once. It may run at any time, twice, or beside another."""
    now = timezone.now()
    return Swept(
        settled=comments.repair_orphans(),
        read=_reread(_unread, now),
        placed=_reread(_misplaced, now),
        recounted=_recount(),
        rated=rate_outdated(),
        routed=_reroute(),
        learned=len(refresh_lessons()),
        indexed=_reindex(),
        forgotten=_forget(now),
    )


def beat() -> None:
    """Note that the sweep came to its end."""
    Heartbeat.objects.update_or_create(name=HEARTBEAT, defaults={"beat_at": timezone.now()})


# -- comments --------------------------------------------------------------------------------------


def _reread(find: Callable[[datetime], dict[int, int]], now: datetime) -> int:
    """Read what ``find`` finds (comments, with their posts); return how many that repaired."""
    found = find(now)
    by_page = defaultdict(list)
    for pk, page_pk in found.items():
        by_page[page_pk].append(pk)
    for batch in in_batches({page_pk: len(pks) for page_pk, pks in by_page.items()}):
        sync_comments([pk for page_pk in batch for pk in by_page[page_pk]])
    return len(found.keys() - find(now).keys()) if found else 0


def _unread(_now: datetime) -> dict[int, int]:
    return _with_posts(comments.settled(peersupport_analysis=None))


def _misplaced(now: datetime) -> dict[int, int]:
    """Comments whose place disagrees with what everybody may see."""
    hidden = comments.settled(support_reply__isnull=False).exclude(comments.shown())
    placeless = comments.settled(peersupport_analysis__isnull=False, support_reply=None).filter(
        comments.shown(), Q(support_thread=None) | Q(support_thread__is_retired=True)
    )
    admitted = placeless.exclude(peersupport_origin__is_held=True)
    # What asks the same as another question belongs to that one, wherever it stands.
    placeable = admitted.exclude(support_thread__merged_into__isnull=False)
    follows = ~_was_placed() & (_answers_in_a_thread() | _points_back(now))
    missing = placeable.filter(_needs_support() | follows | _was_moved_to_a_thread())
    return _with_posts(hidden) | _with_posts(missing)


def _needs_support() -> Q:
    guessed = Q(
        peersupport_analysis__needs_support=True,
        peersupport_analysis__is_public=True,
        peersupport_analysis__kind__in=SUPPORT_KINDS,
        peersupport_decision__needs_support=None,
    )
    return guessed | Q(peersupport_decision__needs_support=True)


def _answers_in_a_thread() -> Q:
    return _in_a_thread("parent_id")


def _was_moved_to_a_thread() -> Q:
    return _in_a_thread("peersupport_decision__answers_id")


def _was_placed() -> Q:
    """A person, or an export, said where it belongs."""
    moved = Q(peersupport_decision__answers__isnull=False)
    return moved | Q(peersupport_decision__stands_apart=True)


def _in_a_thread(comment: str) -> Q:
    threads = SupportThread.objects.active().filter(comment=OuterRef(comment))
    replies = SupportReply.objects.visible().filter(comment=OuterRef(comment))
    return Q(Exists(threads)) | Q(Exists(replies))


def _points_back(now: datetime) -> Q:
    return Q(peersupport_analysis__points_back=True, submit_date__gt=now - POINTING)


def _with_posts(rows: QuerySet) -> dict[int, int]:
    """The keys of these comments, each with its post's; not those of posts that are gone."""
    found = {pk: int(object_pk) for pk, object_pk in rows.values_list("pk", "object_pk")}
    pages = comments.page_model().objects.filter(pk__in=set(found.values()))
    there = set(pages.values_list("pk", flat=True))
    return {pk: page_pk for pk, page_pk in found.items() if page_pk in there}


# -- threads ---------------------------------------------------------------------------------------


def _recount() -> int:
    pks = list(SupportThread.objects.current().order_by("pk").values_list("pk", flat=True))
    changed = 0
    for start in range(0, len(pks), BATCH):
        threads = refresh_threads(pks[start : start + BATCH])
        if threads:
            keys = sorted(thread.pk for thread in threads)
            signals.threads_changed.send(SupportThread, threads=keys)
        changed += len(threads)
    return changed


def _reroute() -> int:
    current = SupportThread.objects.current().values_list("pk", flat=True)
    return len(reroute_threads(current))


def _reindex() -> int:
    found = misplaced_threads()
    if found:
        index_threads(found)
    return len(set(found) - set(misplaced_threads())) if found else 0


# -- what is kept only for a while -----------------------------------------------------------------


def _forget(now: datetime) -> int:
    deleted, __ = PendingComment.objects.filter(created_at__lt=now - KEEP_PENDING).delete()
    checked, __ = AddressCheck.objects.filter(created_at__lt=now - KEEP_ADDRESSES).delete()
    return (
        deleted
        + checked
        + _forget_wishes(now)
        + sum(
            model.objects.filter(**{f"{moment}__lt": now - KEEP_ADDRESSES})
            .exclude(address_hash="")
            .update(address_hash="")
            for model, moment in {PendingComment: "created_at", **VOICES}.items()
        )
    )


def _forget_wishes(now: datetime) -> int:
    """Wishes to be told that can't come true: it is solved, and that is no news any more."""
    since = now - NEWS
    threads = SupportThread.objects.filter(
        Q(merged_into=None, solved_at__lt=since) | Q(merged_into__solved_at__lt=since)
    )
    wishes = MeToo.objects.filter(wants_mail=True, comment__in=threads.values("comment"))
    return wishes.update(**NO_WISH)

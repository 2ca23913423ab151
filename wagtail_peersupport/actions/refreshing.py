"""What threads hold of their comments, recomputed from the comments: never incremented."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from .. import permissions
from ..accounts import staff_keys
from ..detection.urgency import ORDER
from ..models import (
    Acceptance,
    CommentAnalysis,
    MeToo,
    SupportReply,
    SupportThread,
    is_personal,
)
from ..models.choices import Ended, Role
from ..models.merges import taken_in
from .clock import Move, run
from .hiding import hide_reported

FIELDS = [
    "answered_at",
    "reader_answered_at",
    "staff_answered_at",
    "waits_from",
    "paused_at",
    "solved_at",
    "closed_at",
    "last_activity_at",
    "answer_count",
    "me_too_count",
    "urgency",
]

#: Why one comment should not wait: pairs of an Urgency and the words that say so.
Said = list[list[str]]


@dataclass(frozen=True, slots=True)
class Known:
    """What some threads hold, by their keys."""

    replies: dict[int, list[SupportReply]]
    """The visible ones, oldest first."""
    staff: frozenset[int]
    """The keys of those replies that staff wrote."""
    said: dict[int, dict[int, CommentAnalysis]]
    """What was read of what the asker said, by comment, oldest first."""
    solved: dict[int, list[datetime]]
    """When they were solved, by an answer that is still visible or in another way."""
    voters: dict[int, set[str]]
    """Who said "me too"."""


def refresh_threads(pks: Iterable[int]) -> list[SupportThread]:
    """Recompute the counts and dates of these threads; returns those that changed.

    What was said of threads that were merged into one counts for that one, each voter once. A fixed
    number of queries however many threads; running it twice or at the same time gives the same
    result.
    """
    with transaction.atomic():
        return refresh(lock_talks(pks))


@dataclass(frozen=True, slots=True)
class Talks:
    """Threads, locked until the transaction ends, and their visible replies, oldest first."""

    threads: list[SupportThread]
    replies: dict[int, list[SupportReply]]


def lock_talks(pks: Iterable[int]) -> Talks:
    """These threads, after what readers reported is hidden. Three queries."""
    threads = list(
        SupportThread.objects.select_for_update(of=("self",))
        .select_related("comment__peersupport_origin", "comment__peersupport_ending")
        .filter(pk__in=list(pks))
        .order_by("pk")
    )
    hide_reported(thread.pk for thread in threads)
    visible = SupportReply.objects.filter(thread__in=threads).visible()
    rows = visible.select_related("comment__peersupport_origin")
    replies = defaultdict(list)
    for reply in rows.order_by("comment__submit_date", "pk"):
        replies[reply.thread_id].append(reply)
    return Talks(threads, replies)


def refresh(talks: Talks) -> list[SupportThread]:
    """The same for threads that are locked already."""
    known = _load(talks.threads, talks.replies)
    changed = [thread for thread in talks.threads if _refresh(thread, known)]
    write(SupportThread, changed, FIELDS)
    return changed


def write(model: type, changed: list[Any], fields: list[str]) -> None:
    """Write these fields of rows that changed, in one query; of a single row it is soon made."""
    if len(changed) == 1:
        values = {name: getattr(changed[0], name) for name in fields}
        model.objects.filter(pk=changed[0].pk).update(**values)
    else:
        model.objects.bulk_update(changed, fields)


def _load(threads: list[SupportThread], replies: dict[int, list[SupportReply]]) -> Known:
    questions = _questions(threads)
    asked = {pk for comments in questions.values() for pk in comments}
    voters = defaultdict(set)
    for pk, voter in MeToo.objects.filter(comment__in=asked).values_list("comment_id", "voter"):
        voters[pk].add(voter)
    return Known(
        replies=replies,
        staff=_by_staff(replies),
        said=_said_by_askers(threads, replies),
        solved=_solved(threads, questions, replies),
        voters={pk: set().union(*(voters[one] for one in questions[pk])) for pk in questions},
    )


def _by_staff(replies: dict[int, list[SupportReply]]) -> frozenset[int]:
    """As ReplyQuerySet.by_staff says. One query, none where nobody replied."""
    by_accounts = [one for found in replies.values() for one in found if one.comment.user_id]
    staff = set(staff_keys()) if by_accounts else set()
    official = (one for one in by_accounts if one.comment.user_id in staff)
    return frozenset(one.pk for one in official if not is_personal(one.comment))


def _solved(
    threads: list[SupportThread],
    questions: dict[int, list[int]],
    replies: dict[int, list[SupportReply]],
) -> dict[int, list[datetime]]:
    asked = {pk for comments in questions.values() for pk in comments}
    accepted = defaultdict(list)
    for acceptance in Acceptance.objects.filter(question__in=asked):
        accepted[acceptance.question_id].append(acceptance)
    found = {}
    for thread in threads:
        visible = {reply.comment_id for reply in replies[thread.pk]}
        answers = [
            one for pk in questions[thread.pk] for one in accepted[pk] if one.answer_id in visible
        ]
        found[thread.pk] = [one.accepted_at for one in answers]
        # How a merged question ended solves that one alone.
        ending = getattr(thread.comment, "peersupport_ending", None)
        if ending is not None and ending.how == Ended.ANOTHER_WAY:
            found[thread.pk].append(ending.ended_at)
    return found


def _questions(threads: Iterable[SupportThread]) -> dict[int, list[int]]:
    """For each thread, its opening comment and those of the threads that were merged into it."""
    merged = taken_in(thread.pk for thread in threads)
    return {thread.pk: [thread.comment_id, *merged[thread.pk]] for thread in threads}


def _refresh(thread: SupportThread, known: Known) -> bool:
    before = [getattr(thread, field) for field in FIELDS]
    replies, said = known.replies[thread.pk], known.said[thread.pk]
    answers = [reply for reply in replies if reply.is_answer]
    thread.answered_at = _first(answers)
    thread.reader_answered_at = _first(one for one in answers if one.pk not in known.staff)
    thread.staff_answered_at = _first(one for one in answers if one.pk in known.staff)
    thread.waits_from, thread.paused_at = run(thread.asked_at, _moves(replies, known.staff, said))
    # An idea that was taken for a question may have an accepted answer: it solves nothing.
    thread.solved_at = None if thread.is_idea else min(known.solved[thread.pk], default=None)
    ending = getattr(thread.comment, "peersupport_ending", None)
    is_closed = ending is not None and ending.how == Ended.SAID_ALL and not thread.is_idea
    thread.closed_at = ending.ended_at if is_closed else None
    thread.answer_count = len(answers)
    voters = known.voters[thread.pk] - {permissions.voter_of(thread.comment)}
    thread.me_too_count = len(voters) + _me_too_writers(replies)
    thread.last_activity_at = max(
        [thread.asked_at] + [reply.comment.submit_date for reply in replies]
    )
    thread.urgency = _urgency(said.values())
    return before != [getattr(thread, field) for field in FIELDS]


def _first(answers: Iterable[SupportReply]) -> datetime | None:
    return next((reply.comment.submit_date for reply in answers), None)


def _moves(
    replies: Iterable[SupportReply], staff: frozenset[int], said: dict[int, CommentAnalysis]
) -> Iterator[tuple[datetime, Move]]:
    """What replies (oldest first) do to the clock; ``staff`` are the keys of those by staff."""
    for reply in replies:
        when = reply.comment.submit_date
        analysis = said.get(reply.comment_id)
        asks_back = reply.role == Role.CLARIFICATION
        if reply.by_asker:
            is_need = analysis is not None and bool(analysis.needs_support or analysis.urgency)
            if asks_back or is_need:
                yield when, Move.STARTS
        elif reply.is_answer:
            yield when, Move.CLEARS if reply.pk in staff else Move.PAUSES
        elif asks_back and reply.pk in staff:
            yield when, Move.PAUSES


def _said_by_askers(
    threads: Iterable[SupportThread], replies: dict[int, list[SupportReply]]
) -> dict[int, dict[int, CommentAnalysis]]:
    """For each thread, what was read of its opening comment and of what its asker said later, by
    comment, oldest first.
    """
    asked = {
        thread.pk: [
            thread.comment_id,
            *(reply.comment_id for reply in replies[thread.pk] if reply.by_asker),
        ]
        for thread in threads
    }
    wanted = {pk for pks in asked.values() for pk in pks}
    analyses = CommentAnalysis.objects.filter(comment__in=wanted).only(
        "comment_id", "urgency", "needs_support"
    )
    known = {analysis.comment_id: analysis for analysis in analyses}
    return {
        thread_pk: {pk: known[pk] for pk in pks if pk in known} for thread_pk, pks in asked.items()
    }


def _urgency(said: Iterable[CommentAnalysis]) -> Said:
    """Why a thread should not wait, by what its asker said, each once, the most urgent first."""
    first: dict[str, str] = {}
    for name, words in (pair for analysis in said for pair in analysis.urgency):
        first.setdefault(name, words)
    return [[str(name), first[name]] for name in ORDER if name in first]


def _me_too_writers(replies: list[SupportReply]) -> int:
    writers = {
        reply.comment.user_id or (reply.comment.user_email or reply.comment.user_name).casefold()
        for reply in replies
        if reply.role == Role.ME_TOO and not reply.by_asker
    }
    return len(writers)

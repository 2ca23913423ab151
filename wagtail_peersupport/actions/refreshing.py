"""What threads hold of their comments, recomputed from the comments: never incremented."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from .. import permissions
from ..detection.urgency import ORDER
from ..models import (
    Acceptance,
    CommentAnalysis,
    Ending,
    MeToo,
    SupportReply,
    SupportThread,
)
from ..models.choices import Ended, Role
from ..models.merges import taken_in
from .hiding import hide_reported

FIELDS = [
    "answered_at",
    "solved_at",
    "closed_at",
    "last_activity_at",
    "answer_count",
    "me_too_count",
    "urgency",
]

#: Why one comment should not wait: pairs of an Urgency and the words that say so.
Said = list[list[str]]


def refresh_threads(pks: Iterable[int]) -> list[SupportThread]:
    """Recompute the counts and dates of these threads; returns those that changed.

    What was said of threads that were merged into one counts for that one, each voter once. A fixed
    number of queries however many threads; running it twice or at the same time gives the same
    result.
    """
    with transaction.atomic():
        threads = list(
            SupportThread.objects.select_for_update(of=("self",))
            .select_related("comment__peersupport_origin", "comment__peersupport_ending")
            .filter(pk__in=list(pks))
            .order_by("pk")
        )
        questions = _questions(threads)
        hide_reported(thread.pk for thread in threads)
        replies = defaultdict(list)
        visible = SupportReply.objects.filter(thread__in=threads).visible()
        for reply in visible.select_related("comment").order_by("comment__submit_date", "pk"):
            replies[reply.thread_id].append(reply)
        comment_pks = {pk for asked in questions.values() for pk in asked}
        accepted = defaultdict(list)
        for acceptance in Acceptance.objects.filter(question__in=comment_pks):
            accepted[acceptance.question_id].append(acceptance)
        endings = Ending.objects.filter(comment__in=comment_pks, how=Ended.ANOTHER_WAY)
        another_way = dict(endings.values_list("comment_id", "ended_at"))
        voters = defaultdict(set)
        for pk, voter in MeToo.objects.filter(comment__in=comment_pks).values_list(
            "comment_id", "voter"
        ):
            voters[pk].add(voter)
        urgency = _urgency(threads, replies)
        changed = [
            thread
            for thread in threads
            if _refresh(
                thread,
                replies[thread.pk],
                [one for pk in questions[thread.pk] for one in accepted[pk]],
                another_way.get(thread.comment_id),
                set().union(*(voters[pk] for pk in questions[thread.pk])),
                urgency[thread.pk],
            )
        ]
        SupportThread.objects.bulk_update(changed, FIELDS)
    return changed


def _questions(threads: Iterable[SupportThread]) -> dict[int, list[int]]:
    """For each thread, its opening comment and those of the threads that were merged into it."""
    merged = taken_in(thread.pk for thread in threads)
    return {thread.pk: [thread.comment_id, *merged[thread.pk]] for thread in threads}


def _refresh(
    thread: SupportThread,
    replies: list[SupportReply],
    accepted: list[Acceptance],
    another_way: datetime | None,
    voters: set[str],
    urgency: Said,
) -> bool:
    before = [getattr(thread, field) for field in FIELDS]
    answers = [reply for reply in replies if reply.is_answer]
    visible = {reply.comment_id for reply in replies}
    solutions = [one.accepted_at for one in accepted if one.answer_id in visible]
    solutions += [another_way] if another_way else []
    thread.answered_at = answers[0].comment.submit_date if answers else None
    # An idea that was taken for a question may have an accepted answer: it solves nothing.
    thread.solved_at = None if thread.is_idea else min(solutions, default=None)
    ending = getattr(thread.comment, "peersupport_ending", None)
    is_closed = ending is not None and ending.how == Ended.SAID_ALL and not thread.is_idea
    thread.closed_at = ending.ended_at if is_closed else None
    thread.answer_count = len(answers)
    voters = voters - {permissions.writer_key(thread.comment)}
    thread.me_too_count = len(voters) + _me_too_writers(replies)
    thread.last_activity_at = max(
        [thread.asked_at] + [reply.comment.submit_date for reply in replies]
    )
    thread.urgency = urgency
    return before != [getattr(thread, field) for field in FIELDS]


def _urgency(
    threads: Iterable[SupportThread], replies: dict[int, list[SupportReply]]
) -> dict[int, Said]:
    """Why threads should not wait, by the opening comment and what its asker said later, each
    once, the most urgent first.
    """
    asked = {
        thread.pk: [
            thread.comment_id,
            *(reply.comment_id for reply in replies[thread.pk] if reply.by_asker),
        ]
        for thread in threads
    }
    wanted = {pk for pks in asked.values() for pk in pks}
    analyses = CommentAnalysis.objects.filter(comment__in=wanted).exclude(urgency=[])
    said = dict(analyses.values_list("comment_id", "urgency"))
    found = {}
    for thread_pk, pks in asked.items():
        first: dict[str, str] = {}
        for name, words in (pair for pk in pks for pair in said.get(pk, ())):
            first.setdefault(name, words)
        found[thread_pk] = [[str(name), first[name]] for name in ORDER if name in first]
    return found


def _me_too_writers(replies: list[SupportReply]) -> int:
    writers = {
        reply.comment.user_id or (reply.comment.user_email or reply.comment.user_name).casefold()
        for reply in replies
        if reply.role == Role.ME_TOO and not reply.by_asker
    }
    return len(writers)

"""What threads hold of their comments, recomputed from the comments: never incremented."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from ..models import Acceptance, MeToo, SupportReply, SupportThread
from ..models.choices import Role

FIELDS = ["answered_at", "solved_at", "last_activity_at", "answer_count", "me_too_count"]


def refresh_threads(pks: Iterable[int]) -> list[SupportThread]:
    """Recompute the counts and dates of these threads; returns those that changed.

    Five queries however many threads; running it twice or at the same time gives the same result.
    """
    with transaction.atomic():
        threads = list(
            SupportThread.objects.select_for_update(of=("self",))
            .filter(pk__in=list(pks))
            .order_by("pk")
        )
        replies = defaultdict(list)
        visible = SupportReply.objects.filter(thread__in=threads).visible()
        for reply in visible.select_related("comment").order_by("comment__submit_date", "pk"):
            replies[reply.thread_id].append(reply)
        comment_pks = [thread.comment_id for thread in threads]
        accepted = defaultdict(list)
        for acceptance in Acceptance.objects.filter(question__in=comment_pks):
            accepted[acceptance.question_id].append(acceptance)
        voters = defaultdict(set)
        for pk, voter in MeToo.objects.filter(comment__in=comment_pks).values_list(
            "comment_id", "voter"
        ):
            voters[pk].add(voter)
        changed = [
            thread
            for thread in threads
            if _refresh(
                thread,
                replies[thread.pk],
                accepted[thread.comment_id],
                voters[thread.comment_id],
            )
        ]
        SupportThread.objects.bulk_update(changed, FIELDS)
    return changed


def _refresh(
    thread: SupportThread,
    replies: list[SupportReply],
    accepted: list[Acceptance],
    voters: set[str],
) -> bool:
    before = [getattr(thread, field) for field in FIELDS]
    answers = [reply for reply in replies if reply.is_answer]
    visible = {reply.comment_id for reply in replies}
    solutions = [one.accepted_at for one in accepted if one.answer_id in visible]
    thread.answered_at = answers[0].comment.submit_date if answers else None
    thread.solved_at = min(solutions, default=None)
    thread.answer_count = len(answers)
    thread.me_too_count = len(voters) + _me_too_writers(replies)
    thread.last_activity_at = max(
        [thread.asked_at] + [reply.comment.submit_date for reply in replies]
    )
    return before != [getattr(thread, field) for field in FIELDS]


def _me_too_writers(replies: list[SupportReply]) -> int:
    writers = {
        reply.comment.user_id or (reply.comment.user_email or reply.comment.user_name).casefold()
        for reply in replies
        if reply.role == Role.ME_TOO and not reply.by_asker
    }
    return len(writers)

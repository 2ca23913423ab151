"""What people decided of a comment, as one row beside the guess: written, and taken back."""

from typing import Any

from django.utils import timezone
from wagtail.log_actions import log

from ..models import CommentDecision, SupportThread
from ..models.choices import SUPPORT_KINDS, Kind, Source


def decision_of(comment_pk: int) -> CommentDecision | None:
    """The decision about a comment as it is now, whatever its object remembers."""
    return CommentDecision.objects.filter(comment_id=comment_pk).first()


def write(
    comment_pk: int, *, needs_support: bool, kind: str = "", source: Source, user: Any
) -> CommentDecision:
    """Store what a comment is. Where it belongs and its topic stay as they were decided."""
    decision, __ = CommentDecision.objects.update_or_create(
        comment_id=comment_pk,
        defaults={
            "needs_support": needs_support,
            "kind": kind,
            "source": source,
            "decided_by": user,
            "decided_at": timezone.now(),
        },
    )
    return decision


def erase(decision: CommentDecision) -> None:
    """Take back what was decided of the comment's need and kind; the rest of the row stays."""
    decision.needs_support, decision.kind = None, ""
    if is_empty(decision):
        decision.delete()
    else:
        decision.save(update_fields=["needs_support", "kind"])


def is_empty(decision: CommentDecision) -> bool:
    """Whether nothing is decided in this row any more, so that the guess holds throughout."""
    placed = decision.answers_id is not None or decision.stands_apart
    return not (
        decision.is_about_need or placed or decision.topic_id is not None or decision.no_topic
    )


def fitting(kind: str, needs_support: bool) -> str:
    """A kind decided earlier, "" where it would contradict what is decided now."""
    return kind if kind and (Kind(kind) in SUPPORT_KINDS) == needs_support else ""


def note(comment: Any, action: str, user: Any, **data: Any) -> None:
    """Log what was decided: with the comment's thread, where it ever had one, else with itself."""
    thread = SupportThread.objects.filter(comment_id=comment.pk).first()
    log(thread or comment, action, user=user, data=data)

"""Guests: what waits for their confirmation, and what becomes of it when they log in."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from .. import comments
from ..models import Acceptance, CommentOrigin, FollowUpReason, HelpfulVote, MeToo, PendingComment


def remember_pending(comment: Any, *, voter: str, address_hash: str) -> None:
    """Note whose browser a guest's comment comes from while it waits to be saved."""
    PendingComment.objects.get_or_create(
        digest=comments.digest(comment),
        defaults={"voter": voter, "address_hash": address_hash, "created_at": timezone.now()},
    )


def confirm_pending(comment: Any) -> None:
    """Note that the address of a waiting comment was proven by its link."""
    PendingComment.objects.update_or_create(
        digest=comments.digest(comment),
        defaults={"is_confirmed": True},
        create_defaults={"is_confirmed": True, "created_at": timezone.now()},
    )


def merge_guest(guest_key: str, user: Any) -> None:
    """Make what a guest's browser said and wrote the account's; the account's own voice wins."""
    guest, account = f"g:{guest_key}", f"u:{user.pk}"
    with transaction.atomic():
        for model in (HelpfulVote, MeToo):
            spoken = model.objects.filter(voter=account).values("comment")
            model.objects.filter(voter=guest, comment__in=spoken).delete()
            model.objects.filter(voter=guest).update(voter=account)
        CommentOrigin.objects.filter(voter=guest).update(voter=account)
        PendingComment.objects.filter(voter=guest).update(voter=account)
        Acceptance.objects.filter(voter=guest).update(voter=account, accepted_by=user)
        raised = FollowUpReason.objects.filter(voter=account).values("follow_up")
        FollowUpReason.objects.filter(voter=guest).exclude(follow_up__in=raised).update(
            voter=account
        )

"""Guests: what waits for their confirmation, and what becomes of it when they log in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from .. import comments
from ..accounts import account_email
from ..models import (
    Acceptance,
    CommentOrigin,
    Ending,
    FollowUpReason,
    HelpfulVote,
    MeToo,
    PendingComment,
    Report,
    SupportReply,
    SupportThread,
)
from ..models.choices import Reason
from ..models.merges import takers
from .counting import recount
from .deflecting import hand_over_helped
from .locking import lock_all
from .refreshing import refresh_threads
from .telling import hand_over_wishes


def remember_pending(
    comment: Any, *, voter: str, address_hash: str, wants_answer: bool | None = None
) -> None:
    """Note whose browser a guest's comment comes from, and whether the writer wants an answer,
    while it waits to be saved.
    """
    PendingComment.objects.get_or_create(
        digest=comments.digest(comment),
        defaults={
            "voter": voter,
            "address_hash": address_hash,
            "wants_answer": wants_answer,
            "created_at": timezone.now(),
        },
    )


def remember_wish(comment: Any, wants_answer: bool) -> None:
    """Note whether an account wants an answer to the comment that is about to be saved."""
    remember_pending(comment, voter="", address_hash="", wants_answer=wants_answer)


def confirm_pending(comment: Any) -> None:
    """Note that the address of a waiting comment was proven by its link."""
    PendingComment.objects.update_or_create(
        digest=comments.digest(comment),
        defaults={"is_confirmed": True},
        create_defaults={"is_confirmed": True, "created_at": timezone.now()},
    )


def merge_guest(guest_key: str, user: Any) -> None:
    """Make what a guest's browser said the account's; the account's own voice wins.

    Comments, and with them the right to accept, pass over only where they bear the account's e-mail
    address: the browser may be shared. Votes on what the account or the browser wrote are dropped.
    """
    guest, account = f"g:{guest_key}", f"u:{user.pk}"
    with transaction.atomic():
        me_toos = MeToo.objects.filter(voter__in=(guest, account)).values_list("comment", flat=True)
        asked = list(SupportThread.objects.filter(comment__in=me_toos).values_list("pk", flat=True))
        asked += [pk for above in takers(asked).values() for pk in above]
        reported = Report.objects.filter(voter__in=(guest, account)).values_list("comment")
        asked += SupportReply.objects.filter(comment__in=reported).values_list("thread", flat=True)
        lock_all([*asked, *_answered(guest)])
        votes = list(HelpfulVote.objects.filter(voter=guest))
        hand_over_wishes(guest, user)
        hand_over_helped(guest, account)
        for model in (HelpfulVote, MeToo, Report):
            _drop_own(model, guest, user)
            _hand_over(model.objects.filter(voter=guest), account, "comment")
        HelpfulVote.objects.filter(voter=account, counts=False).update(counts=True)
        recount(votes)
        calls = FollowUpReason.objects.filter(voter=guest, reason=Reason.READER_ASKED)
        _hand_over(calls, account, "follow_up")
        _merge_origins(guest, user)
        refresh_threads(asked)


def _answered(voter: str) -> list[int]:
    """The threads with the answers that somebody voted on."""
    votes = HelpfulVote.objects.filter(voter=voter).values("comment")
    return list(SupportReply.objects.filter(comment__in=votes).values_list("thread", flat=True))


def _drop_own(model: type, guest: str, user: Any) -> None:
    account = f"u:{user.pk}"
    by_browser = Q(comment__peersupport_origin__voter__in=(guest, account))
    # Whoever asked what was merged into another question has that one, too: see merging.py.
    merged = SupportThread.objects.filter(merged_into__isnull=False).values("comment")
    said = model.objects.filter(voter__in=(guest, account)).exclude(comment__in=merged)
    said.filter(by_browser | Q(comment__user=user.pk)).delete()


def _hand_over(said: QuerySet, account: str, about: str) -> None:
    """Give a guest's rows to the account, except where it said the same already."""
    spoken = said.model.objects.filter(voter=account).values(about)
    said.filter(**{f"{about}__in": spoken}).delete()
    said.update(voter=account, address_hash="")


def _merge_origins(guest: str, user: Any) -> None:
    email = account_email(user).casefold()
    if not email:
        return
    written = CommentOrigin.objects.filter(voter=guest).select_related("comment")
    own = [one.comment_id for one in written if one.comment.user_email.casefold() == email]
    CommentOrigin.objects.filter(comment__in=own).update(voter=f"u:{user.pk}")
    said = FollowUpReason.objects.filter(
        voter=guest, reason__in=(Reason.BLOCKING, Reason.STILL_STUCK)
    )
    said.filter(follow_up__thread__comment__in=own).update(voter=f"u:{user.pk}", address_hash="")
    ended = Ending.objects.filter(voter=guest, comment__in=own)
    ended.update(voter=f"u:{user.pk}", ended_by=user)
    accepted = Acceptance.objects.filter(voter=guest, question__in=own)
    accepted.update(voter=f"u:{user.pk}", accepted_by=user)


@contextmanager
def one_at_a_time(comment: Any) -> Iterator[None]:
    """Inside it nobody else confirms the same waiting comment: a second click waits its turn."""
    with transaction.atomic():
        PendingComment.objects.filter(digest=comments.digest(comment)).update(is_confirmed=True)
        yield

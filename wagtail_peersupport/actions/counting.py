"""Which votes count: an account's always, of the guests behind one address one a day for an answer.

Several people behind one address may vote over time, and whoever throws the cookie away gains
little.
"""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from ..models import HelpfulVote
from ..viewer import Viewer

A_DAY = timedelta(hours=24)


def counts_now(comment_pk: int, viewer: Viewer, now: datetime) -> bool:
    """Whether a first vote of this viewer on an answer would count. The caller holds the lock."""
    if not viewer.address_hash:
        return True
    said = _behind(comment_pk, viewer.address_hash)
    return not said.filter(counts=True, created_at__gt=now - A_DAY).exists()


def withdraw(votes: QuerySet) -> None:
    """Delete these votes, and count anew what is left of those behind the same addresses."""
    gone = list(votes)
    votes.delete()
    recount(gone)


def recount(gone: list[HelpfulVote]) -> None:
    """Count anew the votes that came after each of these from the same address: they are taken
    back, or an account's now.

    An earlier vote never depends on a later one, so that it does not matter whose address was
    forgotten since.
    """
    for vote in gone:
        if vote.counts and vote.address_hash:
            _recount_since(vote)


def _recount_since(gone: HelpfulVote) -> None:
    said = _behind(gone.comment_id, gone.address_hash)
    earlier = (
        said.filter(counts=True, created_at__lte=gone.created_at).order_by("-created_at").first()
    )
    last = earlier.created_at if earlier is not None else None
    for vote in said.filter(created_at__gt=gone.created_at).order_by("created_at", "pk"):
        counts = last is None or vote.created_at - last >= A_DAY
        if counts:
            last = vote.created_at
        if counts != vote.counts:
            HelpfulVote.objects.filter(pk=vote.pk).update(counts=counts)


def _behind(comment_pk: int, address_hash: str) -> QuerySet:
    """What guests of one address said of one answer."""
    return HelpfulVote.objects.filter(comment_id=comment_pk, address_hash=address_hash)

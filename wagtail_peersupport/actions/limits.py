"""How often one person or address may post and vote. Counts our own and xtd's rows only."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import comments, permissions
from ..conf import conf
from ..models import (
    AddressCheck,
    Deflection,
    FollowUpReason,
    HelpfulVote,
    MeToo,
    PendingComment,
    Report,
)
from ..viewer import Viewer
from .errors import TooMany

AN_HOUR = timedelta(hours=1)
#: What counts as a vote, and the field that tells when it was said.
VOICES = {
    HelpfulVote: "created_at",
    MeToo: "created_at",
    AddressCheck: "created_at",
    Deflection: "created_at",
    Report: "created_at",
    FollowUpReason: "raised_at",
}


def check_guests_rate(email: str, hashed_address: str) -> None:
    """Raise TooMany when a guest of this e-mail or network address posted too often."""
    hour = timezone.now() - AN_HOUR
    written = comments.settled(submit_date__gt=hour, user_email__iexact=email)
    moments = list(written.values_list("submit_date", flat=True))
    if hashed_address:
        moments += PendingComment.objects.filter(
            address_hash=hashed_address, created_at__gt=hour
        ).values_list("created_at", flat=True)
    check_rate(moments)


def check_rate(moments: Sequence[datetime], user: Any = None) -> None:
    """Raise TooMany when somebody posted too often: at these moments of the last hour. Staff answer
    as much as they like.
    """
    minute = timezone.now() - timedelta(minutes=1)
    is_too_often = (
        sum(moment > minute for moment in moments) >= conf.POSTS_PER_MINUTE
        or len(moments) >= conf.POSTS_PER_HOUR
    )
    if is_too_often and not permissions.is_staff(user):
        raise TooMany(
            _("That was a lot in a short time. Your words are still here: send them in a minute.")
        )


def check_vote_rate(viewer: Viewer, too_many: str) -> None:
    """Raise TooMany with these words when this voter said too much, or for a guest everybody behind
    the same address, who may have thrown the cookie away. Staff vote as much as they like.
    """
    if permissions.is_staff(viewer.user):
        return
    now = timezone.now()
    said = _said_since(now - timedelta(days=1), viewer)
    moments = [moment for __, moment in said]
    own = sum(voter == viewer.key for voter, __ in said)
    if (
        sum(moment > now - timedelta(minutes=1) for moment in moments) >= conf.VOTES_PER_MINUTE
        or sum(moment > now - timedelta(hours=1) for moment in moments) >= conf.VOTES_PER_HOUR
        or len(moments) >= conf.VOTES_PER_DAY
        or (viewer.is_guest and own >= conf.GUEST_VOTES_PER_DAY)
    ):
        raise TooMany(too_many)


def has_had_its_share(hashed_recipient: str) -> bool:
    """Whether nothing more may go to this e-mail address today that it did not ask for itself."""
    since = timezone.now() - timedelta(days=1)
    sent = AddressCheck.objects.filter(recipient_hash=hashed_recipient, created_at__gt=since)
    return sent.count() >= conf.ADDRESS_CHECKS_PER_DAY


def _said_since(start: datetime, viewer: Viewer) -> list[tuple[str, datetime]]:
    """Voter and moment of everything said by this voter or from a guest's address."""
    speakers = Q(voter=viewer.key)
    if viewer.address_hash:
        speakers |= Q(address_hash=viewer.address_hash)
    return [
        row
        for model, moment in VOICES.items()
        for row in model.objects.filter(speakers, **{f"{moment}__gt": start}).values_list(
            "voter", moment
        )
    ]

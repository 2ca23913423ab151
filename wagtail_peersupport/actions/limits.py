"""How often one person or address may post. Counts our own and xtd's rows, nothing else."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from .. import comments
from ..conf import conf
from ..models import PendingComment
from .errors import TooMany


def address_hash(address: str) -> str:
    """A keyed hash of a network address: comparable, not readable."""
    return (
        salted_hmac("wagtail_peersupport.address", address, algorithm="sha256").hexdigest()
        if address
        else ""
    )


def check_post_rate(*, user: Any, email: str, hashed_address: str) -> None:
    """Raise TooMany when this person or address posted too often. Staff answer as much as they
    like.
    """
    if user is not None and user.has_perm("wagtail_peersupport.support"):
        return
    now = timezone.now()
    hour = now - timedelta(hours=1)
    person = Q(user=user) if user is not None else Q(user_email__iexact=email)
    moments = list(
        comments.settled(submit_date__gt=hour).filter(person).values_list("submit_date", flat=True)
    )
    if user is None and hashed_address:
        moments += PendingComment.objects.filter(
            address_hash=hashed_address, created_at__gt=hour
        ).values_list("created_at", flat=True)
    minute = now - timedelta(minutes=1)
    if (
        sum(moment > minute for moment in moments) >= conf.POSTS_PER_MINUTE
        or len(moments) >= conf.POSTS_PER_HOUR
    ):
        raise TooMany(
            _("That was a lot in a short time. Your words are still here: send them in a minute.")
        )

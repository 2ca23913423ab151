"""Readers say that an answer helped, or that they have the same question."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import permissions
from ..conf import conf
from ..models import HelpfulVote, MeToo, SupportReply, SupportThread
from ..viewer import Viewer
from .errors import NotAllowed, TooMany
from .refreshing import refresh_threads


def vote(reply: SupportReply, viewer: Viewer, helpful: bool | None) -> None:
    """Say that an answer was helpful (True) or not (False), or take it back (None).

    One vote per voter and answer; voting again changes it. Raises NotAllowed, TooMany.
    """
    if not viewer.key or not permissions.can_vote(viewer, reply):
        raise NotAllowed(_("You can't vote on this."))
    with transaction.atomic():
        mine = HelpfulVote.objects.filter(comment_id=reply.comment_id, voter=viewer.key)
        if helpful is None:
            mine.delete()
            return
        _check_limits(viewer)
        HelpfulVote.objects.update_or_create(
            comment_id=reply.comment_id,
            voter=viewer.key,
            defaults={"helpful": helpful, "created_at": timezone.now()},
        )


def me_too(thread: SupportThread, viewer: Viewer, same: bool = True) -> None:
    """Say "I have this question, too", or take it back. Raises NotAllowed, TooMany."""
    if not viewer.key or not permissions.can_say_me_too(viewer, thread):
        raise NotAllowed(_("This is your own question."))
    with transaction.atomic():
        if same:
            _check_limits(viewer)
            MeToo.objects.get_or_create(
                comment_id=thread.comment_id,
                voter=viewer.key,
                defaults={"created_at": timezone.now()},
            )
        else:
            MeToo.objects.filter(comment_id=thread.comment_id, voter=viewer.key).delete()
        refresh_threads([thread.pk])


def _check_limits(viewer: Viewer) -> None:
    now = timezone.now()
    per_day = conf.GUEST_VOTES_PER_DAY if viewer.is_guest else conf.VOTES_PER_DAY
    limits = [
        (timedelta(minutes=1), conf.VOTES_PER_MINUTE),
        (timedelta(hours=1), conf.VOTES_PER_HOUR),
        (timedelta(days=1), per_day),
    ]
    moments = [
        moment
        for model in (HelpfulVote, MeToo)
        for moment in model.objects.filter(
            voter=viewer.key, created_at__gt=now - timedelta(days=1)
        ).values_list("created_at", flat=True)
    ]
    for window, most in limits:
        if sum(moment > now - window for moment in moments) >= most:
            raise TooMany(
                _("That was a lot of votes in a short time. Please come back a little later.")
            )

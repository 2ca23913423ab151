"""Readers say that an answer helped, or that they have the same question."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import permissions
from ..models import HelpfulVote, MeToo, SupportReply, SupportThread
from ..models.merges import asked_in
from ..viewer import Viewer
from .counting import counts_now, withdraw
from .errors import NotAllowed
from .locking import lock
from .refreshing import refresh_threads
from .saying import say


def vote(reply: SupportReply, viewer: Viewer, helpful: bool | None) -> None:
    """Say that an answer was helpful (True) or not (False), or take it back (None).

    One vote per voter and answer; voting again changes what it says, not whether it counts (see
    counting.py). Raises NotAllowed, TooMany.
    """
    if not viewer.key or not permissions.can_vote(viewer, reply):
        raise NotAllowed(_("You can't vote on this."))
    with transaction.atomic():
        lock(reply.thread_id)
        about = reply.comment_id
        if helpful is None:
            withdraw(HelpfulVote.objects.filter(comment_id=about, voter=viewer.key))
        else:
            say(
                HelpfulVote,
                viewer,
                too_many=_too_many(),
                defaults={"helpful": helpful},
                at_first={"counts": counts_now(about, viewer, timezone.now())},
                comment_id=about,
            )


def me_too(thread: SupportThread, viewer: Viewer, same: bool = True) -> None:
    """Say "I have this question, too", or take it back. Raises NotAllowed, TooMany."""
    if not viewer.key or not permissions.can_say_me_too(viewer, thread):
        raise NotAllowed(_("This is your own question."))
    with transaction.atomic():
        lock(thread.pk)
        if same:
            say(MeToo, viewer, too_many=_too_many(), comment_id=thread.comment_id)
        else:
            # Whoever said it of a question that was merged into this one takes that back, too.
            MeToo.objects.filter(comment__in=asked_in(thread), voter=viewer.key).delete()
        refresh_threads([thread.pk])


def _too_many() -> str:
    return _("That was a lot of votes in a short time. Please come back a little later.")

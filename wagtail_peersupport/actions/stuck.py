"""The asker is still stuck, whatever was answered or accepted: staff look at it at once."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .. import permissions, signals
from ..models import Acceptance, FollowUp, FollowUpReason, SupportThread
from ..models.choices import Reason
from ..querysets import still_holding
from ..viewer import Viewer
from . import followups
from .accepting import acceptances
from .another_way import forget_another_way
from .errors import NotAllowed
from .locking import lock
from .proposing import say_not_yet_of_all
from .refreshing import refresh_threads
from .saying import say


def say_stuck(thread: SupportThread, viewer: Viewer) -> bool:
    """Put a question before staff, and take back what was said to have solved it. Returns whether
    that changed anything: repeating it does not. Raises NotAllowed, TooMany.
    """
    with transaction.atomic():
        thread = lock(thread.pk)
        if not permissions.can_say_stuck(viewer, thread):
            raise NotAllowed(_("Only the person who asked can say this, once it was answered."))
        is_new = not holding(thread).exists()
        if is_new:
            _raise(thread, viewer)
        taken_back = list(acceptances(thread).select_related("answer"))
        acceptances(thread).delete()
        was_solved = forget_another_way(thread) or bool(taken_back)
        say_not_yet_of_all(thread)
        if is_new or was_solved:
            log(thread, "peersupport.stuck", user=viewer.user)
        refresh_threads([thread.pk])
    for one in taken_back:
        signals.answer_unaccepted.send(Acceptance, thread=thread, comment=one.answer)
    if is_new or was_solved:
        signals.staff_needed.send(FollowUp, thread=thread, reason=Reason.STILL_STUCK)
        signals.threads_changed.send(SupportThread, threads=[thread.pk])
    return is_new or was_solved


def take_back_stuck(thread: SupportThread, viewer: Viewer) -> None:
    """The asker is not stuck any more. Harmless if they never said so. Raises NotAllowed."""
    with transaction.atomic():
        thread = lock(thread.pk)
        if not permissions.can_take_back_stuck(viewer, thread):
            raise NotAllowed(_("Only the person who asked can say this."))
        said, __ = _said(thread).delete()
        followups.drop_empty(thread)
        if said:
            log(thread, "peersupport.not_stuck", user=viewer.user)


def holding(thread: SupportThread) -> QuerySet:
    """That somebody is stuck, as long as staff neither answered nor resolved it since."""
    return still_holding(_said(thread))


def _said(thread: SupportThread) -> QuerySet:
    return FollowUpReason.objects.filter(
        follow_up__thread=thread, follow_up__resolved_at__isnull=True, reason=Reason.STILL_STUCK
    )


def _raise(thread: SupportThread, viewer: Viewer) -> None:
    """Saying it anew after an answer by staff counts from now on."""
    too_many = _("You asked for a lot in a short time. Please come back a little later.")
    about = {"follow_up": followups.open_follow_up(thread), "reason": Reason.STILL_STUCK}
    if not say(FollowUpReason, viewer, too_many=too_many, **about):
        FollowUpReason.objects.filter(**about).update(raised_at=timezone.now())

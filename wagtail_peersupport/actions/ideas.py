"""Staff say what becomes of an idea, and why."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .. import permissions, signals
from ..models import IdeaState, SupportThread
from ..models.choices import IdeaStatus
from ..viewer import Viewer
from .errors import Refused, check_length, staff_only
from .locking import lock

LONGEST_REASON = IdeaState._meta.get_field("reason").max_length


def set_idea_state(
    thread: SupportThread, viewer: Viewer, status: IdeaStatus, reason: str = ""
) -> None:
    """Say what staff intend with an idea; readers see it, and the reason. "Not now" needs one.

    Saying the same again changes nothing. Raises NotAllowed, Refused.
    """
    reason = " ".join(reason.split())
    with transaction.atomic():
        thread = lock(thread.pk)
        _check(thread, viewer, status, reason)
        if (status, reason) == state_of(thread):
            return
        if status == IdeaStatus.NEW and not reason:
            IdeaState.objects.filter(comment_id=thread.comment_id).delete()
        else:
            IdeaState.objects.update_or_create(
                comment_id=thread.comment_id,
                defaults={
                    "status": status,
                    "reason": reason,
                    "decided_by": viewer.user,
                    "decided_at": timezone.now(),
                },
            )
        data = {"status": str(status), "reason": reason}
        log(thread, "peersupport.idea", user=viewer.user, data=data)
    signals.threads_changed.send(SupportThread, threads=[thread.pk])


def state_of(thread: SupportThread) -> tuple[IdeaStatus, str]:
    """Where an idea stands, and the reason."""
    state = IdeaState.objects.filter(comment_id=thread.comment_id).first()
    return (IdeaStatus(state.status), state.reason) if state else (IdeaStatus.NEW, "")


def _check(thread: SupportThread, viewer: Viewer, status: IdeaStatus, reason: str) -> None:
    staff_only(permissions.can_support(viewer, thread))
    if not permissions.can_set_idea(viewer, thread):
        raise Refused(_("This is no idea, so it has no such state."))
    if status == IdeaStatus.NOT_NOW and not reason:
        raise Refused(_("Please say why not now: readers see the reason."))
    too_long = _("The reason is too long: %(limit)d characters are the most.")
    check_length(reason, LONGEST_REASON, too_long)

"""Staff close a question that nobody can say more about, visibly, and open it again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .. import permissions, signals
from ..models import Ending, SupportThread
from ..models.choices import Ended, Outcome
from ..viewer import Viewer
from . import followups
from .errors import Refused, check_length, staff_only
from .locking import lock
from .refreshing import refresh_threads

LONGEST_NOTE = Ending._meta.get_field("note").max_length


def close_question(thread: SupportThread, viewer: Viewer, note: str = "") -> Ending:
    """Say that staff have said what they can; readers see it, the note, and who said so.

    Where nobody answered the note is needed. What is open for staff is resolved with it, and
    replies stay possible. Saying the same again changes nothing. Raises NotAllowed, Refused.
    """
    note = " ".join(note.split())
    with transaction.atomic():
        thread = lock(thread.pk)
        _check(thread, viewer, note)
        before = ending_of(thread)
        if before is not None and before.note == note:
            return before
        ending, __ = Ending.objects.update_or_create(
            comment_id=thread.comment_id,
            defaults={
                "how": Ended.SAID_ALL,
                "note": note,
                "ended_by": viewer.user,
                "voter": viewer.key,
                **({} if before is not None else {"ended_at": timezone.now()}),
            },
        )
        log(thread, "peersupport.close", user=viewer.user, data={"note": note})
        if thread.follow_ups.filter(resolved_at=None).exists():
            followups.close(thread, viewer, _outcome(thread))
        refresh_threads([thread.pk])
    signals.threads_changed.send(SupportThread, threads=[thread.pk])
    return ending


def open_again(thread: SupportThread, viewer: Viewer) -> None:
    """Take closing back, and with it what was resolved by closing. Harmless where it is open.
    Raises NotAllowed.
    """
    with transaction.atomic():
        thread = lock(thread.pk)
        staff_only(permissions.can_open_again(viewer, thread))
        ending = ending_of(thread)
        if ending is None:
            return
        resolved = thread.follow_ups.filter(resolved_at__gte=ending.ended_at)
        if last := resolved.order_by("resolved_at").last():
            followups.open_again(thread, Outcome(last.outcome))
        ending.delete()
        log(thread, "peersupport.unclose", user=viewer.user)
        refresh_threads([thread.pk])
    signals.threads_changed.send(SupportThread, threads=[thread.pk])


def ending_of(thread: SupportThread) -> Ending | None:
    """How staff closed a question, None where they did not."""
    return Ending.objects.filter(comment_id=thread.comment_id, how=Ended.SAID_ALL).first()


def _outcome(thread: SupportThread) -> Outcome:
    return Outcome.ANSWERED if thread.answered_at else Outcome.NO_REPLY_NEEDED


def _check(thread: SupportThread, viewer: Viewer, note: str) -> None:
    staff_only(permissions.can_support(viewer, thread))
    if not permissions.can_close(viewer, thread):
        raise Refused(_("Only a question that is not solved can be closed."))
    if not note and thread.answered_at is None:
        raise Refused(_("Nobody has answered: please say why there is no more to say."))
    too_long = _("The note is too long: %(limit)d characters are the most.")
    check_length(note, LONGEST_NOTE, too_long)

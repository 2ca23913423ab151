"""The asker solved it without any of the answers, and says so."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .. import permissions, signals
from ..models import Ending, SupportThread
from ..models.choices import Ended
from ..viewer import Viewer
from .errors import NotAllowed, Refused, check_length
from .locking import lock
from .refreshing import refresh_threads

LONGEST_NOTE = Ending._meta.get_field("note").max_length


def say_another_way(thread: SupportThread, viewer: Viewer, note: str = "") -> Ending:
    """Say that something else solved it; readers see the note. Saying it again changes the note.

    Raises NotAllowed, Refused: an accepted answer has to be taken back first.
    """
    note = " ".join(note.split())
    with transaction.atomic():
        thread = lock(thread.pk)
        _check(thread, viewer, note)
        before = Ending.objects.filter(comment_id=thread.comment_id).first()
        is_new = before is None or before.how != Ended.ANOTHER_WAY
        if before is not None and not is_new and before.note == note:
            return before
        ending, __ = Ending.objects.update_or_create(
            comment_id=thread.comment_id,
            defaults={
                "how": Ended.ANOTHER_WAY,
                "note": note,
                "ended_by": viewer.user,
                "voter": viewer.key,
                "ended_at": timezone.now() if before is None or is_new else before.ended_at,
            },
        )
        log(thread, "peersupport.another_way", user=viewer.user, data={"note": note})
        refresh_threads([thread.pk])
    if is_new:
        signals.solved_another_way.send(Ending, thread=thread, ending=ending)
    signals.threads_changed.send(SupportThread, threads=[thread.pk])
    return ending


def undo_another_way(thread: SupportThread, viewer: Viewer) -> None:
    """Take it back. Harmless if nobody said it. Raises NotAllowed."""
    with transaction.atomic():
        thread = lock(thread.pk)
        if not permissions.can_undo_another_way(viewer, thread):
            raise NotAllowed(_("Only the person who asked can undo this."))
        if not forget_another_way(thread):
            return
        log(thread, "peersupport.not_another_way", user=viewer.user)
        refresh_threads([thread.pk])
    signals.threads_changed.send(SupportThread, threads=[thread.pk])


def forget_another_way(thread: SupportThread) -> bool:
    """Whether there was anything to forget; for verbs that hold the lock and refresh the thread."""
    said = Ending.objects.filter(comment_id=thread.comment_id, how=Ended.ANOTHER_WAY)
    return bool(said.delete()[0])


def _check(thread: SupportThread, viewer: Viewer, note: str) -> None:
    if not permissions.can_say_another_way(viewer, thread):
        raise NotAllowed(_("Only the person who asked can say what solved it."))
    is_said = Ending.objects.filter(comment_id=thread.comment_id, how=Ended.ANOTHER_WAY).exists()
    if thread.solved_at and not is_said:
        raise Refused(_("An answer is accepted. Undo that first, then say what solved it."))
    too_long = _("The note is too long: %(limit)d characters are the most.")
    check_length(note, LONGEST_NOTE, too_long)

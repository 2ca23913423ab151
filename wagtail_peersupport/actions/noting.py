"""What staff tell each other about a question; no reader sees any of it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .. import permissions
from ..models import StaffNote, SupportThread
from ..viewer import Viewer
from .errors import NotAllowed, Refused, check_length, staff_only
from .locking import lock

LONGEST = 2000
#: The same words by the same person within this time are a double click.
DOUBLE_CLICK = timedelta(minutes=10)


def add_note(thread: SupportThread, viewer: Viewer, text: str) -> StaffNote:
    """Write a note for colleagues, at most ``LONGEST`` characters. Raises NotAllowed, Refused."""
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()
    with transaction.atomic():
        thread = lock(thread.pk)
        _check(thread, viewer, text)
        now = timezone.now()
        notes = StaffNote.objects.filter(comment_id=thread.comment_id)
        same = notes.filter(text=text, written_by=viewer.user, written_at__gt=now - DOUBLE_CLICK)
        if earlier := same.first():
            return earlier
        note = StaffNote.objects.create(
            comment_id=thread.comment_id, text=text, written_by=viewer.user, written_at=now
        )
        # Without its words: a note that is deleted is gone.
        log(thread, "peersupport.note", user=viewer.user)
    return note


def delete_note(note: StaffNote, viewer: Viewer) -> None:
    """Delete a note: whoever wrote it, or may manage the support. Harmless if it is gone. To undo
    it is to write it again. Raises NotAllowed.
    """
    with transaction.atomic():
        thread = lock(SupportThread.objects.only("pk").get(comment_id=note.comment_id).pk)
        if not permissions.can_delete_note(viewer, note, thread):
            raise NotAllowed(
                _("Only whoever wrote a note, or may manage the support, can delete it.")
            )
        count, __ = StaffNote.objects.filter(pk=note.pk).delete()
        if count:
            log(thread, "peersupport.delete_note", user=viewer.user)


def _check(thread: SupportThread, viewer: Viewer, text: str) -> None:
    staff_only(permissions.can_write_note(viewer, thread))
    if not text:
        raise Refused(_("The note is empty: please write something."))
    too_long = _("The note is too long: %(limit)d characters are the most.")
    check_length(text, LONGEST, too_long)

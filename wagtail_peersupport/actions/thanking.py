"""Staff thank whoever wrote an answer: for all to see, or in a letter.

Thanking for praise is another thing (see ``praising``).
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .. import permissions, signals
from ..models import Acceptance, Notice, SupportReply, SupportThread, Thanks
from ..viewer import Viewer
from .errors import NotAllowed, Refused, check_length, staff_only
from .locking import lock

LONGEST_NOTE = 2000


def thank_publicly(reply: SupportReply, viewer: Viewer) -> Thanks:
    """Say thanks under an answer, by name. Saying it again changes nothing, whoever of staff says
    it. Raises NotAllowed.
    """
    return _thank(reply, viewer, is_public=True, note="")[0]


def thank_privately(reply: SupportReply, viewer: Viewer, note: str) -> Thanks:
    """Write to whoever gave an answer, in words that nobody else ever reads: not even the log does.
    One letter for each answer. Raises NotAllowed, Refused.
    """
    note = note.strip()
    if not note:
        raise Refused(_("Please write a few words: the letter would be empty."))
    too_long = _("The letter is too long: %(limit)d characters are the most.")
    check_length(note, LONGEST_NOTE, too_long)
    thanks, is_new = _thank(reply, viewer, is_public=False, note=note)
    if not is_new and thanks.note != note:
        raise Refused(_("Somebody of the team has written to them already about this answer."))
    if is_new:
        signals.helper_thanked.send(Thanks, thanks=thanks)
    return thanks


def take_back_thanks(reply: SupportReply, viewer: Viewer, *, is_public: bool) -> None:
    """Take thanks back: they stand there no longer; of a letter, which is on its way, our copy is
    erased, and another one may be written. Harmless if there are none. Raises NotAllowed.
    """
    with transaction.atomic():
        thread = lock(reply.thread_id)
        staff_only(permissions.can_support(viewer, thread))
        removed, __ = Thanks.objects.filter(answer=reply.comment_id, is_public=is_public).delete()
        if removed:
            if not is_public:
                sent = Notice.objects.filter(comment=reply.comment_id)
                sent.filter(event=Notice.Event.THANKED).delete()
            _log(thread, "peersupport.unthank_helper", viewer, reply, is_public)
    if removed and is_public:
        signals.threads_changed.send(SupportThread, threads=[thread.pk])


def _thank(
    reply: SupportReply, viewer: Viewer, *, is_public: bool, note: str
) -> tuple[Thanks, bool]:
    with transaction.atomic():
        thread = lock(reply.thread_id)
        is_accepted = Acceptance.objects.filter(answer=reply.comment_id).exists()
        is_official = SupportReply.objects.by_staff().filter(pk=reply.pk).exists()
        if not permissions.can_thank(viewer, reply, is_accepted, is_official=is_official):
            raise NotAllowed(_("Only staff can do this, and only for answers of readers."))
        thanks, is_new = Thanks.objects.get_or_create(
            answer_id=reply.comment_id,
            is_public=is_public,
            defaults={"note": note, "given_by": viewer.user, "given_at": timezone.now()},
        )
        if is_new:
            _log(thread, "peersupport.thank_helper", viewer, reply, is_public)
    if is_new and is_public:
        signals.threads_changed.send(SupportThread, threads=[thread.pk])
    return thanks, is_new


def _log(
    thread: SupportThread, action: str, viewer: Viewer, reply: SupportReply, is_public: bool
) -> None:
    data = {"comment": reply.comment_id, "is_public": is_public}
    log(thread, action, user=viewer.user, data=data)

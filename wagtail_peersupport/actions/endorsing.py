"""Staff vouch for an answer, or say that it is outdated or wrong. The reader's words stay."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .. import permissions, signals
from ..models import Acceptance, Endorsement, SupportReply
from ..models.choices import Verdict
from ..viewer import Viewer
from .errors import NotAllowed, Refused, check_length, staff_only
from .locking import lock

LONGEST_NOTE = Endorsement._meta.get_field("note").max_length


def endorse(reply: SupportReply, viewer: Viewer, note: str = "") -> Endorsement:
    """Vouch for an answer, with a note if there is something to add; readers see who did.

    Saying the same again changes nothing. Raises NotAllowed, Refused.
    """
    return say_of_answer(reply, viewer, Verdict.VERIFIED, note)


def say_of_answer(
    reply: SupportReply, viewer: Viewer, verdict: Verdict, note: str = ""
) -> Endorsement:
    """Vouch for an answer, or say that it is outdated or wrong: then the note has to say what holds
    now, or why. What was said before is replaced. Raises NotAllowed, Refused.
    """
    note = " ".join(note.split())
    with transaction.atomic():
        thread = lock(reply.thread_id)
        _check(reply, viewer, verdict)
        _check_note(verdict, note)
        before = Endorsement.objects.filter(comment_id=reply.comment_id).first()
        if before is not None and (before.verdict, before.note) == (verdict, note):
            return before
        endorsement, __ = Endorsement.objects.update_or_create(
            comment_id=reply.comment_id,
            defaults={
                "verdict": verdict,
                "note": note,
                "made_by": viewer.user,
                "made_at": timezone.now(),
            },
        )
        data = {"comment": reply.comment_id, "verdict": str(verdict), "note": note}
        log(thread, "peersupport.endorse", user=viewer.user, data=data)
    signals.answer_endorsed.send(Endorsement, thread=thread, endorsement=endorsement)
    signals.threads_changed.send(type(thread), threads=[thread.pk])
    return endorsement


def take_back(reply: SupportReply, viewer: Viewer) -> None:
    """Say nothing of an answer any more. Harmless if nothing was said. Raises NotAllowed."""
    with transaction.atomic():
        thread = lock(reply.thread_id)
        staff_only(permissions.can_support(viewer, reply.thread))
        removed, __ = Endorsement.objects.filter(comment_id=reply.comment_id).delete()
        if removed:
            data = {"comment": reply.comment_id}
            log(thread, "peersupport.unendorse", user=viewer.user, data=data)
    if removed:
        signals.threads_changed.send(type(thread), threads=[thread.pk])


def said_of(comment_pk: int) -> tuple[str, str]:
    """The verdict on an answer and the note; both "" where nothing was said."""
    said = Endorsement.objects.filter(comment_id=comment_pk).first()
    return (said.verdict, said.note) if said is not None else ("", "")


def _check(reply: SupportReply, viewer: Viewer, verdict: Verdict) -> None:
    staff_only(permissions.can_support(viewer, reply.thread))
    is_accepted = Acceptance.objects.filter(answer_id=reply.comment_id).exists()
    if not permissions.can_judge(viewer, reply, is_accepted):
        raise Refused(_("This is no answer, so there is nothing to vouch for."))
    if verdict == Verdict.VERIFIED and not permissions.can_verify(viewer, reply, is_accepted):
        raise NotAllowed(_("This is your own answer: somebody else has to vouch for it."))


def _check_note(verdict: Verdict, note: str) -> None:
    if not note and verdict == Verdict.OUTDATED:
        raise Refused(_("Please say what holds now: readers see the note."))
    if not note and verdict == Verdict.WRONG:
        raise Refused(_("Please say what is wrong with it: readers see the note."))
    too_long = _("The note is too long: %(limit)d characters are the most.")
    check_length(note, LONGEST_NOTE, too_long)

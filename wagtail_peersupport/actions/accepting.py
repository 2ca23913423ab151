"""The asker, or staff for an asker who vanished, says which answers solved it."""

from django.db import transaction
from django.db.models import Min, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .. import permissions, signals
from ..models import Acceptance, Ending, SupportReply, SupportThread
from ..models.choices import Ended, Outcome
from ..models.merges import asked_in
from ..viewer import Viewer
from . import followups
from .errors import NotAllowed
from .locking import lock
from .proposing import is_proposed
from .refreshing import refresh_threads


def accept_answer(reply: SupportReply, viewer: Viewer) -> Acceptance:
    """Say that ``reply`` solved its thread. Saying it again changes nothing. Raises NotAllowed.

    Staff who accept for the asker have looked at the thread: what is open for staff is resolved.
    """
    now = timezone.now()
    with transaction.atomic():
        thread = lock(reply.thread_id)
        reply.thread = thread
        if not permissions.can_accept(viewer, reply, now, is_proposed=is_proposed(reply)):
            raise NotAllowed(_("Only the person who asked can accept an answer."))
        acceptance, is_new = Acceptance.objects.get_or_create(
            question_id=thread.comment_id,
            answer_id=reply.comment_id,
            defaults={
                "accepted_by": viewer.user,
                "voter": viewer.key,
                "for_asker": not permissions.wrote(viewer, thread.comment),
                "accepted_at": now,
            },
        )
        if is_new:
            # What was solved by an answer was not solved in another way.
            Ending.objects.filter(comment_id=thread.comment_id, how=Ended.ANOTHER_WAY).delete()
            data = {"comment": reply.comment_id, "for_asker": acceptance.for_asker}
            log(thread, "peersupport.accept", user=viewer.user, data=data)
            if acceptance.for_asker and thread.follow_ups.filter(resolved_at=None).exists():
                followups.close(thread, viewer, Outcome.ANSWERED)
            refresh_threads([thread.pk])
    if is_new:
        signals.answer_accepted.send(Acceptance, thread=thread, acceptance=acceptance)
    return acceptance


def unaccept_answer(reply: SupportReply, viewer: Viewer) -> None:
    """Take an acceptance back. Harmless if there is none. Raises NotAllowed."""
    with transaction.atomic():
        thread = lock(reply.thread_id)
        if not permissions.can_unaccept(viewer, thread):
            raise NotAllowed(_("Only the person who asked can undo this."))
        said = acceptances(thread).filter(answer_id=reply.comment_id)
        by_staff = said.filter(for_asker=True).aggregate(since=Min("accepted_at"))["since"]
        removed, __ = said.delete()
        if removed:
            if by_staff and thread.follow_ups.filter(resolved_at__gte=by_staff).exists():
                followups.open_again(thread, Outcome.ANSWERED)
            log(
                thread, "peersupport.unaccept", user=viewer.user, data={"comment": reply.comment_id}
            )
            refresh_threads([thread.pk])
    if removed:
        signals.answer_unaccepted.send(Acceptance, thread=thread, comment=reply.comment)


def acceptances(thread: SupportThread) -> QuerySet:
    """What was accepted for a question, and for those that were merged into it."""
    return Acceptance.objects.filter(question__in=asked_in(thread))

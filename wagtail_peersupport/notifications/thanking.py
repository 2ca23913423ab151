"""The helper hears that their answer solved it: once per answer, and only where the address was
proven.
"""

from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from .. import permissions
from ..accounts import account_name
from ..addresses import Addresses
from ..detection.text import plain_text
from ..models import Acceptance, Notice, SupportReply
from ..models.merges import asked_in
from ..threads.knowing import questions_to_know, said_after
from ..viewer import Viewer
from .answering import answers
from .helper_links import helper_url
from .once import send_once
from .proven import helper_who_sees


def notify_helper(acceptance_pk: int) -> None:
    """Tell whoever wrote an accepted answer that it solved the question. Does nothing where it may
    not, was done, or was taken back meanwhile.
    """
    acceptance = (
        Acceptance.objects.select_related("accepted_by", "answer__peersupport_origin")
        .filter(pk=acceptance_pk)
        .first()
    )
    reply = _reply(acceptance) if acceptance is not None else None
    if acceptance is None or reply is None or _is_own(acceptance):
        return
    to, viewer = helper_who_sees(reply)
    if to:
        context = partial(_context, reply, acceptance, to, viewer)
        page, event = reply.thread.page, Notice.Event.IT_WORKED
        send_once("it_worked", to, event, reply.comment, page, context)


def unthanked_helpers(since: datetime) -> list[int]:
    """Acceptances after ``since`` of which the helper was perhaps not told; primary keys."""
    notices = Notice.objects.filter(event=Notice.Event.IT_WORKED, comment=OuterRef("answer"))
    accepted = Acceptance.objects.filter(~Exists(notices), accepted_at__gt=since)
    return list(accepted.order_by("accepted_at", "pk").values_list("pk", flat=True))


def _reply(acceptance: Acceptance) -> SupportReply | None:
    """The answer in its thread, while that stands and the acceptance counts there."""
    found = answers().filter(
        comment=acceptance.answer_id,
        thread__is_archive=False,
        thread__solved_at__isnull=False,
    )
    reply = found.first()
    if reply is None or reply.thread.is_idea:
        return None
    return reply if acceptance.question_id in asked_in(reply.thread) else None


def _is_own(acceptance: Acceptance) -> bool:
    """Whether the helper said so themselves, as staff do of their own answers."""
    return acceptance.voter == permissions.voter_of(acceptance.answer)


def _staff_name(acceptance: Acceptance) -> str:
    """Who said so for the asker; that account may be gone."""
    by = acceptance.accepted_by
    return account_name(by) if by is not None else _("Somebody")


def _context(
    reply: SupportReply, acceptance: Acceptance, to: str, viewer: Viewer
) -> dict[str, Any]:
    thread, page = reply.thread, reply.thread.page.specific
    return {
        "page": page,
        "name": reply.comment.user_name,
        "asker": thread.comment.user_name,
        "staff": _staff_name(acceptance) if acceptance.for_asker else "",
        "question": thread.title,
        "said": "" if acceptance.for_asker else said_after(reply),
        "words": plain_text(reply.comment.comment),
        "thread_url": Addresses(viewer).full(thread, page, reply.comment_id),
        "open_questions": questions_to_know(reply, viewer),
        "helper_url": helper_url(page, reply.comment, to),
    }

"""The helper hears that their answer solved it: once per answer, and only where the address was
proven.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import translation
from django.utils.translation import gettext as _

from .. import comments, permissions
from ..accounts import account_name
from ..addresses import Addresses
from ..detection.text import plain_text
from ..models import Acceptance, ImportedComment, Notice, SupportReply
from ..models.merges import asked_in
from ..querysets import visible_pages
from ..threads.knowing import questions_to_know, said_after
from ..viewer import Viewer, public_viewer
from .answering import answers, proven_address, remember
from .helper_links import helper_url
from .sending import send


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
    to = helper_address(reply.comment)
    viewer = Viewer(user=reply.comment.user) if reply.comment.user_id else public_viewer()
    if to and visible_pages(viewer).filter(pk=reply.thread.page_id).exists():
        _tell(reply, acceptance, to, viewer)


def unthanked_helpers(since: datetime) -> list[int]:
    """Acceptances after ``since`` of which the helper was perhaps not told; primary keys."""
    notices = Notice.objects.filter(event=Notice.Event.IT_WORKED, comment=OuterRef("answer"))
    accepted = Acceptance.objects.filter(~Exists(notices), accepted_at__gt=since)
    return list(accepted.order_by("accepted_at", "pk").values_list("pk", flat=True))


def helper_address(answer: Any) -> str:
    """The proven address of whoever wrote an answer. Of one that was there before us, or imported,
    only once they acted again: "" before.
    """
    since = _quiet_since(answer)
    if since is None:
        return proven_address(answer)
    acted = Q(submit_date__gt=since, peersupport_origin__is_confirmed=True)
    email = answer.user_email
    if answer.user_id:
        return proven_address(answer) if _came_back(answer.user, since) else ""
    return email if email and _own(acted, user_email__iexact=email) else ""


def _quiet_since(answer: Any) -> datetime | None:
    """Since when an answer stands here that nobody was told of; None for any other."""
    quiet = Notice.objects.filter(comment=answer.pk, recipient_hash="").first()
    if quiet is not None:
        return quiet.sent_at
    is_imported = ImportedComment.objects.filter(comment=answer.pk).exists()
    return answer.submit_date if is_imported else None


def _came_back(user: Any, since: datetime) -> bool:
    """Whether an account logged in or wrote since then."""
    last_login = getattr(user, "last_login", None)
    has_logged_in = last_login is not None and last_login > since
    return has_logged_in or _own(Q(submit_date__gt=since), user=user)


def _own(written: Q, **by: Any) -> bool:
    """Whether there is such a comment that was written here."""
    imported = ImportedComment.objects.filter(comment=OuterRef("pk"))
    return comments.settled(**by).filter(~Exists(imported), written).exists()


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


def _tell(reply: SupportReply, acceptance: Acceptance, to: str, viewer: Viewer) -> None:
    # In one transaction: a mail that could not be sent leaves no notice, and the sweep tries again.
    with transaction.atomic():
        if not remember(reply.comment, to, Notice.Event.IT_WORKED):
            return
        thread, page = reply.thread, reply.thread.page.specific
        with translation.override(page.locale.language_code):
            send(
                "it_worked",
                to,
                {
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
                },
            )

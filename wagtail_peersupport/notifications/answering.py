"""The asker hears when somebody answers: once per answer, and only where the address was proven."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac

from ..addresses import Addresses
from ..detection.text import plain_text
from ..models import Notice, SupportReply
from ..querysets import visible_pages
from ..viewer import Viewer, public_viewer
from .sending import send


def notify_asker(reply_pk: int) -> None:
    """Tell the asker of the thread about this answer. Does nothing where it may not or was done."""
    reply = (
        SupportReply.objects.visible()
        .answers()
        .select_related("comment__user", "thread__comment__user", "thread__page__locale")
        .filter(pk=reply_pk, thread__is_archive=False, thread__is_retired=False)
        .exclude(comment__in=Notice.objects.filter(recipient_hash="").values("comment"))
        .first()
    )
    if reply is None:
        return
    asker = reply.thread.comment
    to = proven_address(asker)
    viewer = Viewer(user=asker.user) if asker.user_id else public_viewer()
    may_see = visible_pages(viewer).filter(pk=reply.thread.page_id).exists()
    # Whoever follows the whole page by xtd's own means hears of it from xtd.
    if to and may_see and not asker.followup:
        _tell(reply, to, viewer)


def _tell(reply: SupportReply, to: str, viewer: Viewer) -> None:
    # In one transaction: a mail that could not be sent leaves no notice, and the sweep tries again.
    with transaction.atomic():
        if not _is_first_time(reply.comment, to):
            return
        page = reply.thread.page.specific
        with translation.override(page.locale.language_code):
            send(
                "answered",
                to,
                {
                    "page": page,
                    "name": reply.thread.comment.user_name,
                    "helper": reply.comment.user_name,
                    "question": reply.thread.title,
                    "words": plain_text(reply.comment.comment),
                    "thread_url": Addresses(viewer).full(reply.thread, page, reply.comment_id),
                },
            )


def untold_answers(since: datetime) -> list[int]:
    """Answers after ``since`` of which nobody was told yet and somebody could be; primary keys."""
    proven = Q(thread__comment__user__isnull=False) | Q(
        thread__comment__peersupport_origin__is_confirmed=True
    )
    notices = Notice.objects.filter(event=Notice.Event.ANSWERED, comment=OuterRef("comment"))
    return list(
        SupportReply.objects.visible()
        .answers()
        .filter(proven, thread__is_archive=False, thread__is_retired=False)
        .filter(~Exists(notices), comment__submit_date__gt=since, thread__comment__followup=False)
        .order_by("comment__submit_date", "pk")
        .values_list("pk", flat=True)
    )


def proven_address(comment: Any) -> str:
    """The address to write to: the account's, or the one that a guest confirmed; else ""."""
    if comment.user_id:
        return comment.user.email if comment.user.is_active else ""
    origin = getattr(comment, "peersupport_origin", None)
    return comment.user_email if origin is not None and origin.is_confirmed else ""


def _is_first_time(comment: Any, to: str) -> bool:
    hashed = salted_hmac(
        "wagtail_peersupport.recipient", to.casefold(), algorithm="sha256"
    ).hexdigest()
    __, is_new = Notice.objects.get_or_create(
        event=Notice.Event.ANSWERED,
        comment_id=comment.pk,
        recipient_hash=hashed,
        defaults={"sent_at": timezone.now()},
    )
    return is_new

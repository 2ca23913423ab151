"""The letter by which staff thank a helper: once, and only where the address was proven.

The note is for them alone. It stands in this mail, in their own account, and nowhere else.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import translation
from django.utils.translation import gettext as _

from ..accounts import account_name
from ..addresses import Addresses
from ..detection.text import plain_text
from ..models import Notice, SupportReply, Thanks
from ..querysets import visible_pages
from ..viewer import Viewer, public_viewer
from .answering import remember
from .helper_links import helper_url
from .sending import send
from .thanking import helper_address


def notify_thanked(thanks_pk: int) -> None:
    """Send a letter of thanks. Does nothing where it was sent or taken back meanwhile, or where it
    may not be sent.
    """
    letters = Thanks.objects.filter(is_public=False).select_related("given_by")
    thanks = letters.filter(pk=thanks_pk).first()
    reply = reply_of(thanks.answer_id) if thanks is not None else None
    if thanks is None or reply is None:
        return
    viewer = Viewer(user=reply.comment.user) if reply.comment.user_id else public_viewer()
    to = helper_address(reply.comment)
    if to and visible_pages(viewer).filter(pk=reply.thread.page_id).exists():
        _send(thanks, reply, to, viewer)


def unsent_thanks(since: datetime) -> list[int]:
    """Letters written after ``since`` that perhaps were not sent; primary keys."""
    notices = Notice.objects.filter(event=Notice.Event.THANKED, comment=OuterRef("answer"))
    letters = Thanks.objects.filter(~Exists(notices), is_public=False, given_at__gt=since)
    return list(letters.order_by("given_at", "pk").values_list("pk", flat=True))


def reply_of(comment_pk: int) -> SupportReply | None:
    """The answer in its thread, while readers see both."""
    return (
        SupportReply.objects.visible()
        .select_related("comment__user", "comment__peersupport_origin", "thread__page__locale")
        .filter(
            comment=comment_pk,
            thread__is_retired=False,
            thread__comment__is_public=True,
            thread__comment__is_removed=False,
        )
        .first()
    )


def _send(thanks: Thanks, reply: SupportReply, to: str, viewer: Viewer) -> None:
    # In one transaction: a mail that could not be sent leaves no notice, and the sweep tries again.
    with transaction.atomic():
        if not remember(reply.comment, to, Notice.Event.THANKED):
            return
        page = reply.thread.page.specific
        with translation.override(page.locale.language_code):
            send(
                "thanks",
                to,
                {
                    "page": page,
                    "name": reply.comment.user_name,
                    "staff": _name(thanks.given_by),
                    "question": reply.thread.title,
                    "words": plain_text(reply.comment.comment),
                    "note": thanks.note,
                    "thread_url": Addresses(viewer).full(reply.thread, page, reply.comment_id),
                    "helper_url": helper_url(page, reply.comment, to),
                },
            )


def _name(user: Any) -> str:
    """Who thanks; that account may be gone."""
    return account_name(user) if user is not None else _("Somebody")

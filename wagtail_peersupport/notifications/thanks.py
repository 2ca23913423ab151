"""The letter by which staff thank a helper: once, and only where the address was proven.

The note is for them alone. It stands in this mail, in their own account, and nowhere else.
"""

from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from ..accounts import account_name
from ..addresses import Addresses
from ..detection.text import plain_text
from ..models import Notice, SupportReply, Thanks
from ..viewer import Viewer
from .answering import replies
from .helper_links import helper_url
from .once import send_once
from .proven import helper_who_sees


def notify_thanked(thanks_pk: int) -> None:
    """Send a letter of thanks. Does nothing where it was sent or taken back meanwhile, or where it
    may not be sent.
    """
    letters = Thanks.objects.filter(is_public=False).select_related("given_by")
    thanks = letters.filter(pk=thanks_pk).first()
    if thanks is None:
        return
    found = replies().select_related("comment__peersupport_origin")
    reply = found.filter(comment=thanks.answer_id).first()
    if reply is None:
        return
    to, viewer = helper_who_sees(reply)
    if to:
        context = partial(_context, thanks, reply, to, viewer)
        send_once("thanks", to, Notice.Event.THANKED, reply.comment, reply.thread.page, context)


def unsent_thanks(since: datetime) -> list[int]:
    """Letters written after ``since`` that perhaps were not sent; primary keys."""
    notices = Notice.objects.filter(event=Notice.Event.THANKED, comment=OuterRef("answer"))
    letters = Thanks.objects.filter(~Exists(notices), is_public=False, given_at__gt=since)
    return list(letters.order_by("given_at", "pk").values_list("pk", flat=True))


def _context(thanks: Thanks, reply: SupportReply, to: str, viewer: Viewer) -> dict[str, Any]:
    page = reply.thread.page.specific
    return {
        "page": page,
        "name": reply.comment.user_name,
        "staff": _name(thanks.given_by),
        "question": reply.thread.title,
        "words": plain_text(reply.comment.comment),
        "note": thanks.note,
        "thread_url": Addresses(viewer).full(reply.thread, page, reply.comment_id),
        "helper_url": helper_url(page, reply.comment, to),
    }


def _name(user: Any) -> str:
    """Who thanks; that account may be gone."""
    return account_name(user) if user is not None else _("Somebody")

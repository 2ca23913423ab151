"""Staff post a question that came by e-mail, so that its answer helps others, too."""

import secrets
from collections.abc import Iterable
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .. import comments, permissions
from ..detection import private
from ..models import CommentOrigin, SupportThread
from ..models.choices import Capacity, Kind, Source
from ..viewer import Viewer
from . import decisions, posting
from .errors import Refused, check_length, staff_only
from .sync import sync_comments

#: Nobody can have an address of this domain (RFC 2606), and each question gets one of its own: else
#: two people who wrote would be taken for one.
NOWHERE = "by-mail.invalid"


def ask_by_mail(
    page: Any, viewer: Viewer, text: str, *, is_anonymous: bool = False
) -> SupportThread:
    """Post ``text`` under a post as the question of a customer without name and address; readers
    see who of staff did.

    What looks like an address, a phone or an order number is refused, unless ``is_anonymous`` says
    that none of it tells who wrote. The same text by the same account within ten minutes is one
    question. Raises NotAllowed, Refused.
    """
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()
    _check(page, viewer, text, is_anonymous)
    with posting.once(viewer.user, page, {"comment": text}):
        earlier = _posted_before(page, viewer, text)
        return earlier if earlier is not None else _post(page.specific, viewer, text)


def _post(page: Any, viewer: Viewer, text: str) -> SupportThread:
    with translation.override(page.locale.language_code), comments.quietly():
        comment = comments.add(
            page,
            text=text,
            name=_("A customer"),
            email=f"{secrets.token_hex(8)}@{NOWHERE}",
            submit_date=timezone.now(),
        )
    CommentOrigin.objects.create(
        comment_id=comment.pk, capacity=Capacity.BY_MAIL, posted_by=viewer.user
    )
    decisions.write(
        comment.pk, needs_support=True, kind=Kind.QUESTION, source=Source.STAFF, user=viewer.user
    )
    sync_comments([comment.pk])
    thread = SupportThread.objects.get(comment_id=comment.pk)
    log(thread, "peersupport.by_mail", user=viewer.user)
    return thread


def _posted_before(page: Any, viewer: Viewer, text: str) -> SupportThread | None:
    since = timezone.now() - posting.DOUBLE_CLICK
    return SupportThread.objects.filter(
        page_id=page.pk,
        is_retired=False,
        comment__comment=text,
        comment__is_removed=False,
        comment__submit_date__gte=since,
        comment__peersupport_origin__capacity=Capacity.BY_MAIL,
        comment__peersupport_origin__posted_by=viewer.user,
    ).first()


def _check(page: Any, viewer: Viewer, text: str, is_anonymous: bool) -> None:
    staff_only(permissions.can_ask_by_mail(viewer, page))
    posting.check_page(page, viewer)
    if not text:
        raise Refused(_("The question is empty: please write something."))
    too_long = _("The question is too long: %(limit)d characters are the most.")
    check_length(text, comments.max_length(), too_long)
    found = private.private_data(text)
    if found and not is_anonymous:
        raise TellsWho(_("Please take out %(words)s.") % {"words": _listed(found)})


class TellsWho(Refused):
    """The text holds something that may tell who wrote it. ``str()`` names it."""


def _listed(found: Iterable[private.Finding]) -> str:
    labels = {
        private.Kind.EMAIL: _("the e-mail address “%(words)s”"),
        private.Kind.PHONE: _("the phone number “%(words)s”"),
        private.Kind.NUMBER: _("the number “%(words)s”"),
    }
    return ", ".join(labels[one.kind] % {"words": one.words} for one in found)

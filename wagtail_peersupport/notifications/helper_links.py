"""The links in mails to helpers: to what they helped, and whether that is shown."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.crypto import constant_time_compare

from .. import comments
from ..addresses import absolute
from ..mail_links import BadLink, MailLink
from ..models import helper_key
from .proven import proven_address

WITHIN = timedelta(days=365)
_LINK = MailLink("my_help_by_link", salt="wagtail_peersupport.helper")
_HASH = slice(2, 26)


def helper_url(page: Any, answer: Any, to: str) -> str:
    """Where whoever wrote an answer sees what they helped: an account on its page, others by a link
    for this address; on the site of ``page``.
    """
    if answer.user_id:
        return absolute(page, reverse("wagtail_peersupport:my_help"))
    return _LINK.url(page, [answer.pk, helper_key(None, to)[_HASH]])


def read_helper_key(key: str) -> Any | None:
    """A comment by whoever such a link is for; None if it was altered, cut or is too old, or if
    that is gone or was written by somebody else.
    """
    try:
        pk, said = _LINK.read(key, WITHIN)
    except BadLink:
        return None
    comment = comments.find(pk)
    email = proven_address(comment) if comment is not None and not comment.user_id else ""
    is_theirs = bool(email) and constant_time_compare(helper_key(None, email)[_HASH], said)
    return comment if is_theirs else None

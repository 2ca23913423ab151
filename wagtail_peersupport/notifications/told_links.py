"""The links of mails to those who want to be told."""

from datetime import timedelta
from typing import Any

from ..mail_links import BadLink, MailLink

CONFIRM_WITHIN = timedelta(days=2)
STOP_WITHIN = timedelta(days=365)
_CONFIRM = MailLink("confirm_telling", salt="wagtail_peersupport.tell-me.confirm")
_STOP = MailLink("stop_telling", salt="wagtail_peersupport.tell-me.stop")


def confirm_url(page: Any, me_too_pk: int, email: str) -> str:
    """Where the owner of an address says that they want to be told; on the site of ``page``."""
    return _CONFIRM.url(page, [me_too_pk, email])


def read_confirm_key(key: str) -> tuple[int, str] | None:
    """The me-too and the address of such a link; None if it was altered, cut or is too old."""
    try:
        me_too_pk, email = _CONFIRM.read(key, CONFIRM_WITHIN)
    except BadLink:
        return None
    return int(me_too_pk), str(email)


def stop_url(page: Any, email: str) -> str:
    """Where mails to this address that somebody has their question solved end."""
    return _STOP.url(page, email)


def read_stop_key(key: str) -> str | None:
    """The address of such a link; None if it was altered, cut or is too old."""
    try:
        return str(_STOP.read(key, STOP_WITHIN))
    except BadLink:
        return None

"""The signed links of mails to those who want to be told: each for one purpose, with an age."""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.urls import reverse

from ..addresses import absolute

CONFIRM_WITHIN = timedelta(days=2)
STOP_WITHIN = timedelta(days=365)
_CONFIRM = "wagtail_peersupport.tell-me.confirm"
_STOP = "wagtail_peersupport.tell-me.stop"


def confirm_url(page: Any, me_too_pk: int, email: str) -> str:
    """Where the owner of an address says that they want to be told; on the site of ``page``."""
    key = signing.dumps([me_too_pk, email], salt=_CONFIRM)
    return absolute(page, reverse("wagtail_peersupport:confirm_telling", args=[key]))


def read_confirm_key(key: str) -> tuple[int, str] | None:
    """The me-too and the address of such a link; None if it was altered, cut or is too old."""
    said = _read(key, _CONFIRM, CONFIRM_WITHIN)
    return (int(said[0]), str(said[1])) if said is not None else None


def stop_url(page: Any, email: str) -> str:
    """Where mails to this address that somebody has their question solved end."""
    key = signing.dumps(email, salt=_STOP)
    return absolute(page, reverse("wagtail_peersupport:stop_telling", args=[key]))


def read_stop_key(key: str) -> str | None:
    """The address of such a link; None if it was altered, cut or is too old."""
    return _read(key, _STOP, STOP_WITHIN)


def _read(key: str, salt: str, max_age: timedelta) -> Any:
    try:
        return signing.loads(key, salt=salt, max_age=max_age)
    except signing.BadSignature:
        return None

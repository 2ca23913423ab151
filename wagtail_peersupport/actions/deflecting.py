"""Somebody who was about to ask says "That helped" of what was shown to them instead."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from .. import permissions
from ..models import Deflection, SupportThread
from ..viewer import Viewer
from .errors import NotAllowed
from .locking import lock_page
from .posting import check_page
from .saying import say


def say_helped(page: Any, viewer: Viewer, thread: SupportThread | None = None) -> None:
    """Count a question that was not asked under ``page``, since ``thread``, or without one the post
    itself, answered it: once per voter, page and thread. Raises NotAllowed, TooMany.
    """
    if not permissions.can_say_helped(viewer):
        raise NotAllowed(_("Only readers are counted here."))
    check_page(page, viewer)
    with transaction.atomic():
        lock_page(page.pk)
        say(Deflection, viewer, too_many=_too_many(), page_id=page.pk, thread=thread)


def take_back_helped(page: Any, viewer: Viewer, thread: SupportThread | None = None) -> None:
    """It was another question after all."""
    Deflection.objects.filter(page_id=page.pk, thread=thread, voter=viewer.key).delete()


def hand_over_helped(guest: str, account: str) -> None:
    """Give what a guest's browser said to the account, except where it said the same already."""
    said = set(Deflection.objects.filter(voter=account).values_list("page", "thread"))
    rows = Deflection.objects.filter(voter=guest)
    twice = [row.pk for row in rows if (row.page_id, row.thread_id) in said]
    Deflection.objects.filter(pk__in=twice).delete()
    rows.exclude(pk__in=twice).update(voter=account, address_hash="")


def _too_many() -> str:
    return _("That was a lot in a short time. Please come back a little later.")

"""The canned replies that a thread's screen offers, filled in for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from .. import comments
from ..actions.canned import fill
from ..addresses import Addresses, absolute
from ..models import CannedReply, SupportThread
from ..viewer import Viewer, public_viewer

#: More would be no help in a list to choose from.
OFFERED = 100


@dataclass(frozen=True, slots=True)
class Start:
    """A canned reply as this thread's answer would begin with it."""

    pk: int
    title: str
    text: str
    group: str
    """The topic that it is for."""


def starts_for(thread: SupportThread, viewer: Viewer) -> list[Start]:
    """Those in the language of the post: of the thread's topic first, then those for any."""
    rows = list(_offered(thread)[:OFFERED])
    hub = _hub_url(thread.page) if rows else ""
    anything = _("For every topic")
    return [
        Start(
            pk=row.pk,
            title=row.title,
            text=fill(row, thread, viewer, hub=hub),
            group=thread.topic.name if row.topic_id and thread.topic else anything,
        )
        for row in rows
    ]


def start_of(starts: list[Start], pk: Any) -> Start | None:
    """The one that was chosen by its key, as it stands in an address or a form."""
    return next((one for one in starts if one.pk == comments.as_pk(pk)), None)


def _offered(thread: SupportThread) -> Any:
    for_it = Q(topic=None)
    if thread.topic_id is not None:
        for_it |= Q(topic=thread.topic_id)
    rows = CannedReply.objects.filter(for_it, locale=thread.page.locale_id)
    return rows.order_by(F("topic").asc(nulls_last=True), "title", "pk")


def _hub_url(page: Any) -> str:
    """The hub that everybody sees for a post, with its host; "" without one."""
    addresses = Addresses(public_viewer())
    hub = addresses.hub_for(page)
    return absolute(hub, addresses.of_page(hub)) if hub is not None else ""

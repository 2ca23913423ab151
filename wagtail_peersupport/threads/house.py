"""The rules of the house, what the team keeps for itself, and what it did about comments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import ModelLogEntry

from .. import comments
from ..addresses import Addresses
from ..conf import conf
from ..models import Removal, SupportReply, SupportThread, TeamSettings, Topic
from ..models.choices import RemovalReason
from ..querysets import visible_pages
from ..viewer import Viewer, public_viewer
from .remembered import remembered

SPAN = timedelta(days=90)
#: Fewer could point at single comments.
FEWEST = 3
RULES = (
    gettext_lazy("Speak to people as you would across a table: be kind, and stay with the matter."),
    gettext_lazy("Say what you know, and say so where you only guess."),
    gettext_lazy("Keep private things private: no addresses, phone numbers or order numbers."),
)
"""What readers are asked to keep to where the team of a site wrote nothing else."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done about comments in 90 days, and how often."""

    label: str
    count: int

    @property
    def words(self) -> str:
        if self.count < FEWEST:
            return _("fewer than %(number)d") % {"number": FEWEST}
        return number_format(self.count, force_grouping=True)


@dataclass(frozen=True, slots=True)
class House:
    """What holds on a site."""

    rules: tuple[str, ...]
    for_staff: tuple[str, ...]
    """What only staff are asked to answer: the names of topics that somebody asked about."""
    ledger: tuple[Deed, ...]
    """Empty unless the site shows it."""


def house(viewer: Viewer) -> House:
    """The same for everybody; figures are at most some minutes old. Two queries."""
    return House(
        rules=_rules(viewer.site),
        for_staff=_for_staff(viewer.site),
        ledger=_ledger(viewer.site) if conf.SHOW_MODERATION else (),
    )


def rules_url(page: Any, viewer: Viewer) -> str:
    """Where the rules stand for whoever writes under a post; "" where they see no hub."""
    addresses = Addresses(viewer)
    hub = addresses.hub_for(page)
    return f"{addresses.of_page(hub)}#ps-rules" if hub is not None else ""


def _rules(site: Any) -> tuple[str, ...]:
    team = TeamSettings.objects.filter(site=site).first()
    own = team.house_rules.splitlines() if team is not None else []
    return tuple(line.strip() for line in own if line.strip()) or tuple(map(str, RULES))


def _for_staff(site: Any) -> tuple[str, ...]:
    asked = SupportThread.objects.visible_to(public_viewer(site)).filter(topic=OuterRef("pk"))
    topics = Topic.objects.filter(Exists(asked.order_by()), staff_only=True)
    return tuple(topics.values_list("name", flat=True))


def _ledger(site: Any) -> tuple[Deed, ...]:
    removed, hidden, restored = remembered("ledger", site, lambda: _count(site))
    reasons = [
        Deed(_("Removed: %(reason)s") % {"reason": label}, removed[name])
        for name, label in RemovalReason.of_staff()
    ]
    return (
        *reasons,
        Deed(_("Hidden by readers’ reports until we looked"), hidden),
        Deed(_("Brought back"), restored),
    )


def _count(site: Any) -> tuple[Counter[str], int, int]:
    since = timezone.now() - SPAN
    pages = visible_pages(public_viewer(site))
    # The comments keep the key of their post as text.
    keys = pages.annotate(key=Cast("pk", CharField())).values("key")
    shown_once = comments.settled(object_pk__in=keys, is_public=True).order_by()
    removals = Removal.objects.filter(
        removed_at__gte=since, comment__in=shown_once.filter(is_removed=True).values("pk")
    ).exclude(reason=RemovalReason.WITHDRAWN)
    hidden = SupportReply.objects.filter(hidden_at__gte=since, thread__page__in=pages.values("pk"))
    restored = shown_once.filter(pk__in=_brought_back(since), is_removed=False)
    return Counter(removals.values_list("reason", flat=True)), hidden.count(), restored.count()


def _brought_back(since: datetime) -> Iterable[int]:
    """The comments that staff restored since then, by Wagtail's log."""
    entries: QuerySet = ModelLogEntry.objects.filter(
        action="peersupport.restore",
        timestamp__gte=since,
        content_type__in=ContentType.objects.get_for_models(
            SupportThread, comments.comment_model()
        ).values(),
    )
    return {data["comment"] for data in entries.values_list("data", flat=True) if data}

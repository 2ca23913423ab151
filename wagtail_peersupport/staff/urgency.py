"""What is urgent about a thread, in words for staff."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..models import SupportThread
from ..models.choices import Reason, Urgency
from ..querysets import ThreadQuerySet, raised_on

_SENTENCES: dict[str, Any] = {
    Urgency.SAFETY: _("Urgent: safety, “%(words)s”"),
    Urgency.BLOCKED: _("Urgent: blocked, “%(words)s”"),
    Urgency.MONEY: _("Urgent: money, “%(words)s”"),
    Urgency.ASKING_AGAIN: _("Urgent: asking again, “%(words)s”"),
    Urgency.ANGRY: _("Urgent: angry, “%(words)s”"),
}


def urgent_labels(thread: SupportThread) -> list[str]:
    """One line for each urgency, with the words that say so, as they stand in the row."""
    return [str(_SENTENCES[name] % {"words": words}) for name, words in thread.urgency]


def with_urgency(threads: ThreadQuerySet, urgency: str) -> ThreadQuerySet:
    """Threads of which their words say this, or for "blocked" their askers, whether or not it is
    settled.
    """
    # A place for each: not every database can look into a list of lists.
    found = Q()
    for place in range(len(Urgency)):
        found |= Q(**{f"urgency__{place}__0": urgency})
    if urgency == Urgency.BLOCKED:
        found |= Q(pk__in=raised_on("pk", Reason.BLOCKING).values("follow_up__thread"))
    return threads.filter(found)

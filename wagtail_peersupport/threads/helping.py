"""Questions that this viewer may be able to answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Q, Value, When
from django.utils import timezone

from ..addresses import Addresses
from ..models import SupportReply, SupportThread
from ..querysets import ThreadQuerySet
from ..viewer import Viewer

#: Under posts one of so many of the newest is shown, another one every day.
ROTATED = 30


@dataclass(frozen=True, slots=True)
class HelpFace:
    """One open question, under another post."""

    title: str
    url: str
    language: str
    hub_url: str = ""
    """The hub's list of what readers can help with, "" where this viewer sees no hub."""


def known_topics(viewer: Viewer) -> frozenset[int]:
    """The topics of questions that this viewer answered; none for strangers. One query."""
    if not viewer.key:
        return frozenset()
    answers = SupportReply.objects.visible().answers().filter(thread__topic__isnull=False)
    if viewer.user is not None:
        answers = answers.filter(comment__user=viewer.user)
    else:
        answers = answers.filter(comment__peersupport_origin__voter=viewer.key)
    return frozenset(answers.order_by().values_list("thread__topic", flat=True).distinct())


def likeliest_first(threads: ThreadQuerySet, topics: frozenset[int], *then: str) -> ThreadQuerySet:
    """What is about these topics first, then what nobody answered, then as ``then`` says."""
    # PostgreSQL sorts by no constant: without topics there is nothing to ask.
    known = [_is(Q(topic__in=topics)).desc()] if topics else []
    return threads.order_by(*known, _is(Q(answered_at__isnull=True)).desc(), *then)


def _is(condition: Q) -> Case:
    return Case(
        When(condition, then=Value(True)), default=Value(False), output_field=BooleanField()
    )


def can_you_help(page: Any, viewer: Viewer) -> HelpFace | None:
    """One question of another post that waits for an answer, in the post's language; None without.

    Another one every day and under every post, the same all day long. A fixed number of queries.
    """
    addresses = Addresses(viewer)
    waiting = (
        SupportThread.objects.active()
        .on(addresses.pages.filter(locale=page.locale_id))
        .open_to_readers()
        .unanswered()
        .not_asked_by(viewer)
        .exclude(page=page.pk)
    )
    newest = list(waiting.order_by("-asked_at", "-pk").values_list("pk", flat=True)[:ROTATED])
    if not newest:
        return None
    chosen = newest[(timezone.localdate().toordinal() + page.pk) % len(newest)]
    thread = SupportThread.objects.with_authors().get(pk=chosen)
    hub = addresses.hub_for(page)
    return HelpFace(
        title=thread.title,
        url=addresses.of(thread, thread.page),
        language=thread.language,
        hub_url=f"{addresses.of_page(hub)}?tab=open" if hub is not None else "",
    )

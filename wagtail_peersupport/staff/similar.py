"""Solved threads that ask something similar: to answer with, or to merge into."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.search.utils import parse_query_string

from .. import comments
from ..addresses import Addresses
from ..detection.text import plain_text, read
from ..detection.titles import shorten
from ..models import Acceptance, SupportReply, SupportThread
from ..models.choices import Verdict
from ..querysets import ThreadQuerySet, visible_pages
from ..similarity import Corpus
from ..viewer import Viewer, public_viewer
from .buttons import VerbButton, verb_url
from .reach import reachable_threads

SHOWN = 5
#: Comparing takes time: so many that search proposes, and so many of the newest.
FOUND, NEWEST = 200, 300
TELLING, QUOTED = 40, 240

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Similar:
    """A solved thread, and what can be done with it."""

    title: str
    url: str
    """Its screen."""
    asked_at: datetime
    post: str
    start: str
    """What a reply that answers with it begins with."""
    answer_with: str
    """Where the reply form stands with that, without a script."""
    merge: VerbButton


def similar_solved(thread: SupportThread, viewer: Viewer, queue: str = "") -> list[Similar]:
    """The most similar solved threads, the likest first, in a fixed number of queries.

    Only such as everybody may read who reads this one: they are quoted to them.
    """
    rows = list(_candidates(thread, viewer))
    texts = [plain_text(row.comment.comment) for row in rows]
    found = Corpus(texts).similar(plain_text(thread.comment.comment), SHOWN)
    chosen = [rows[index] for index, __ in found]
    starts = _starts(chosen, thread.page)
    return [
        _similar(one, thread, place, starts[one.pk], queue) for place, one in enumerate(chosen, 1)
    ]


def start_with(thread: SupportThread, viewer: Viewer, pk: Any) -> str:
    """What a reply begins with that answers with the thread ``pk``; "" where that can't be."""
    one = _offered(thread, viewer).filter(pk=comments.as_pk(pk) or 0).first()
    return _starts([one], thread.page)[one.pk] if one is not None else ""


def _offered(thread: SupportThread, viewer: Viewer) -> ThreadQuerySet:
    open_to_all = visible_pages(public_viewer()).values("pk")
    return (
        reachable_threads(viewer)
        .active()
        .solved()
        .in_locale(thread.page.locale_id)
        .filter(Q(page__in=open_to_all) | Q(page=thread.page_id))
        .exclude(pk=thread.pk)
    )


def _candidates(thread: SupportThread, viewer: Viewer) -> ThreadQuerySet:
    offered = _offered(thread, viewer)
    newest = offered.order_by("-solved_at", "-pk").values_list("pk", flat=True)[:NEWEST]
    pks = {*newest, *_proposed(thread)}
    return offered.filter(pk__in=pks).order_by("-solved_at", "-pk")


def _proposed(thread: SupportThread) -> list[int]:
    words = " ".join(_WORD.findall(thread.title))
    if not words:
        return []
    __, query = parse_query_string(words, operator="or")
    solved = SupportThread.objects.filter(is_retired=False, solved_at__isnull=False)
    return [one.pk for one in solved.search(query)[:FOUND]]


def _similar(
    one: SupportThread, thread: SupportThread, place: int, start: str, queue: str
) -> Similar:
    screen = reverse("peersupport_staff:thread", args=(thread.pk,))
    asked = {"queue": queue, "answer_with": one.pk} if queue else {"answer_with": one.pk}
    label = _("Merge into it")
    attrs = {"name": "target", "value": str(one.pk), "data-ps-key": f"Shift+{place}"}
    attrs["aria-label"] = f"{label}: {one.title}"
    return Similar(
        title=one.title,
        url=reverse("peersupport_staff:thread", args=(one.pk,)),
        asked_at=one.asked_at,
        post=one.page.title,
        start=start,
        answer_with=f"{screen}?{urlencode(asked)}#reply",
        merge=VerbButton(
            label,
            verb_url("merge", thread.pk),
            classname="button button-small button-secondary",
            attrs=attrs,
        ),
    )


def _starts(threads: list[SupportThread], page: Any) -> dict[int, str]:
    """For each of these threads: words that quote its best answer and lead there."""
    answers = best_answers(threads)
    addresses = Addresses(public_viewer())
    starts = {}
    with translation.override(page.locale.language_code):
        for one in threads:
            url = addresses.full(one, one.page)
            quote = _quoted(answers[one.pk]) if one.pk in answers else one.title
            starts[one.pk] = _("This was answered before:\n\n> %(quote)s\n\n%(url)s") % {
                "quote": quote,
                "url": url,
            }
    return starts


def best_answers(threads: list[SupportThread]) -> dict[int, Any]:
    """The answer of each thread to show for it, as a comment: accepted, else verified, else the
    first. Those without an answer are left out. Two queries.
    """
    replies = (
        SupportReply.objects.visible()
        .filter(thread__in=threads)
        .select_related("comment__user", "comment__peersupport_endorsement")
        .order_by("comment__submit_date", "comment_id")
    )
    accepted = set(
        Acceptance.objects.filter(question__in=[one.comment_id for one in threads]).values_list(
            "answer_id", flat=True
        )
    )
    best: dict[int, tuple[int, Any]] = {}
    for reply in replies:
        rank = _rank(reply, accepted)
        if rank and rank > best.get(reply.thread_id, (0, None))[0]:
            best[reply.thread_id] = (rank, reply.comment)
    return {pk: comment for pk, (__, comment) in best.items()}


def _rank(reply: SupportReply, accepted: set[int]) -> int:
    """How good an answer is to be shown for its thread; 0 for what is none."""
    said = getattr(reply.comment, "peersupport_endorsement", None)
    if said is not None and said.verdict != Verdict.VERIFIED:
        return 0
    if reply.comment_id in accepted:
        return 3
    if not reply.is_answer:
        return 0
    return 2 if said is not None else 1


def _quoted(comment: Any) -> str:
    """The first sentence of an answer, with the next where it says little by itself ("Yes.")."""
    text = ""
    for sentence in read(comment.comment).sentences or (plain_text(comment.comment),):
        text = f"{text} {sentence}".strip()
        if len(text) >= TELLING:
            break
    return shorten(" ".join(text.split()), QUOTED)

"""For a helper: what the asker said of their answer, and what else they may know."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from ..accounts import account_email
from ..addresses import Addresses, site_of
from ..detection.reactions import signs_of
from ..detection.text import plain_text
from ..models import SupportReply, SupportThread
from ..similarity import Corpus
from ..viewer import Viewer
from .faces import QuestionLink

SHOWN = 2
CANDIDATES = 200


def said_after(reply: SupportReply) -> str:
    """What the asker wrote after an answer to say that it worked, or to thank; "" without.

    What answers it counts first; what answers another reply does not.
    """
    answer, question = reply.comment, reply.thread.comment
    by_asker = SupportReply.objects.visible().filter(thread=reply.thread_id, by_asker=True)
    later = by_asker.filter(comment__submit_date__gt=answer.submit_date)
    rows = [one.comment for one in later.select_related("comment").order_by("comment__submit_date")]
    rows = [row for row in rows if row.parent_id in (answer.pk, question.pk, row.pk)]
    for row in sorted(rows, key=lambda row: row.parent_id != answer.pk):
        words = plain_text(row.comment)
        signs = signs_of(row.comment)
        if (signs.solved or signs.thanks) and not signs.asks:
            return words
    return ""


def questions_to_know(reply: SupportReply, viewer: Viewer) -> list[QuestionLink]:
    """Open questions that whoever wrote this answer may know, the likeliest first: about the same
    topic, or in similar words. Of the same site and language, and as the viewer may see them.
    """
    thread = reply.thread
    found = list(_open(reply, viewer))
    texts = [plain_text(one.comment.comment) for one in found]
    about = f"{plain_text(thread.comment.comment)} {plain_text(reply.comment.comment)}"
    scores = dict(Corpus(texts).similar(about, limit=CANDIDATES))
    likely: dict[SupportThread, float] = {}
    for index, one in enumerate(found):
        same_topic = one.topic_id is not None and one.topic_id == thread.topic_id
        score = scores.get(index, 0.0) + same_topic
        if score:
            likely[one] = score
    # sorted() keeps the newest first where two are as likely.
    chosen = sorted(likely, key=lambda one: -likely[one])[:SHOWN]
    addresses = Addresses(viewer)
    return [QuestionLink(one.title, addresses.full(one, one.page.specific)) for one in chosen]


def _open(reply: SupportReply, viewer: Viewer) -> Any:
    threads = (
        SupportThread.objects.visible_to(viewer)
        .current()
        .unanswered()
        .filter(closed_at=None)
        .in_locale(reply.thread.page.locale_id)
        .exclude(pk=reply.thread_id)
        .exclude(_known_to(reply.comment))
        .exclude(topic__staff_only=True)
    )
    newest = threads.with_authors().order_by("-asked_at", "-pk")[:CANDIDATES]
    site = site_of(reply.thread.page)
    return [one for one in newest if site_of(one.page) == site]


def _known_to(answer: Any) -> Q:
    """What they asked themselves, or said something in."""
    if answer.user_id:
        own = Q(comment__user=answer.user_id) | Q(replies__comment__user=answer.user_id)
        email = account_email(answer.user)
    else:
        own, email = Q(pk__in=()), answer.user_email
    if not email:
        return own
    by_email = Q(comment__user_email__iexact=email) | Q(replies__comment__user_email__iexact=email)
    return own | by_email

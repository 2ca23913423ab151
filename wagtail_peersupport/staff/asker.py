"""What is known of whoever asked: what else they asked and answered, as far as it was proven."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from ..models import CommentOrigin, SupportReply, SupportThread
from ..threads.persons import confirmed_by
from ..threads.wording import first_words
from ..viewer import Viewer
from .places import screen_url
from .reach import reachable_threads

SHOWN = 5
WORDS = 100


@dataclass(frozen=True, slots=True)
class Earlier:
    """A question or an answer of theirs."""

    label: str
    words: str
    url: str
    date: datetime


@dataclass(frozen=True, slots=True)
class AskerHistory:
    """What they wrote in threads that this member of staff reaches, the present one left out."""

    is_known: bool
    """Whether an account or a confirmed address says who they are; a typed name says nothing."""
    questions: int = 0
    answers: int = 0
    last: tuple[Earlier, ...] = ()
    """The newest, whichever they are."""


def asker_history(thread: SupportThread, viewer: Viewer) -> AskerHistory:
    """Of whoever asked this. At most six queries."""
    person = _person(thread.comment)
    if person is None:
        return AskerHistory(is_known=False)
    reached = reachable_threads(viewer).active().exclude(pk=thread.pk)
    asked = reached.filter(person)
    answers = SupportReply.objects.visible().answers().filter(person)
    answered = answers.filter(thread__in=reached.values("pk")).select_related("comment")
    newest = sorted(
        [_question(one) for one in asked.order_by("-asked_at", "-pk")[:SHOWN]]
        + [_answer(one) for one in answered.order_by("-comment__submit_date", "-pk")[:SHOWN]],
        key=lambda one: one.date,
        reverse=True,
    )
    return AskerHistory(True, asked.count(), answered.count(), tuple(newest[:SHOWN]))


def _person(comment: Any) -> Q | None:
    """For threads and replies: those by whoever wrote this comment; None where nobody knows who
    that is.
    """
    if comment.user_id:
        return Q(comment__user=comment.user_id)
    origin = CommentOrigin.objects.filter(comment_id=comment.pk, is_confirmed=True)
    if not comment.user_email or not origin.exists():
        return None
    return Q(comment__in=confirmed_by(comment.user_email))


def _question(thread: SupportThread) -> Earlier:
    label = f"{thread.get_kind_display()}, {thread.state_label}"
    return Earlier(label, thread.title, screen_url(thread.pk), thread.asked_at)


def _answer(reply: SupportReply) -> Earlier:
    comment = reply.comment
    words = first_words(comment.comment, WORDS)
    return Earlier(_("Answer"), words, screen_url(reply.thread_id), comment.submit_date)

"""What readers ask under one post, for whoever writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import Greatest

from ..models import SupportThread
from ..querysets import ThreadQuerySet
from ..viewer import Viewer
from .filters import State, open_questions
from .open_questions import questions_url
from .reach import reachable_threads

#: How many of each are named.
SHOWN = 5
#: From so many people on, a question repeats.
REPEATS = 2


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the questions under a post."""

    count: int
    threads: tuple[SupportThread, ...]
    """The first of them. In ``repeating``, each has ``asked_by``: how many people asked it."""
    url: str = ""
    """Where all of them are, "" for nowhere."""

    def __bool__(self) -> bool:
        return self.count > 0

    @property
    def more(self) -> int:
        return self.count - len(self.threads)


@dataclass(frozen=True, slots=True)
class PostQuestions:
    """Empty groups are false."""

    open: Group
    solved: Group
    repeating: Group

    def __bool__(self) -> bool:
        return bool(self.open or self.solved or self.repeating)


def questions_under(page: Any, user: Any) -> PostQuestions:
    """Six queries, however many there are: the oldest that are open, the newest that are solved,
    and those that most people have, be it in the archive.
    """
    threads = reachable_threads(Viewer(user=user)).active().under(page)
    questions = threads.questions()
    # Whoever asked, and whoever said "me too", which merging says for an asker who is known.
    merged = Count("merged", filter=Q(merged__comment__is_removed=False))
    asked = questions.annotate(asked_by=Greatest(F("me_too_count"), merged) + 1)
    repeating = asked.filter(asked_by__gte=REPEATS)
    return PostQuestions(
        open=_group(
            open_questions(questions).order_by("asked_at", "pk"), questions_url(page.pk, State.OPEN)
        ),
        solved=_group(
            questions.current().solved().order_by("-solved_at", "-pk"), _solved_url(page.pk)
        ),
        repeating=_group(repeating.order_by("-asked_by", "-asked_at", "-pk"), ""),
    )


def _solved_url(page_pk: int) -> str:
    return f"{questions_url(page_pk, State.ALL)}&status=solved"


def _group(threads: ThreadQuerySet, url: str) -> Group:
    found = list(threads[: SHOWN + 1])
    count = threads.count() if len(found) > SHOWN else len(found)
    return Group(count, tuple(found[:SHOWN]), url)

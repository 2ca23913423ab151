"""Questions in short, away from their post and the hub: beside other content, in blocks, on other
sites.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from .. import comments
from ..addresses import Addresses, absolute
from ..models import SupportReply, SupportThread
from ..models.choices import state_word
from ..models.comment_querysets import answering
from ..querysets import ThreadQuerySet
from ..viewer import Viewer

#: No list beside other content is longer.
MOST = 20


@dataclass(frozen=True, slots=True)
class BriefFace:
    """A question, problem or idea in a line or two."""

    pk: int
    comment_pk: int
    title: str
    language: str
    state: str
    """As a CSS-friendly word, like that of ThreadFace."""
    is_idea: bool
    idea_label: str
    url: str
    """A path on the viewer's own site."""
    full_url: str
    post_title: str
    asked_at: datetime
    solved_at: datetime | None
    answers: int
    me_toos: int
    topic: str
    """What it is about, "" where that is not known."""

    @property
    def mark(self) -> str:
        """The shape that stands beside the word."""
        return MARKS[self.state]

    @property
    def label(self) -> str:
        """The state as a word for readers."""
        return state_labels()[self.state]


MARKS = {
    "unanswered": "○",
    "answered": "◐",
    "solved": "✓",
    "closed": "■",
    "archive": "▫",
    "idea": "◇",
}


def state_labels() -> dict[str, str]:
    return {
        "unanswered": _("Unanswered"),
        "answered": _("Answered"),
        "solved": _("Solved"),
        "closed": _("Closed"),
        "archive": _("From the archive"),
        "idea": _("Idea"),
    }


def questions_about(page: Any, viewer: Viewer, limit: int) -> tuple[BriefFace, ...]:
    """The questions and problems under a post that are about it, those that most people have
    first.
    """
    asked = SupportThread.objects.visible_to(viewer).under(page).questions()
    wanted = asked.filter(is_off_post=False).order_by("-me_too_count", "-asked_at", "-pk")
    return briefly(wanted[: at_most(limit)], viewer)


def latest_solved(viewer: Viewer, limit: int, topic: str = "") -> tuple[BriefFace, ...]:
    """What was solved last, in the viewer's language, about the topic of this slug if one is
    named.
    """
    solved = _asked(viewer, topic).solved().order_by("-solved_at", "-pk")
    return briefly(solved[: at_most(limit)], viewer)


def newest(viewer: Viewer, limit: int, topic: str = "") -> tuple[BriefFace, ...]:
    """Likewise, the questions and problems that were asked last."""
    asked = _asked(viewer, topic).questions().order_by("-asked_at", "-pk")
    return briefly(asked[: at_most(limit)], viewer)


def chosen(pks: Iterable[int], viewer: Viewer) -> tuple[BriefFace, ...]:
    """Those of these threads that this viewer may see, in the order that was given."""
    wanted = list(dict.fromkeys(pks))
    threads = SupportThread.objects.visible_to(viewer).filter(pk__in=wanted)
    found = {face.pk: face for face in briefly(threads, viewer)}
    return tuple(found[pk] for pk in wanted if pk in found)


def briefly(threads: ThreadQuerySet, viewer: Viewer) -> tuple[BriefFace, ...]:
    """The faces of threads that the viewer may see, in their order. The number of queries does not
    grow with them.
    """
    rows = list(threads.with_authors())
    if not rows:
        return ()
    pages = comments.find_pages({row.page_id for row in rows})
    answers = _answer_counts(rows)
    addresses = Addresses(viewer)
    return tuple(_face(row, pages[row.page_id], addresses, answers.get(row.pk, 0)) for row in rows)


def _face(thread: SupportThread, page: Any, addresses: Addresses, answers: int) -> BriefFace:
    url = addresses.of(thread, page)
    return BriefFace(
        pk=thread.pk,
        comment_pk=thread.comment_id,
        title=thread.title,
        language=thread.language,
        state=state_word(thread.status, is_idea=thread.is_idea, is_archive=thread.is_archive),
        is_idea=thread.is_idea,
        idea_label=str(thread.idea_status.label) if thread.is_idea else "",
        url=url,
        full_url=absolute(page, url),
        post_title=page.title,
        asked_at=thread.asked_at,
        solved_at=thread.solved_at,
        answers=answers,
        me_toos=thread.me_too_count,
        topic=thread.topic.name if thread.topic is not None else "",
    )


def _asked(viewer: Viewer, topic: str) -> ThreadQuerySet:
    visible = SupportThread.objects.visible_to(viewer)
    if viewer.locale is not None:
        visible = visible.in_locale(viewer.locale)
    return visible.filter(topic__slug=topic) if topic else visible


def _answer_counts(threads: list[SupportThread]) -> dict[int, int]:
    answers = SupportReply.objects.visible().filter(answering(), thread__in=threads)
    return dict(answers.values_list("thread_id").annotate(Count("pk")).order_by())


def at_most(limit: int) -> int:
    """As many as are wanted, within reason."""
    return max(1, min(limit, MOST))

"""What the post could learn from a thread, or did: a panel, and a button for each answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button

from .. import comments, permissions
from ..accounts import account_name
from ..actions.errors import Refused
from ..actions.teaching import check_answer, check_post, page_of
from ..lessons.posts import learns
from ..models import Acceptance, Lesson, SupportReply, SupportThread
from ..models.merges import asked_in
from ..threads.authors import shown_name
from ..viewer import Viewer
from .buttons import SMALL


@dataclass(frozen=True, slots=True)
class Teachable:
    """An accepted answer that could go into the post."""

    pk: int
    author: str
    url: str
    why_not: str = ""
    """What speaks against it, in words; "" for nothing."""


@dataclass(frozen=True, slots=True)
class LessonPanel:
    """What staff see of the post and one question."""

    answers: tuple[Teachable, ...] = ()
    why_not: str = ""
    """What speaks against changing the post just now."""
    lesson: Lesson | None = None
    is_gone: bool = False
    """Whether readers can't see the answer any more that was put there."""
    drafted_by: str = ""
    edit_url: str = ""
    """The editor of the post, for those who may edit it."""
    history_url: str = ""
    asked: int = 1
    """How many questions ask this, with those that were merged into it."""
    me_toos: int = 0

    @property
    def repeats(self) -> bool:
        return self.asked > 1 or self.me_toos > 0

    def button_for(self, comment_pk: int) -> Button | None:
        """The button in the menu of a reply; None where it can't be put into the post."""
        for one in self.answers:
            if one.pk == comment_pk and not (one.why_not or self.why_not):
                return Button(_("Put this into the post"), one.url, classname=SMALL)
        return None


def lesson_panel(thread: SupportThread, viewer: Viewer) -> LessonPanel | None:
    """None where nothing was put into the post and nothing could be, or where somebody who may not
    edit the post would learn of a draft. The number of queries does not grow with the answers.
    """
    page = page_of(thread)
    asked = asked_in(thread)
    lesson = Lesson.objects.filter(question__in=asked, page=page.pk)
    lesson = lesson.order_by("-drafted_at").select_related("drafted_by", "answer").first()
    if not (learns(page) and permissions.can_teach(viewer, thread, page)):
        is_live = lesson is not None and lesson.live_at is not None
        return LessonPanel(lesson=lesson) if is_live else None
    answers = _teachable(thread, asked, lesson)
    if lesson is None and not answers:
        return None
    by = lesson.drafted_by if lesson is not None else None
    return LessonPanel(
        answers=answers,
        why_not=_refusal(lambda: check_post(thread, viewer, page)),
        lesson=lesson,
        is_gone=lesson is not None and not _is_seen(lesson),
        drafted_by=account_name(by) if by is not None else "",
        edit_url=_page_url("edit", page),
        history_url=_page_url("history", page),
        asked=len(asked),
        me_toos=thread.me_too_count,
    )


def lesson_button(panel: LessonPanel | None, comment_pk: int) -> tuple[Button, ...]:
    """The button for one reply, if it has one: for its menu."""
    button = panel.button_for(comment_pk) if panel is not None else None
    return (button,) if button is not None else ()


def teach_url(thread_pk: int, comment_pk: int | None = None) -> str:
    """The page on which an answer is put into the post."""
    url = reverse("peersupport_staff:teach", args=(thread_pk,))
    return f"{url}?answer={comment_pk}" if comment_pk is not None else url


def _teachable(
    thread: SupportThread, asked: list[int], lesson: Lesson | None
) -> tuple[Teachable, ...]:
    """The accepted answers, without the one that stands in the post."""
    if thread.is_retired or thread.is_idea:
        return ()
    there = lesson.answer_id if lesson is not None and lesson.live_at is not None else None
    accepted = Acceptance.objects.filter(question__in=asked).exclude(answer=there)
    replies = SupportReply.objects.visible().filter(
        thread=thread, comment__in=accepted.values("answer")
    )
    rows = replies.select_related("comment__user", "comment__peersupport_endorsement")
    return tuple(
        Teachable(
            reply.comment_id,
            shown_name(reply.comment),
            teach_url(thread.pk, reply.comment_id),
            _refusal(lambda reply=reply: check_answer(reply)),
        )
        for reply in rows.order_by("comment__submit_date", "pk")
    )


def _is_seen(lesson: Lesson) -> bool:
    return comments.is_shown(lesson.answer) and not SupportReply.objects.hides(lesson.answer_id)


def _refusal(check: Any) -> str:
    try:
        check()
    except Refused as refusal:
        return str(refusal)
    return ""


def _page_url(name: str, page: Any) -> str:
    try:
        return reverse(f"wagtailadmin_pages:{name}", args=(page.pk,))
    except NoReverseMatch:
        return ""

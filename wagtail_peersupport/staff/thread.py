"""One thread for staff: the words, the replies and who wrote them, history, every button."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import BaseButton, HeaderButton

from ..accounts import is_alone
from ..cleaning import clean_comment
from ..conf import conf
from ..models import SupportThread
from ..models.choices import LinkHow, Role
from ..threads.authors import shown_name
from ..threads.faces import CommentFace
from ..threads.section import thread_page
from ..threads.waiting import with_waiting
from .buttons import VerbButton, verb_button
from .deciding import kind_panel
from .history import history_of
from .ideas import idea_panel
from .judging import closing_panel, verdict_panel
from .lessons import lesson_button, lesson_panel
from .merges import Merges
from .reach import reachable_threads, staff_viewer
from .rechecking import recheck_panel
from .reports import removal_buttons, removed, reported
from .retopic import topic_panel
from .situations import situations
from .verbs import offered
from .why import why_here


@dataclass(frozen=True, slots=True)
class Line:
    """A reply as staff see it."""

    face: CommentFace
    role: str
    how: str
    button: VerbButton | None
    """Accept it for the asker, or take that back; None where neither is allowed."""
    menu: tuple[BaseButton, ...] = ()
    """What else can be done about it."""
    removal: tuple[BaseButton, ...] = ()
    """One for each reason to remove it."""
    judging: dict[str, Any] | None = None
    """What staff may say of it, where it is an answer."""


class ThreadView(WagtailAdminTemplateMixin, TemplateView):
    """The screen of one thread; a retired one has its question and history only."""

    template_name = "wagtail_peersupport/staff/thread.html"
    header_icon = "comment"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.viewer = staff_viewer(request)
        threads = with_waiting(reachable_threads(self.viewer))
        self.thread: SupportThread = get_object_or_404(threads, pk=kwargs["pk"])
        self.situation = situations([self.thread], self.viewer, timezone.now())[0]

    def get_page_title(self) -> str:
        return self.thread.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        queue = {"url": reverse("peersupport_staff:queue"), "label": _("Support")}
        return [*self.breadcrumbs_items, queue, {"url": "", "label": self.thread.title}]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        view = _("View on the site")
        return [HeaderButton(view, self.situation.url, icon_name="link-external")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        thread = self.thread
        self.merges = Merges(thread, self.viewer)
        return super().get_context_data(
            thread=thread,
            situation=self.situation,
            verbs=self._verbs(),
            history=history_of(thread),
            next_url=self.request.path,
            kind=kind_panel(thread),
            idea=idea_panel(thread),
            **(self._retired() if thread.is_retired else self._conversation()),
            **kwargs,
        )

    def _verbs(self) -> list[VerbButton]:
        return [
            verb_button(
                verb, self.thread.pk, classname=f"button{'' if first else ' button-secondary'}"
            )
            for first, verb in _with_first(
                offered(self.situation, self.viewer, is_alone=is_alone())
            )
        ]

    def _retired(self) -> dict[str, Any]:
        comment = self.thread.comment
        return {
            "asker": shown_name(comment),
            "words": clean_comment(comment.comment),
            "lines": [],
            "merges": self.merges.panel([]),
        }

    def _conversation(self) -> dict[str, Any]:
        found = thread_page(self.thread, self.viewer)
        self.lesson = lesson_panel(self.thread, self.viewer)
        shown = [face for face in found.others if not (face.is_removed or face.is_hidden)]
        replies = sorted([*found.answers, *shown], key=lambda face: (face.submit_date, face.pk))
        return {
            "asker": found.question.author.name,
            "badge": found.question.author.badge,
            "words": found.question.html,
            "why": why_here(self.thread.comment),
            "lines": [self._line(face) for face in replies],
            "may_accept_from": self._may_accept_from(found.question),
            "another_way": found.thread.asker_side if found.thread.asker_side.another_way else None,
            "topic": topic_panel(self.thread),
            "merges": self.merges.panel([face.pk for face in replies]),
            "reported": reported(self.thread),
            "removed": removed(self.thread),
            "closing": closing_panel(self.thread, self.viewer),
            "lesson": self.lesson,
            "recheck": recheck_panel(self.thread, self.viewer),
        }

    def _line(self, face: CommentFace) -> Line:
        return Line(
            face=face,
            role=Role(face.role).label if face.role else "",
            how=LinkHow(face.how).label if face.how else "",
            button=self._judge(face),
            menu=(*lesson_button(self.lesson, face.pk), *self.merges.menu(face)),
            removal=removal_buttons(face.pk),
            judging=verdict_panel(face),
        )

    def _judge(self, face: CommentFace) -> VerbButton | None:
        args = (self.thread.pk, face.pk)
        small = "button button-small button-secondary"
        if face.can_accept and face.is_answer:
            url = reverse("peersupport_staff:accept", args=args)
            return VerbButton(_("Accept for the asker"), url, classname=small)
        if face.can_unaccept:
            url = reverse("peersupport_staff:unaccept", args=args)
            return VerbButton(_("Undo acceptance"), url, classname=small)
        return None

    def _may_accept_from(self, question: CommentFace) -> Any:
        """When staff may accept for the asker; None if that is now, or never."""
        thread = self.thread
        is_by_mail = question.author.badge == "by-mail"
        if thread.status != "answered" or thread.is_idea or is_by_mail:
            return None
        moment = thread.answered_at + conf.staff_accept_after
        return moment if moment > timezone.now() else None


def _with_first(items: Iterable[Any]) -> Iterable[tuple[bool, Any]]:
    return ((place == 0, item) for place, item in enumerate(items))

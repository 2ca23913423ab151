"""One thread for staff, with the queue around it: the post, the words, the replies and who wrote
them, the reply form, what is known of the asker, history, every button.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from ..accounts import is_alone
from ..cleaning import clean_comment
from ..conf import conf
from ..models import SupportThread
from ..threads.authors import shown_name
from ..threads.faces import CommentFace
from ..threads.pages import ThreadPage
from ..threads.section import thread_page
from ..threads.waiting import with_waiting
from ..views.sending import Sent
from .asker import asker_history
from .buttons import SMALL, VerbButton, verb_button
from .caring import hand_over_panel, notes_panel, rest_panel, seen_panel
from .deciding import kind_panel
from .history import history_of
from .ideas import idea_panel
from .insights.not_asked import helped_without_asking
from .judging import closing_panel
from .lessons import lesson_panel
from .lines import Lines
from .mailing import mail_text
from .merges import Merges
from .places import place_at, queue_crumb, screen_url
from .posts import first_words_of
from .reach import reachable_threads, staff_viewer
from .rechecking import recheck_panel
from .reply_form import reply_panel
from .reports import removed, reported
from .retopic import topic_panel
from .similar import similar_solved
from .situations import situations
from .verbs import offered
from .walk import walk
from .why import why_here


class ThreadView(WagtailAdminTemplateMixin, TemplateView):
    """The screen of one thread; a retired one has its question and history only."""

    template_name = "wagtail_peersupport/staff/thread.html"
    header_icon = "comment"
    sent: Sent | None = None
    """A reply that was sent and not taken."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.viewer = staff_viewer(request)
        threads = with_waiting(reachable_threads(self.viewer))
        self.thread: SupportThread = get_object_or_404(threads, pk=kwargs["pk"])
        self.situation = situations([self.thread], self.viewer, timezone.now())[0]
        came_from = place_at(request.POST.get("next", ""))
        self.queue = came_from.queue if came_from else request.GET.get("queue", "")
        self.here = screen_url(self.thread.pk, self.queue)

    def get_page_title(self) -> str:
        return self.thread.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.thread.title}
        return [*self.breadcrumbs_items, queue_crumb(self.queue), here]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        view = _("View on the site")
        return [HeaderButton(view, self.situation.url, icon_name="link-external")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        thread = self.thread
        self.merges = Merges(thread, self.viewer, self.queue)
        self.is_team = not is_alone()
        return super().get_context_data(
            thread=thread,
            situation=self.situation,
            is_team=self.is_team,
            queue=self.queue,
            keys_are_on=_has_keys(self.request.user),
            walk=walk(self.request, thread.pk, self.queue),
            post_words=first_words_of(thread.page.specific),
            verbs=self._verbs(),
            history=history_of(thread),
            next_url=self.here,
            kind=kind_panel(thread),
            idea=idea_panel(thread),
            **(self._retired() if thread.is_retired else self._conversation()),
            **kwargs,
        )

    def _verbs(self) -> list[VerbButton]:
        verbs = offered(self.situation, self.viewer, is_alone=not self.is_team)
        return [
            verb_button(
                verb,
                self.thread.pk,
                classname=SMALL if place else "button button-small",
                attrs={"data-ps-key": verb.key} if verb.key else {},
            )
            for place, verb in enumerate(verbs)
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
        lines = Lines(self.thread, self.merges, found.answers, self.queue, self.lesson)
        return {
            "asker": found.question.author.name,
            "badge": found.question.author.badge,
            "words": found.question.html,
            "why": why_here(self.thread.comment),
            "helped": helped_without_asking(self.thread),
            "lines": [lines.line(face) for face in replies],
            "may_accept_from": self._may_accept_from(found.question),
            "another_way": found.thread.asker_side if found.thread.asker_side.another_way else None,
            "topic": topic_panel(self.thread),
            "merges": self.merges.panel([face.pk for face in replies]),
            "reported": reported(self.thread),
            "removed": removed(self.thread),
            "closing": closing_panel(self.thread, self.viewer),
            "lesson": self.lesson,
            "recheck": recheck_panel(self.thread, self.viewer),
            **self._around(found),
        }

    def _around(self, found: ThreadPage) -> dict[str, Any]:
        """What helps to answer, and what staff do besides."""
        thread, viewer, asked = self.thread, self.viewer, self.request.GET
        is_current = self.situation.is_current
        return {
            "reply": reply_panel(thread, viewer, asked, self.sent, is_current),
            "asker_history": asker_history(thread, viewer),
            "similar": similar_solved(thread, viewer, self.queue),
            "seen": seen_panel(thread, viewer),
            "rest": rest_panel(thread, viewer),
            "notes": notes_panel(thread, viewer),
            "hand_over": hand_over_panel(self.situation, viewer) if self.is_team else None,
            "mail_text": mail_text(thread, found.answers),
        }

    def _may_accept_from(self, question: CommentFace) -> Any:
        """When staff may accept for the asker; None if that is now, or never."""
        thread = self.thread
        is_by_mail = question.author.badge == "by-mail"
        if thread.status != "answered" or thread.is_idea or is_by_mail:
            return None
        moment = thread.answered_at + conf.staff_accept_after
        return moment if moment > timezone.now() else None


def _has_keys(user: Any) -> bool:
    """Whether an account has Wagtail's keyboard shortcuts; it has unless it turned them off."""
    profile = getattr(user, "wagtail_userprofile", None)
    return bool(getattr(profile, "keyboard_shortcuts", True))

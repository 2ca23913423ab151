"""What a site adds to the editor of its posts, in one line:

content_panels = [*Page.content_panels, …, SupportQuestionsPanel()]
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from . import permissions
from .staff.post_questions import PostQuestions, questions_under


class SupportQuestionsPanel(Panel):
    """What readers ask under a post: what is open, what is solved, what repeats.

    Staff who support the post see it, and only once it is published: before, nobody can ask.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("heading", _("What readers ask"))
        kwargs.setdefault("icon", "comment")
        super().__init__(*args, **kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_peersupport/staff/questions_panel.html"

        def is_shown(self) -> bool:
            user, page = self.request.user, self.instance
            return bool(page.pk and page.live) and permissions.supports(user, page.pk)

        @cached_property
        def questions(self) -> PostQuestions:
            return questions_under(self.instance, self.request.user)

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Any:
            context = super().get_context_data(parent_context)
            return {**context, "questions": self.questions}

"""The columns of lists of threads. Their rows are Situations."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import (
    BulkActionsCheckboxColumn,
    ButtonsColumnMixin,
    Column,
    NumberColumn,
    TitleColumn,
)

from .buttons import VerbsDropdown
from .places import screen_url
from .situations import Situation
from .verbs import offered

#: What checkboxes and titles call their rows.
OBJECTS = "question"


class CheckboxColumn(BulkActionsCheckboxColumn):
    """Chooses a question for a bulk action."""

    def __init__(self) -> None:
        super().__init__("bulk_actions", obj_type=OBJECTS)

    def get_cell_context_data(self, instance: Situation, parent_context: Any) -> dict[str, Any]:
        return super().get_cell_context_data(instance.thread, parent_context)


class QuestionColumn(ButtonsColumnMixin, TitleColumn):
    """The question, linked to its screen, with everything that can be done about it.

    ``queue`` is what :func:`places.filters_of` says of the list that it stands in.
    """

    def __init__(self, viewer: Any, queue: str = "", *, is_alone: bool = False) -> None:
        super().__init__(
            "title", label=gettext_lazy("Question"), accessor="thread.title", width="35%"
        )
        self.viewer = viewer
        self.queue = queue
        self.is_alone = is_alone

    def get_title_id(self, instance: Situation, parent_context: Any) -> str:
        return f"{OBJECTS}_{instance.thread.pk}_title"

    def get_link_url(self, instance: Situation, parent_context: Any) -> str:
        return screen_url(instance.thread.pk, self.queue)

    def get_buttons(self, instance: Situation, parent_context: Any) -> list[VerbsDropdown]:
        verbs = offered(instance, self.viewer, is_alone=self.is_alone)
        return [VerbsDropdown(instance, verbs)]


class ReasonsColumn(Column):
    """Every reason why staff should act, one a line."""

    cell_template_name = "wagtail_peersupport/staff/reasons_cell.html"

    def __init__(self) -> None:
        super().__init__("reasons", label=gettext_lazy("Reasons"))


class TopicColumn(Column):
    """What it is about, and whether the post is about something else."""

    cell_template_name = "wagtail_peersupport/staff/topic_cell.html"

    def __init__(self) -> None:
        super().__init__(
            "topic",
            label=gettext_lazy("Topic"),
            accessor="thread.topic.name",
            sort_key="topic__name",
        )


class FigureColumn(NumberColumn):
    """A number that has its heading beside it on a phone, where the row of headings is missing."""

    cell_template_name = "wagtail_peersupport/staff/figure_cell.html"


class PostColumn(Column):
    """The post, linked to the question's place under it."""

    cell_template_name = "wagtail_peersupport/staff/post_cell.html"

    def __init__(self, sort_key: str | None = None) -> None:
        super().__init__(
            "post", label=gettext_lazy("Post"), accessor="thread.page.title", sort_key=sort_key
        )

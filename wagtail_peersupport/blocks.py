"""What a site puts into a StreamField to show questions in its pages:

("questions", SupportThreadsBlock())
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block, CharBlock, ChoiceBlock, IntegerBlock, ListBlock, StructBlock
from wagtail.models import Site

from .models import Topic
from .staff.thread_chooser import thread_chooser
from .threads.elsewhere import MOST, BriefFace, chosen, newest
from .viewer import Viewer, active_locale, public_viewer, viewer_for


class SupportThreadChooserBlock(thread_chooser.get_block_class()):
    """One chosen thread. Its value is the thread itself, whoever looks; rendered by itself, or in
    Wagtail's API, it is nothing to those who may not see it.
    """

    def render_basic(self, value: Any, context: Mapping[str, Any] | None = None) -> str:
        viewer = _viewer((context or {}).get("request"))
        threads = chosen([value.pk], viewer) if value is not None else ()
        if not threads:
            return ""
        return render_to_string("wagtail_peersupport/elsewhere/list.html", {"threads": threads})

    def get_api_representation(self, value: Any, context: Any = None) -> int | None:
        public = chosen([value.pk], public_viewer()) if value is not None else ()
        return public[0].comment_pk if public else None


def topic_choices() -> list[tuple[str, str]]:
    return list(Topic.objects.values_list("slug", "name"))


class SupportThreadsBlock(StructBlock):
    """A heading with questions: those that were chosen, else the newest, of a topic or of all.

    What a reader sees of them is decided each time they look: a question that was hidden since, or
    that stands under a page they may not see, is left out.
    """

    heading = CharBlock(label=_("Heading"), required=False, max_length=120)
    threads = ListBlock(
        SupportThreadChooserBlock(required=False),
        label=_("Questions"),
        default=[],
        help_text=_("Without any, the newest are shown."),
    )
    topic = ChoiceBlock(
        choices=topic_choices,
        label=_("Newest about"),
        required=False,
        help_text=_("Without a topic, about anything."),
    )
    limit = IntegerBlock(label=_("At most"), default=5, min_value=1, max_value=MOST)

    class Meta:
        icon = "comment"
        label = _("Questions from readers")
        template = "wagtail_peersupport/blocks/threads.html"

    def get_context(self, value: Any, parent_context: Mapping[str, Any] | None = None) -> Any:
        context = super().get_context(value, parent_context=parent_context)
        viewer = _viewer((parent_context or {}).get("request"))
        return {**context, "heading": value["heading"], "threads": shown(value, viewer)}

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        """In Wagtail's API, threads are those that everybody may see, by the numbers they have
        there.
        """
        request = (context or {}).get("request")
        site = Site.find_for_request(request) if request is not None else None
        threads = shown(value, public_viewer(site, active_locale()))
        return {"heading": value["heading"], "threads": [face.comment_pk for face in threads]}

    # In the migrations of a site it stands by its name, not by its fields: another label or choice
    # of ours makes no migration there.
    def deconstruct(self) -> tuple[str, Any, Any]:
        return Block.deconstruct(self)

    def deconstruct_with_lookup(self, lookup: Any) -> tuple[str, Any, Any]:
        return self.deconstruct()

    @classmethod
    def construct_from_lookup(cls, lookup: Any, *args: Any, **kwargs: Any) -> SupportThreadsBlock:
        return cls(*args, **kwargs)


def shown(value: Any, viewer: Viewer) -> tuple[BriefFace, ...]:
    """The questions that a viewer sees of a block."""
    threads = [thread.pk for thread in value["threads"] if thread is not None]
    limit = value["limit"] or MOST
    if threads:
        return chosen(threads, viewer)[:limit]
    return newest(viewer, limit, value["topic"] or "")


def _viewer(request: Any) -> Viewer:
    """Whoever looks; anybody at all where a template shows the block without its context."""
    return viewer_for(request) if request is not None else public_viewer(None, active_locale())

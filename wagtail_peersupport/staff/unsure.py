"""Comments of which the engine can't tell whether somebody should answer: for staff to decide."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Abs, Round
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.widgets.button import ButtonWithDropdown

from .. import comments
from ..addresses import Addresses
from ..conf import conf
from ..detection.text import plain_text
from ..models.choices import Kind
from ..threads.authors import shown_name
from ..threads.listed import MOST_COUNTED
from ..viewer import Viewer
from .buttons import SMALL
from .columns import FigureColumn
from .deciding import NO, YES, decision_button
from .held import PlaceColumn, shortened
from .listing import StaffListingView
from .reach import reachable_comments

#: Nearest to a coin toss first, |score - 0.5| ascending; then the newest.
ORDER = ("doubt", "-submit_date", "-pk")


def unsure_comments(viewer: Viewer) -> QuerySet:
    """Shown comments that the engine is unsure of and nobody decided about, within the time after
    which a question would be archive.
    """
    undecided = Q(peersupport_decision=None) | Q(
        peersupport_decision__needs_support=None, peersupport_decision__kind=""
    )
    return (
        reachable_comments(viewer)
        .filter(comments.shown(), undecided, peersupport_analysis__is_unsure=True)
        .filter(submit_date__gte=timezone.now() - conf.archive_after)
        .exclude(peersupport_origin__is_held=True)
        .annotate(doubt=Round(Abs(F("peersupport_analysis__score") - 0.5), precision=3))
        .select_related("user", "peersupport_analysis")
    )


def unsure_count(viewer: Viewer) -> str:
    """How many wait, for a label; more than 1,000 are "1,000+"."""
    count = unsure_comments(viewer).order_by()[:MOST_COUNTED].count()
    return "1,000+" if count >= MOST_COUNTED else str(count)


class UnsureView(StaffListingView):
    """The doubtful comments, each with its words, what the engine noticed, and what to press."""

    page_title = gettext_lazy("Unsure")
    header_icon = "help"
    template_name = "wagtail_peersupport/staff/unsure.html"
    index_url_name = "peersupport_staff:unsure"
    index_results_url_name = "peersupport_staff:unsure_results"
    default_ordering = ORDER
    no_results_message = gettext_lazy("Nothing to decide: the engine is sure of every comment.")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            UnsureColumn("comment", label=_("Comment"), width="50%"),
            Column("author", label=_("By"), accessor=shown_name),
            PlaceColumn("post", label=_("Post"), accessor=lambda row: row.post_title),
            Column("why", label=_("What the engine noticed"), accessor=noticed),
            FigureColumn("score", label=_("Score"), accessor=score),
            DateColumn("submit_date", label=_("Written")),
        ]

    def get_base_queryset(self) -> QuerySet:
        return unsure_comments(self.viewer)

    def rows(self, object_list: Any) -> list[Any]:
        rows = list(object_list)
        posts = comments.page_model().objects.in_bulk({comments.page_pk(row) for row in rows})
        addresses = Addresses(self.viewer)
        for row in rows:
            post = posts[comments.page_pk(row)]
            row.post_title = post.title
            row.post_url = f"{addresses.of_page(post)}#c{row.pk}"
            row.words = shortened(plain_text(row.comment))
        return rows


class UnsureColumn(Column):
    """A comment's words with the two buttons that decide, and the kinds."""

    cell_template_name = "wagtail_peersupport/staff/unsure_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        kinds = [decision_button(instance.pk, kind.value, kind.label) for kind in Kind]
        context["buttons"] = [
            decision_button(instance.pk, YES, _("Question"), "button button-small"),
            decision_button(instance.pk, NO, _("No answer needed"), SMALL),
            ButtonWithDropdown(
                label=_("Kind"),
                buttons=kinds,
                attrs={"aria-label": _("Choose the kind")},
            ),
        ]
        return context


def noticed(comment: Any) -> str:
    """The engine's reasons, strongest first; in English, as the engine words them."""
    return "; ".join(comment.peersupport_analysis.reasons)


def score(comment: Any) -> str:
    return f"{comment.peersupport_analysis.score:.2f}"

"""Comments that wait to be taken for a question: the site's moderation, or a first link."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn

from .. import comments
from ..addresses import Addresses
from ..detection.text import plain_text
from ..models import CommentOrigin
from ..threads.authors import shown_name
from ..viewer import Viewer
from .buttons import SMALL, VerbButton
from .listing import StaffListingView
from .reach import reachable_comments

WORDS = 300


def held_comments(viewer: Viewer) -> QuerySet:
    """What waits under the posts that this viewer reaches; removed comments don't wait."""
    return _holdable(viewer).filter(is_removed=False)


def removed_comments(viewer: Viewer) -> QuerySet:
    """What would wait again if it were restored."""
    return _holdable(viewer).filter(is_removed=True)


def _holdable(viewer: Viewer) -> QuerySet:
    # By their keys: a join would look at where each of all comments came from, and a condition with
    # "or" at the post and the place of each.
    held = CommentOrigin.objects.filter(is_held=True).values("comment")
    hidden = comments.comment_model().norel_objects.filter(is_public=False).values("pk")
    return reachable_comments(viewer).filter(pk__in=hidden.order_by().union(held, all=True))


def why_held(comment: Any) -> str:
    if not comment.is_public:
        return _("The site's moderation holds it.")
    return _("A first comment with a link: it is shown, but opens no thread yet.")


class HeldView(StaffListingView):
    """The held comments, each with its words and buttons that approve or remove it."""

    page_title = gettext_lazy("Held comments")
    header_icon = "time"
    index_url_name = "peersupport_staff:held"
    index_results_url_name = "peersupport_staff:held_results"
    default_ordering = ("submit_date", "pk")
    no_results_message = gettext_lazy("Nothing is held back. New comments appear as they come.")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            WordsColumn("comment", label=_("Comment"), width="50%"),
            Column("author", label=_("By"), accessor=shown_name),
            PlaceColumn("post", label=_("Post"), accessor=lambda row: row.post_title),
            Column("why", label=_("Why"), accessor=why_held),
            DateColumn("submit_date", label=_("Written"), sort_key="submit_date"),
        ]

    def get_base_queryset(self) -> QuerySet:
        return held_comments(self.viewer)

    def rows(self, object_list: Any) -> list[Any]:
        rows = list(object_list)
        posts = comments.page_model().objects.in_bulk({comments.page_pk(row) for row in rows})
        addresses = Addresses(self.viewer)
        for row in rows:
            post = posts[comments.page_pk(row)]
            row.post_title = post.title
            # Readers don't see what is held: the post has no place of its own for it.
            row.post_url = addresses.of_page(post)
            row.words = shortened(plain_text(row.comment))
            row.moderation_url = moderation_url(row, self.request.user)
        return rows


class PlaceColumn(Column):
    """The post, linked to where the comment stands."""

    cell_template_name = "wagtail_peersupport/staff/post_cell.html"


class WordsColumn(Column):
    """A comment's words, as plain text, with what can be done about it."""

    cell_template_name = "wagtail_peersupport/staff/words_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        context["buttons"] = [
            _button("approve", _("Approve"), instance, "button button-small"),
            _button("remove", _("Remove"), instance, SMALL),
        ]
        return context


def _button(name: str, label: str, comment: Any, classes: str) -> VerbButton:
    url = reverse(f"peersupport_staff:{name}", args=(comment.pk,))
    return VerbButton(label, url, classname=classes)


def shortened(text: str) -> str:
    return text if len(text) <= WORDS else f"{text[:WORDS].rsplit(' ', 1)[0]}…"


def moderation_url(comment: Any, user: Any) -> str:
    """Where Django's own admin edits a comment, for those who may; else ""."""
    meta = comment._meta
    if not apps.is_installed("django.contrib.admin") or not user.is_staff:
        return ""
    if not user.has_perm(f"{meta.app_label}.change_{meta.model_name}"):
        return ""
    try:
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=(comment.pk,))
    except NoReverseMatch:
        return ""

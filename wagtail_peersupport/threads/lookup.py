"""From a comment to its thread and its address."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from .. import comments, permissions
from ..addresses import Addresses
from ..models import SupportReply, SupportThread
from ..models.choices import RemovalReason
from ..models.comment_querysets import hidden
from ..querysets import is_visible, visible_pages
from ..viewer import Viewer
from .merges import followed


def visible_thread(comment_pk: int, viewer: Viewer) -> SupportThread:
    """The thread that this comment opened, or the one that this was merged into. Raises Http404
    unless the viewer may see it.
    """
    pk = comments.as_pk(comment_pk)
    threads = SupportThread.objects.visible_to(viewer).with_authors()
    return threads.filter(comment_id=pk).first() or followed(pk, viewer)


def visible_reply(comment_pk: int, viewer: Viewer) -> SupportReply:
    """The reply that this comment is. Raises Http404 unless the viewer may see it and its
    thread.
    """
    replies = SupportReply.objects.visible().select_related(
        "comment__user", "comment__peersupport_origin", "thread__comment__user"
    )
    threads = SupportThread.objects.visible_to(viewer).values("pk")
    return get_object_or_404(replies, comment_id=comments.as_pk(comment_pk), thread__in=threads)


def former_place(comment_pk: int, viewer: Viewer) -> str:
    """Where a comment stands that was taken for a question and is none any more: under its post.

    Raises Http404 for anything else, and unless the viewer may see it.
    """
    comment = visible_comment(comment_pk, viewer)
    get_object_or_404(SupportThread, comment_id=comment.pk, is_retired=True, merged_into=None)
    page = comments.page_model().objects.get(pk=comments.page_pk(comment))
    return f"{Addresses(viewer).of_page(page)}#c{comment.pk}"


def visible_comment(comment_pk: int, viewer: Viewer) -> Any:
    """A shown comment under a page that the viewer may see. Raises Http404 otherwise."""
    pages = visible_pages(viewer).values_list("pk", flat=True)
    shown = comments.settled().filter(comments.shown()).exclude(hidden())
    comment = get_object_or_404(shown, pk=comments.as_pk(comment_pk))
    get_object_or_404(pages, pk=comments.page_pk(comment))
    return comment


def shown_or_withdrawn(comment_pk: int, viewer: Viewer) -> Any:
    """A comment that is shown or that its writer took out of sight, under a page that the viewer
    may see. Raises Http404 otherwise.
    """
    withdrawn = Q(is_removed=True, peersupport_removal__reason=RemovalReason.WITHDRAWN)
    found = comments.settled().filter(comments.shown() | withdrawn).exclude(hidden())
    comment = get_object_or_404(found, pk=comments.as_pk(comment_pk))
    get_object_or_404(visible_pages(viewer), pk=comments.page_pk(comment))
    return comment


def reply_parent(comment: Any | None, page: Any) -> Any | None:
    """What a reply to ``comment`` hangs on: it, or its deepest ancestor that may be replied to.

    None unless it is shown under ``page``: nothing of a hidden comment may be quoted or named.
    """
    if comment is None or comments.page_pk(comment) != page.pk or not _is_shown(comment):
        return None
    parent = comments.allowed_parent(comment, page)
    if parent is not None and parent.pk != comment.pk and not _is_shown(parent):
        return None
    return parent


def _is_shown(comment: Any) -> bool:
    return comments.is_shown(comment) and not SupportReply.objects.hides(comment.pk)


def any_comment(comment_pk: int, viewer: Viewer) -> Any:
    """For staff: a comment under a page that they may see, hidden and removed ones, too. Raises
    Http404 otherwise, and for everybody else.
    """
    comment = comments.find(comment_pk)
    pages = visible_pages(viewer)
    may = comment is not None and permissions.can_moderate(viewer, comment)
    if not may or not pages.filter(pk=comments.page_pk(comment)).exists():
        raise Http404("There is no such comment, or nothing that you may do about it.")
    return comment


def comment_in_thread(comment_pk: int, viewer: Viewer) -> Any:
    """A shown comment that opened a thread or belongs to one, both seen by the viewer. Raises
    Http404 otherwise.
    """
    comment = visible_comment(comment_pk, viewer)
    within = Q(comment_id=comment.pk) | Q(replies__comment_id=comment.pk)
    if not SupportThread.objects.visible_to(viewer).filter(within).exists():
        raise Http404("This comment belongs to no question.")
    return comment


def seen_comment(pk: Any, viewer: Viewer) -> Any | None:
    """A shown comment under a page that the viewer may see, None for anything else."""
    try:
        return visible_comment(comments.as_pk(pk), viewer)
    except Http404:
        return None


def withdrawn_pk(comment_pk: Any, viewer: Viewer) -> int | None:
    """The key of a question that the viewer withdrew and may bring back; None for anything else."""
    comment = comments.find(comment_pk)
    if comment is None or not comment.is_removed or not permissions.wrote(viewer, comment):
        return None
    try:
        return int(shown_or_withdrawn(comment.pk, viewer).pk)
    except Http404:
        return None


def landing_url(comment: Any, viewer: Viewer, page: Any) -> str:
    """Where a writer lands after posting under the specific ``page``: their comment in its thread,
    else under its post; "" where no page shows it: the hub shows threads, and no other comments of
    its own.

    ``?posted=`` makes the page say what happens next.
    """
    thread = _thread_with(comment.pk)
    if thread is not None and is_visible(page, viewer):
        url = Addresses(viewer).of(thread, page, comment.pk)
    elif getattr(page, "is_support_hub", False):
        return ""
    else:
        url = f"{page.url}#c{comment.pk}"
    path, __, anchor = url.partition("#")
    return f"{path}?posted={comment.pk}#{anchor}"


def _thread_with(comment_pk: int) -> SupportThread | None:
    """The active thread that a comment opened or belongs to, None without one."""
    rows = comments.comment_model().norel_objects.filter(pk=comment_pk)
    found = rows.values_list("support_thread", "support_reply__thread").first() or ()
    pks = [pk for pk in found if pk is not None]
    if not pks:
        return None
    threads = SupportThread.objects.active().select_related("comment").filter(pk__in=pks)
    return max(threads, key=lambda thread: thread.comment_id == comment_pk, default=None)

"""Buttons that put a comment elsewhere, or take that back; and the one that undoes a merging."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import comments
from ..actions import merging, moving
from ..detection.text import asking_sentence
from ..models import CommentAnalysis, SupportReply, SupportThread
from ..models.choices import SUPPORT_KINDS, Kind
from ..viewer import Viewer
from .buttons import VerbButton
from .doing import act, undo_button
from .places import queue_url, screen_url
from .reach import reachable_comments, reachable_threads, staff_viewer

SALT = "wagtail_peersupport.place"


def _salt(comment_pk: int) -> str:
    """What was signed of one comment says nothing of another."""
    return f"{SALT}.{comment_pk}"


def reachable_comment(viewer: Viewer, pk: int) -> Any:
    """A shown comment under a post that this member of staff reaches. Raises Http404."""
    return get_object_or_404(reachable_comments(viewer).filter(comments.shown()), pk=pk)


def thread_of(comment: Any) -> SupportThread | None:
    """The thread that a comment is a reply in."""
    reply = SupportReply.objects.select_related("thread__comment").filter(comment=comment).first()
    return reply.thread if reply is not None else None


def undo_place(comment: Any) -> VerbButton:
    """The button that brings back how things are now, which it sends along, signed."""
    path = reverse("peersupport_staff:restore_place", args=(comment.pk,))
    return undo_button(
        path, "was", signing.dumps(asdict(moving.decided_before(comment)), salt=_salt(comment.pk))
    )


@require_POST
def set_apart(request: HttpRequest, comment_pk: int) -> HttpResponse:
    """This comment belongs to no thread."""
    return _place(request, comment_pk, moving.set_apart, _("“%(words)s” belongs to no thread now."))


@require_POST
def put_back(request: HttpRequest, comment_pk: int) -> HttpResponse:
    """This comment belongs where it was written after all."""
    return _place(
        request, comment_pk, moving.put_back, _("“%(words)s” is back where it was written.")
    )


@require_POST
def split_off(request: HttpRequest, comment_pk: int) -> HttpResponse:
    """This reply is a question of its own: of the kind that it was taken for, if that is one."""

    def verb(comment: Any, viewer: Viewer) -> None:
        kinds = CommentAnalysis.objects.filter(comment=comment).values_list("kind", flat=True)
        kind = kinds.first()
        moving.split_off(comment, viewer, Kind(kind) if kind in SUPPORT_KINDS else Kind.QUESTION)

    return _place(request, comment_pk, verb, _("“%(words)s” is a question of its own now."))


@require_POST
def restore_place(request: HttpRequest, comment_pk: int) -> HttpResponse:
    """Take any of these back."""
    try:
        was = signing.loads(request.POST.get("was", ""), salt=_salt(comment_pk))
    except signing.BadSignature as error:
        raise Http404("There is nothing to undo.") from error

    def verb(comment: Any, viewer: Viewer) -> None:
        moving.restore_place(comment, viewer, moving.Before(**was))

    return _place(request, comment_pk, verb, _("“%(words)s” is where it was before."))


def _place(
    request: HttpRequest, comment_pk: int, verb: Callable[[Any, Viewer], None], said: str
) -> HttpResponse:
    viewer = staff_viewer(request)
    comment = reachable_comment(viewer, comment_pk)
    told = said % {"words": asking_sentence(comment.comment)}
    back = queue_url()
    undo = undo_place(comment)
    return act(request, viewer, lambda: verb(comment, viewer), told, back, undo)


@require_POST
def unmerge(request: HttpRequest, pk: int) -> HttpResponse:
    """This thread stands for itself again."""
    viewer = staff_viewer(request)
    thread = get_object_or_404(reachable_threads(viewer), pk=pk)
    said = _("“%(title)s” stands for itself again.") % {"title": thread.title}
    back = screen_url(pk)
    return act(request, viewer, lambda: merging.unmerge_thread(thread, viewer), said, back)

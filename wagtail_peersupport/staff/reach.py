"""What a member of staff reaches: live posts on which, or above which, they hold any page
permission, on every site.
"""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from .. import comments, permissions
from ..accounts import reach_of
from ..models import SupportReply, SupportThread
from ..querysets import ThreadQuerySet
from ..viewer import Viewer, viewer_for


def staff_viewer(request: HttpRequest) -> Viewer:
    """The member of staff behind a request. Raises PermissionDenied for anybody else."""
    viewer = replace(viewer_for(request), site=None)
    if not permissions.can_work_queue(viewer):
        raise PermissionDenied
    return viewer


def reachable_pages(viewer: Viewer) -> QuerySet:
    """The live pages under which they may support readers."""
    live = comments.page_model().objects.live()
    reach = reach_of(viewer.user)
    return live if reach is None else live.filter(reach)


def reachable_comments(viewer: Viewer) -> QuerySet:
    """The settled comments under reachable posts, hidden ones, too."""
    # The comments keep the key of their post as text.
    pages = reachable_pages(viewer).annotate(key=Cast("pk", CharField()))
    return comments.settled(object_pk__in=pages.values("key"))


def reachable_threads(viewer: Viewer) -> ThreadQuerySet:
    """Threads with a shown question under reachable posts; retired ones, too, for their history."""
    return SupportThread.objects.filter(
        comment__is_public=True,
        comment__is_removed=False,
        page__in=reachable_pages(viewer).values("pk"),
    ).with_authors()


def reachable_reply(viewer: Viewer, comment_pk: int) -> SupportReply:
    """The reply that readers see, by its comment, in an active reachable thread. Raises Http404."""
    threads = reachable_threads(viewer).active()
    replies = SupportReply.objects.visible().select_related("comment__user", "thread__comment")
    return get_object_or_404(replies, comment_id=comment_pk, thread__in=threads.values("pk"))

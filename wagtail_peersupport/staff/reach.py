"""What a member of staff reaches: live posts that they may read or edit, on every site."""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from wagtail.permissions import page_permission_policy

from .. import comments, permissions
from ..models import SupportThread
from ..querysets import ThreadQuerySet, visible_pages
from ..viewer import Viewer, viewer_for

EDITING = frozenset({"add", "change", "publish", "bulk_delete", "lock", "unlock"})


def staff_viewer(request: HttpRequest) -> Viewer:
    """The member of staff behind a request. Raises PermissionDenied for anybody else."""
    viewer = replace(viewer_for(request), site=None)
    if not permissions.can_work_queue(viewer):
        raise PermissionDenied
    return viewer


def reachable_pages(viewer: Viewer) -> QuerySet:
    """Live pages that no restriction keeps from them, or that they hold any page permission for."""
    may_edit = page_permission_policy.instances_user_has_any_permission_for(viewer.user, EDITING)
    return (
        comments.page_model()
        .objects.live()
        .filter(Q(pk__in=visible_pages(viewer).values("pk")) | Q(pk__in=may_edit.values("pk")))
    )


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

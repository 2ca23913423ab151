"""Writing comment rows without the side effects of xtd's ``save()`` on rows that exist."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django_comments_xtd.conf import settings as xtd_settings

from .rows import comment_model

_quiet: ContextVar[bool] = ContextVar("peersupport_quiet", default=False)


@contextmanager
def quietly() -> Iterator[None]:
    """Inside it, saved comments set nothing in motion; the caller reads them afterwards (import,
    demo). Nor is anybody told of what reading them changes.
    """
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


def is_quiet() -> bool:
    return _quiet.get()


def publish(pk: int) -> None:
    """Show a comment that waited for moderation. An UPDATE: ``save()`` would republish its
    children.
    """
    comment_model().norel_objects.filter(pk=pk).update(is_public=True)


def mark_removed(pk: int, is_removed: bool) -> bool:
    """Remove a comment, or bring it back; returns whether that changed it. An UPDATE, like
    :func:`publish`: the replies below it stay as they are.
    """
    rows = comment_model().norel_objects.filter(pk=pk, is_removed=not is_removed)
    return bool(rows.update(is_removed=is_removed))


def repair_orphans() -> int:
    """Settle comments that a failed save left with ``thread_id`` 0: as roots, or below their
    parent.

    Returns how many were repaired. Fresh rows (a minute) are left alone: they may still be
    settling.
    """
    model = comment_model()
    orphans = model.norel_objects.filter(
        thread_id=0, submit_date__lt=timezone.now() - timedelta(minutes=1)
    )
    repaired = 0
    for orphan in orphans:
        parent = model.norel_objects.filter(pk=orphan.parent_id).exclude(thread_id=0).first()
        if parent is None or parent.pk == orphan.pk:
            values = {"thread_id": orphan.pk, "parent_id": orphan.pk, "level": 0}
        else:
            values = {"thread_id": parent.thread_id, "level": parent.level + 1}
        repaired += model.norel_objects.filter(pk=orphan.pk, thread_id=0).update(**values)
    return repaired


def add(page: Any, *, text: str, name: str, submit_date: datetime, **fields: Any) -> Any:
    """Save a new comment on ``page`` as it was written elsewhere or earlier, and return it.

    ``fields``: email, url, ip_address, user, parent (a comment), is_public, is_removed, site_id.
    The parent must allow replies (see :func:`allowed_parent`). Raises nothing of its own.
    """
    parent = fields.get("parent")
    comment = comment_model()(
        content_type=ContentType.objects.get_for_model(page),
        object_pk=str(page.pk),
        site_id=fields.get("site_id") or xtd_settings.SITE_ID,
        user=fields.get("user"),
        user_name=name[:50],
        user_email=fields.get("email", ""),
        user_url=fields.get("url", ""),
        ip_address=fields.get("ip_address"),
        comment=text,
        submit_date=submit_date,
        parent_id=parent.pk if parent else 0,
        is_public=fields.get("is_public", True),
        is_removed=fields.get("is_removed", False),
    )
    comment.save()
    return comment

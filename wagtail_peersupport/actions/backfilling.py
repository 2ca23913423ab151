"""Reading the comments that were there before: post by post, without telling anybody."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Count

from .. import comments
from ..models import SupportThread
from .engines import site_engine
from .quiet import read_quietly

BATCH = 500


def posts_with_comments(under: Any = None) -> dict[int, int]:
    """How many comments each post has, by primary key; only ``under`` a page, itself included.

    Comments of posts that were deleted are left out.
    """
    counted = comments.settled().order_by().values_list("object_pk").annotate(Count("pk"))
    sizes = {int(object_pk): size for object_pk, size in counted}
    pages = comments.page_model().objects.all()
    if under is not None:
        pages = pages.descendant_of(under, inclusive=True)
    return {
        pk: sizes[pk] for pk in pages.order_by("path").values_list("pk", flat=True) if pk in sizes
    }


def in_batches(sizes: dict[int, int]) -> Iterator[list[int]]:
    """Posts in groups of about ``BATCH`` comments; a longer post stands alone."""
    batch: list[int] = []
    held = 0
    for pk, size in sizes.items():
        if batch and held + size > BATCH:
            yield batch
            batch, held = [], 0
        batch.append(pk)
        held += size
    if batch:
        yield batch


def backfill(page_pks: Collection[int], *, only_outdated: bool = False) -> list[SupportThread]:
    """Read the comments of these posts and return the threads that everybody may see there.

    With ``only_outdated`` only those that another version of the engine read.
    """
    rows = comments.on_pages(page_pks)
    if only_outdated:
        version = site_engine().version
        rows = rows.filter(peersupport_analysis__isnull=False).exclude(
            peersupport_analysis__engine_version=version
        )
    pks = list(rows.values_list("pk", flat=True))
    if pks:
        read_quietly(pks)
    return _threads(page_pks)


def rehearse(page_pks: Collection[int], *, only_outdated: bool = False) -> list[SupportThread]:
    """What :func:`backfill` would return; the database stays as it is."""
    with transaction.atomic():
        threads = backfill(page_pks, only_outdated=only_outdated)
        transaction.set_rollback(True)
    return threads


def _threads(page_pks: Iterable[int]) -> list[SupportThread]:
    return list(
        SupportThread.objects.active().with_authors().filter(page__in=page_pks).order_by("asked_at")
    )

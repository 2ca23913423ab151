"""What merging did to the threads of some comments: what counts for which, and what leads where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404

from ..models import SupportThread
from ..models.merges import taken_in, takers
from ..querysets import visible_pages
from ..viewer import Viewer


def questions_of(threads: Iterable[SupportThread]) -> dict[int, int]:
    """The opening comments of these threads, and of all that were merged into them, each with the
    opening comment of the thread that what was said of it counts for.
    """
    opened = {thread.pk: thread.comment_id for thread in threads}
    merged = {
        comment: opened[pk] for pk, comments in taken_in(opened).items() for comment in comments
    }
    return merged | {comment: comment for comment in opened.values()}


def asked_before(comment_pks: Iterable[int], viewer: Viewer) -> dict[int, SupportThread]:
    """The threads that these comments' own were merged into, as far as this viewer may see them."""
    rows = SupportThread.objects.filter(comment__in=list(comment_pks), merged_into__isnull=False)
    merged = dict(rows.values_list("comment_id", "pk"))
    if not merged:
        return {}
    last = {pk: above[-1] for pk, above in takers(merged.values()).items()}
    seen = SupportThread.objects.visible_to(viewer).with_authors().in_bulk(set(last.values()))
    return {comment_pk: seen[last[pk]] for comment_pk, pk in merged.items() if last[pk] in seen}


def followed(comment_pk: int | None, viewer: Viewer) -> SupportThread:
    """The thread that the one of this comment was merged into. Raises Http404 unless the viewer may
    see it, and the post that it was asked under.
    """
    own = SupportThread.objects.filter(
        comment_id=comment_pk, page__in=visible_pages(viewer).values("pk")
    )
    found: dict[int, Any] = asked_before(own.values_list("comment_id", flat=True), viewer)
    if comment_pk not in found:
        raise Http404("There is no such question.")
    return found[comment_pk]

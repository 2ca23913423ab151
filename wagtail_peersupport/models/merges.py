"""Which threads took which others in. Merging writes one key and moves no row, so that what hangs
on the comments (me-toos, acceptances, votes) counts for the one that took them in as long as it is
so.
"""

from collections.abc import Iterable

from .threads import SupportThread


def taken_in(pks: Iterable[int]) -> dict[int, list[int]]:
    """The opening comments of all threads that were merged into each of these, at any remove.

    One query where nothing was merged, one more for every remove.
    """
    wanted = set(pks)
    found: dict[int, list[int]] = {pk: [] for pk in wanted}
    merged: dict[int, int] = {}
    asked: dict[int, int] = {}
    level = wanted
    while level:
        rows = SupportThread.objects.filter(merged_into__in=level).exclude(pk__in=merged)
        fresh = {}
        for pk, comment, into in rows.values_list("pk", "comment_id", "merged_into_id"):
            fresh[pk], asked[pk] = into, comment
        merged |= fresh
        level = set(fresh)
    for pk in sorted(merged):
        for above in _above(pk, merged):
            if above in wanted:
                found[above].append(asked[pk])
    return found


def asked_in(thread: SupportThread) -> list[int]:
    """The opening comments of a thread and of all that were merged into it, its own first: what
    was said of any of them counts for it.
    """
    return [thread.comment_id, *taken_in([thread.pk])[thread.pk]]


def takers(pks: Iterable[int]) -> dict[int, list[int]]:
    """The threads that took each of these in, nearest first: none for one that stands for itself.

    One query where nothing was merged, one more for every remove.
    """
    wanted = set(pks)
    merged: dict[int, int] = {}
    level = wanted
    while level:
        rows = SupportThread.objects.filter(pk__in=level, merged_into__isnull=False)
        merged |= dict(rows.values_list("pk", "merged_into_id"))
        level = {merged[pk] for pk in level if pk in merged} - set(merged)
    return {pk: _above(pk, merged) for pk in wanted}


def _above(pk: int, merged: dict[int, int]) -> list[int]:
    """The threads that took one in, nearest first; a circle, which no verb makes, is cut."""
    path: list[int] = []
    while pk in merged and merged[pk] not in path:
        pk = merged[pk]
        path.append(pk)
    return path

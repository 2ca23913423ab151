"""The search index holds what everybody may read; what is hidden or retired leaves it."""

from collections.abc import Iterable

from wagtail.search import index

from ..models import SupportThread


def index_threads(pks: Iterable[int]) -> None:
    """Index these threads anew, or take them out. Threads that are gone are skipped."""
    wanted = list(pks)
    threads = SupportThread.objects.with_authors().filter(pk__in=wanted)
    shown = set(threads.active().values_list("pk", flat=True))
    for thread in threads:
        if thread.pk in shown:
            index.insert_or_update_object(thread)
        else:
            index.remove_object(thread)

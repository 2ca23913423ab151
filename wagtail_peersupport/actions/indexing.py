"""The search index holds what everybody may read; what is hidden or retired leaves it."""

from collections.abc import Iterable

from wagtail.search import index
from wagtail.search.backends import get_search_backend

from .. import comments
from ..models import SupportThread


def index_threads(pks: Iterable[int]) -> None:
    """Index these threads anew, or take them out. Threads that are gone are skipped."""
    wanted = list(pks)
    for thread in SupportThread.objects.with_authors().filter(pk__in=wanted):
        if comments.is_shown(thread.comment) and not thread.is_retired:
            index.insert_or_update_object(thread)
        else:
            index.remove_object(thread)


def misplaced_threads() -> list[int]:
    """Threads that are missing from the index, or in it though they are hidden; primary keys.

    Only an index in the database can be asked. Of a search service of its own nothing is found
    here: Wagtail's ``update_index`` repairs that.
    """
    if not hasattr(get_search_backend().get_index_for_model(SupportThread), "entries"):
        return []
    active = SupportThread.objects.active()
    missing = active.filter(index_entries=None)
    stale = SupportThread.objects.filter(index_entries__isnull=False).exclude(
        pk__in=active.values("pk")
    )
    return [*missing.values_list("pk", flat=True), *stale.values_list("pk", flat=True)]

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import QuerySet

from .. import comments
from ..models import SupportThread


def lock(thread_pk: int) -> SupportThread:
    """The thread, locked until the transaction ends; verbs take this first, so they act one at a
    time.
    """
    return (
        SupportThread.objects.select_for_update(of=("self",))
        .select_related("comment__user", "page")
        .get(pk=thread_pk)
    )


def lock_all(pks: Iterable[int]) -> None:
    """Lock these threads, in the one order in which everybody locks several."""
    _lock(SupportThread.objects.filter(pk__in=set(pks)))


def lock_under(page_pks: Iterable[int]) -> None:
    """Lock all threads of these posts, in the one order in which everybody locks several."""
    _lock(SupportThread.objects.filter(page__in=set(page_pks)))


def _lock(threads: QuerySet) -> None:
    list(threads.select_for_update().order_by("pk").values_list("pk", flat=True))


def lock_page(pk: int) -> None:
    """Lock a page likewise: for verbs about what may have no thread."""
    weaker = connection.features.has_select_for_no_key_update
    rows = comments.page_model().objects.select_for_update(of=("self",), no_key=weaker)
    list(rows.filter(pk=pk).values_list("pk"))


def lock_account(pk: Any) -> None:
    """Lock an account likewise. SQLite knows no such lock: it lets in one writer at a time."""
    if connection.features.has_select_for_update:
        weaker = connection.features.has_select_for_no_key_update
        accounts = get_user_model()._default_manager.select_for_update(of=("self",), no_key=weaker)
        list(accounts.filter(pk=pk).values_list("pk"))


def lock_comment(pk: int) -> Any:
    """The comment, locked likewise: for verbs about comments that may have no thread.

    Rows that point at it may be written meanwhile: whoever holds the thread's lock waits for none.
    """
    weaker = connection.features.has_select_for_no_key_update
    rows = comments.comment_model().norel_objects.select_for_update(no_key=weaker)
    return rows.get(pk=pk)

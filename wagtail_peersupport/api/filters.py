"""How a list of the API is narrowed and sorted. What makes no sense is refused with what does."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, IntegerField, QuerySet, When
from rest_framework.filters import BaseFilterBackend
from wagtail.api.v2.utils import BadRequestError

from .. import comments
from ..models.choices import Kind
from ..querysets import ThreadQuerySet, visible_pages
from ..threads.searching import find
from ..viewer import public_viewer

ORDERS = ("asked_at", "last_activity_at", "me_too_count")
STATES = {
    "unanswered": lambda threads: threads.current().unanswered(),
    "answered": lambda threads: threads.answered(),
    "solved": lambda threads: threads.solved(),
    "closed": lambda threads: threads.closed(),
    "archive": lambda threads: threads.archived().unanswered(),
    "idea": lambda threads: threads.ideas(),
}
LONGEST_SEARCH = 200


class ThreadsFilter(BaseFilterBackend):
    """Narrows and sorts the list of threads."""

    def filter_queryset(self, request: Any, queryset: ThreadQuerySet, view: Any) -> ThreadQuerySet:
        if view.action != "listing_view":
            return queryset
        asked = request.GET
        if "state" in asked:
            queryset = STATES[one_of(asked, "state", STATES)](queryset)
        if "kind" in asked:
            queryset = queryset.filter(kind=one_of(asked, "kind", Kind.values))
        if "topic" in asked:
            queryset = queryset.filter(topic__slug=asked["topic"])
        if "post" in asked:
            queryset = queryset.filter(page_id=number(asked, "post"))
        if "locale" in asked:
            queryset = queryset.filter(page__locale__language_code=asked["locale"])
        found = queryset
        if asked.get("search"):
            found = searched(queryset, asked["search"], pages_of(asked, view.site))
        return ordered(found, asked) if "order" in asked or found is queryset else found


class AnswersFilter(BaseFilterBackend):
    """Narrows the list of answers; it is always newest first."""

    def filter_queryset(self, request: Any, queryset: QuerySet, view: Any) -> QuerySet:
        if view.action != "listing_view":
            return queryset
        asked = request.GET
        if "thread" in asked:
            queryset = queryset.filter(thread__comment_id=number(asked, "thread"))
        if "post" in asked:
            queryset = queryset.filter(thread__page_id=number(asked, "post"))
        if "locale" in asked:
            queryset = queryset.filter(thread__page__locale__language_code=asked["locale"])
        return queryset


def pages_of(asked: Any, site: Any) -> QuerySet:
    """The pages that the threads of a list are under, as everybody may see them."""
    pages = visible_pages(public_viewer(site))
    if "post" in asked:
        pages = pages.filter(pk=number(asked, "post"))
    if "locale" in asked:
        pages = pages.filter(locale__language_code=asked["locale"])
    return pages


def searched(threads: ThreadQuerySet, text: str, pages: QuerySet) -> ThreadQuerySet:
    """Those that match, under these pages, solved first, then by relevance."""
    pks = find(threads, text.strip()[:LONGEST_SEARCH], pages).pks
    places = [When(pk=pk, then=place) for place, pk in enumerate(pks)]
    found = threads.filter(pk__in=pks)
    return found.order_by(Case(*places, output_field=IntegerField())) if places else found


def ordered(threads: ThreadQuerySet, asked: Any) -> ThreadQuerySet:
    """By ``order``, newest first without one; what is equal, newest first."""
    order = asked.get("order", "-asked_at")
    if order.removeprefix("-") not in ORDERS:
        raise BadRequestError(f"order must be one of: {', '.join(ORDERS)}, or one of them with -")
    return threads.order_by(order, "-pk")


def one_of(asked: Any, name: str, choices: Any) -> str:
    if asked[name] not in choices:
        raise BadRequestError(f"{name} must be one of: {', '.join(choices)}")
    return str(asked[name])


def number(asked: Any, name: str) -> int:
    found = comments.as_pk(asked[name])
    if found is None:
        raise BadRequestError(f"{name} must be a number")
    return found

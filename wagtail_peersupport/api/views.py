"""Endpoints for Wagtail's API v2. A site registers them in its own router, under names of its
choice:

api_router.register_endpoint("support-threads", SupportThreadsAPIViewSet)
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.http import conditional_page
from rest_framework.response import Response
from wagtail.api import APIField
from wagtail.api.v2.serializers import BaseSerializer
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.models import Site

from .. import comments
from ..addresses import Addresses, absolute
from ..models import SupportReply, SupportThread, Topic
from ..threads.merges import followed
from ..threads.published import published_answers, published_threads, read_answers, read_threads
from ..viewer import public_viewer
from . import fields
from .filters import AnswersFilter, ThreadsFilter

MAX_AGE = 60
OPERATIONS = frozenset({"limit", "offset", "fields", "_", "format"})
_DIGITS = 9


@method_decorator(conditional_page, name="dispatch")
class PublicViewSet(BaseAPIViewSet):
    """What the street may read, the same for everybody: no account is looked at, so whatever stands
    between may keep it for MAX_AGE seconds.

    A site that wants to know who asks sets ``authentication_classes`` and ``permission_classes`` in
    a subclass; what is shown stays the same.
    """

    is_peersupport_api = True
    authentication_classes: list[type] = []
    known_query_parameters = OPERATIONS

    @cached_property
    def site(self) -> Site | None:
        return Site.find_for_request(self.request)

    def check_query_parameters(self, queryset: QuerySet) -> None:
        unknown = set(self.request.GET) - self.known_query_parameters
        if unknown:
            raise BadRequestError(f"unknown query parameters: {', '.join(sorted(unknown))}")
        if any("\x00" in value for value in self.request.GET.values()):
            raise BadRequestError("null characters are not allowed")
        if any(len(self.request.GET.get(name, "")) > _DIGITS for name in ("limit", "offset")):
            raise BadRequestError("limit and offset must be reasonable numbers")

    def get_object(self) -> Any:
        if comments.as_pk(self.kwargs["pk"]) is None:
            raise Http404("No number is as large as that.")
        return super().get_object()

    def finalize_response(self, request: Any, response: Response, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        if self.authentication_classes:
            patch_cache_control(response, private=True)
        elif response.status_code == 200:
            patch_cache_control(response, public=True, max_age=MAX_AGE)
        return response

    @classmethod
    def get_urlpatterns(cls) -> list[Any]:
        return [
            path("", cls.as_view({"get": "listing_view"}), name="listing"),
            path("<int:pk>/", cls.as_view({"get": "detail_view"}), name="detail"),
        ]


class PublishedViewSet(PublicViewSet):
    """Threads or answers: rows that are painted all at once before they are written out."""

    base_serializer_class: type[BaseSerializer] = fields.CommentSerializer
    lookup_field = "comment_id"
    lookup_url_kwarg = "pk"

    def paint(self, rows: list[Any]) -> list[Any]:
        """The rows that are still public, each with what was painted of it as ``published``."""
        raise NotImplementedError

    def paginate_queryset(self, queryset: QuerySet) -> list[Any]:
        return self.paint(list(super().paginate_queryset(queryset)))

    def get_object(self) -> Any:
        if not hasattr(self, "_cached_object"):
            painted = self.paint([super().get_object()])
            if not painted:
                raise Http404("It is not public any more.")
            self._cached_object = painted[0]
        return self._cached_object


class SupportThreadsAPIViewSet(PublishedViewSet):
    """Questions, problems and ideas, newest first."""

    model = SupportThread
    name = "support-threads"
    filter_backends = [ThreadsFilter]
    known_query_parameters = OPERATIONS | {
        *("state", "kind", "topic", "post", "locale", "order", "search")
    }
    body_fields = [
        APIField("id", serializer=fields.Said(lambda thread: thread.comment_id)),
        *(APIField(name, serializer=fields.Said(read)) for name, read in fields.THREAD.items()),
        APIField("topic", serializer=fields.TopicField()),
        APIField("post", serializer=fields.PostField()),
        APIField("answers", serializer=fields.AnswersField()),
    ]
    meta_fields = [
        *("type", "detail_url"),
        APIField("html_url", serializer=fields.Said(lambda thread: thread.published.url)),
    ]
    detail_only_fields = ["answers"]
    nested_default_fields = ["id", "type", "detail_url"]
    listing_default_fields = [
        *("id", "type", "detail_url", "html_url", "title", "kind", "state", "asked_at"),
        *("solved_at", "answer_count", "me_too_count", "best_answer", "topic", "post"),
    ]

    def get_queryset(self) -> QuerySet:
        return published_threads(self.site).with_authors().order_by("-asked_at", "-pk")

    def paint(self, rows: list[Any]) -> list[Any]:
        found = read_threads(rows, self.site, with_answers=self.action == "detail_view")
        for row in rows:
            row.published = found[row.pk]
        return rows

    def detail_view(self, request: Any, pk: int) -> Any:
        """A question that was merged into another leads to that one."""
        try:
            return super().detail_view(request, pk)
        except Http404:
            thread = followed(comments.as_pk(pk), public_viewer(self.site))
        router = request.wagtailapi_router
        url = router.get_object_detail_urlpath(self.model, thread.comment_id)
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"{url}?{query}" if query else url)


class SupportAnswersAPIViewSet(PublishedViewSet):
    """Answers to all of them, newest first."""

    model = SupportReply
    name = "support-answers"
    filter_backends = [AnswersFilter]
    known_query_parameters = OPERATIONS | {"thread", "post", "locale"}
    body_fields = [
        APIField("id", serializer=fields.Said(lambda reply: reply.comment_id)),
        *(
            APIField(name, serializer=fields.Said(lambda reply, read=read: read(reply.published)))
            for name, read in fields.ANSWER.items()
        ),
        APIField("thread", serializer=fields.ThreadField()),
    ]
    meta_fields = [
        *("type", "detail_url"),
        APIField("html_url", serializer=fields.Said(lambda reply: reply.published.url)),
    ]
    listing_default_fields = [
        *("id", "type", "detail_url", "html_url", "author", "text", "written_at"),
        *("accepted_by", "verdict", "helpful_count", "thread"),
    ]

    def get_queryset(self) -> QuerySet:
        within = published_answers(self.site).select_related(
            *("comment", "thread__comment__user", "thread__comment__peersupport_idea"),
            *("thread__page", "thread__topic"),
        )
        return within.order_by("-comment__submit_date", "-comment_id")

    def paint(self, rows: list[Any]) -> list[Any]:
        found = read_answers(rows, self.site)
        for row in rows:
            if row.pk in found:
                row.published, row.thread.published = found[row.pk]
        return [row for row in rows if row.pk in found]


class SupportTopicsAPIViewSet(PublicViewSet):
    """What the questions that anybody may see are about, in the order that staff gave."""

    model = Topic
    name = "support-topics"
    known_query_parameters = OPERATIONS | {"locale"}
    body_fields = ["id", *("name", "slug", "description", "staff_only", "response_target_hours")]
    meta_fields = ["type", "detail_url", APIField("html_url", serializer=fields.TopicUrl())]
    listing_default_fields = [*body_fields, "type", "detail_url", "html_url"]

    def get_queryset(self) -> QuerySet:
        threads = published_threads(self.site).filter(topic=OuterRef("pk"))
        if locale := self.request.GET.get("locale"):
            threads = threads.filter(page__locale__language_code=locale)
        return Topic.objects.filter(Exists(threads.order_by()))

    def topic_url(self, topic: Topic) -> str | None:
        """Its list on the hub in the language that was asked for, else in the site's own."""
        path = self.addresses.of_topic(topic.slug, self.home)
        return absolute(self.home, path) if path else None

    @cached_property
    def addresses(self) -> Addresses:
        return Addresses(public_viewer(self.site))

    @cached_property
    def home(self) -> Any:
        root = self.site.root_page
        locale = self.request.GET.get("locale", "")
        translated = root.get_translations().filter(locale__language_code=locale).first()
        return translated or root

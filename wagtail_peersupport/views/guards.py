"""xtd's own doors know nothing of hidden comments or restricted pages: these stand before them."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import AbstractPage

from .. import comments
from ..querysets import visible_pages
from ..threads.lookup import visible_comment
from ..viewer import viewer_for
from .base import redirect

View = Callable[..., HttpResponse]


def of_visible_target(view: View) -> View:
    """For xtd's REST lists (``content_type`` as ``app-model``, ``object_pk``)."""

    def guarded(
        request: HttpRequest, content_type: str, object_pk: str, **options: Any
    ) -> HttpResponse:
        try:
            model = apps.get_model(*content_type.split("-", 1))
        except (LookupError, TypeError) as error:
            raise Http404("There is no such thing.") from error
        _check_visible(request, model, object_pk)
        return view(request, content_type=content_type, object_pk=object_pk, **options)

    return guarded


def of_visible_comment(view: View) -> View:
    """For xtd's buttons: a POST about a comment that the viewer sees; a GET just shows it."""

    def guarded(request: HttpRequest, comment_id: int) -> HttpResponse:
        comment = visible_comment(comment_id, viewer_for(request))
        if request.method != "POST":
            return redirect(f"{comment.content_object.url}#c{comment.pk}")
        return view(request, comment_id)

    return guarded


def of_visible_page(view: View) -> View:
    """For the redirect from a comment to what it stands under."""

    def guarded(request: HttpRequest, content_type_pk: int, object_pk: str) -> HttpResponse:
        content_type = ContentType.objects.filter(pk=content_type_pk).first()
        model = content_type.model_class() if content_type is not None else None
        if model is None:
            raise Http404("There is no such thing.")
        _check_visible(request, model, object_pk)
        return view(request, content_type_pk, object_pk)

    return guarded


def _check_visible(request: HttpRequest, model: type[Any], object_pk: str) -> None:
    """Raise Http404 for a page that the viewer may not see; other things are not ours to guard."""
    if issubclass(model, AbstractPage):
        pk = comments.as_pk(object_pk)
        if pk is None or not visible_pages(viewer_for(request)).filter(pk=pk).exists():
            raise Http404("There is no such post.")

"""Staff look at what was reported, remove comments and bring them back, under the post itself."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .. import comments
from ..actions import moderating, reporting
from ..detection.text import plain_text
from ..models import SupportReply
from ..models.choices import RemovalReason
from ..threads.judging import reports_of
from ..threads.lookup import any_comment
from ..viewer import Viewer, viewer_for
from .about import ask
from .base import in_language_of
from .verbs import endpoint

staff_endpoint = partial(endpoint, find=any_comment)


@never_cache
@require_safe
def reports(request: HttpRequest, pk: int) -> HttpResponse:
    """What readers said of a comment, with its words, and the buttons that settle it."""
    comment = any_comment(pk, viewer_for(request))
    page = comments.page_model().objects.get(pk=comments.page_pk(comment))
    with in_language_of(page):
        return ask(
            request,
            "reports",
            comment,
            comment=comment,
            words=plain_text(comment.comment),
            reports=reports_of(comment),
            is_hidden=SupportReply.objects.hides(pk),
            reasons=RemovalReason.of_staff(),
        )


@staff_endpoint
def keep(pk: int, viewer: Viewer) -> None:
    reporting.keep_reported(any_comment(pk, viewer), viewer)


@staff_endpoint
def unkeep(pk: int, viewer: Viewer) -> None:
    reporting.put_reports_back(any_comment(pk, viewer), viewer)


@staff_endpoint
def remove(pk: int, viewer: Viewer, reason: str) -> None:
    if reason not in dict(RemovalReason.of_staff()):
        raise Http404("There is no such reason.")
    moderating.remove_comment(any_comment(pk, viewer), viewer, RemovalReason(reason))


@staff_endpoint
def restore(pk: int, viewer: Viewer) -> None:
    moderating.restore_comment(any_comment(pk, viewer), viewer)

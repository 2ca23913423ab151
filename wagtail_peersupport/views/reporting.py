"""Readers report what is wrong with a comment, on a small page that works without JavaScript."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .. import comments, permissions
from ..actions import reporting
from ..actions.errors import Refused
from ..detection.text import plain_text
from ..models import Report
from ..models.choices import ReportReason
from ..threads.lookup import comment_in_thread
from ..viewer import Viewer, greet_guest, remember_guest, viewer_for
from .about import ask, back_to
from .base import in_language_of, page_context, refused
from .verbs import endpoint


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """GET is the form, POST reports: ``reason`` and ``next``."""
    if request.method == "POST":
        greet_guest(request)
    viewer = viewer_for(request)
    comment = comment_in_thread(pk, viewer)
    if not permissions.can_report(viewer, comment):
        raise Http404("This is your own comment, or yours to remove.")
    page = comments.page_model().objects.get(pk=comments.page_pk(comment))
    with in_language_of(page):
        if request.method != "POST":
            return _form(request, viewer, comment)
        reason = request.POST.get("reason", "")
        if reason not in ReportReason.values:
            raise Http404("There is no such reason.")
        back = back_to(request, comment)
        try:
            reporting.report_comment(comment, viewer, ReportReason(reason))
        except Refused as refusal:
            return refused(request, refusal, back)
        context = page_context(page=page.specific, back=back)
        response = render(request, "wagtail_peersupport/reported.html", context)
        return remember_guest(request, response)


@endpoint
def unreport(pk: int, viewer: Viewer) -> None:
    reporting.take_back_report(comment_in_thread(pk, viewer), viewer)


def _form(request: HttpRequest, viewer: Viewer, comment: Any) -> HttpResponse:
    own = Report.objects.filter(comment_id=comment.pk, voter=viewer.key).first()
    return ask(
        request,
        "report",
        comment,
        words=plain_text(comment.comment),
        reasons=ReportReason.choices,
        chosen=own.reason if own is not None else "",
        action=reverse("wagtail_peersupport:report", args=(comment.pk,)),
        take_back=reverse("wagtail_peersupport:unreport", args=(comment.pk,)),
    )

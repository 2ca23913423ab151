"""Where a writer arrives once a comment is saved: at their words, or where it says that they
wait.
"""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .. import comments
from ..accounts import account_email
from ..conf import conf
from ..detection.text import plain_text
from ..threads.lookup import landing_url
from ..viewer import Viewer
from .base import page_context, redirect

#: For how long the page says what happens next to whoever came by the link in a mail.
SAID_FOR = timedelta(minutes=10)
_SALT = "wagtail_peersupport.confirmed"


def arrive(
    request: HttpRequest, comment: Any, viewer: Viewer, page: Any, *, is_confirmed: bool = False
) -> HttpResponse:
    """To the comment in its thread under the specific ``page``; what moderation holds is shown to
    its writer alone, and so is what was asked on the hub before it has a place there.

    ``is_confirmed`` says that the link in a mail led here. Mail programs open it in a browser of
    their own, which nothing else tells from that of any other reader.
    """
    place = landing_url(comment, viewer, page) if comments.is_shown(comment) else ""
    if place:
        return redirect(_with_proof(place, comment) if is_confirmed else place)
    context = page_context(
        is_soon=comments.is_shown(comment) and not hasattr(comment, "peersupport_analysis"),
        page=page,
        words=plain_text(comment.comment),
        target_hours=conf.RESPONSE_TARGET_HOURS,
    )
    return render(request, "wagtail_peersupport/held.html", context)


def just_arrived(request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
    """What the pages on which writers arrive are given: ``posted``, the comment's key as text;
    ``confirmed``, the key if the link in a mail has just led here, else ""; ``is_told``, whether we
    write to whoever wrote it when somebody answers.
    """
    confirmed = _confirmed(request)
    has_address = viewer.user is not None and bool(account_email(viewer.user))
    return {
        "posted": request.GET.get("posted", ""),
        "confirmed": confirmed,
        "is_told": bool(confirmed) or has_address,
    }


def _with_proof(place: str, comment: Any) -> str:
    path, __, anchor = place.partition("#")
    return f"{path}&confirmed={signing.TimestampSigner(salt=_SALT).sign(comment.pk)}#{anchor}"


def _confirmed(request: HttpRequest) -> str:
    signer = signing.TimestampSigner(salt=_SALT)
    try:
        return signer.unsign(request.GET.get("confirmed", ""), max_age=SAID_FOR)
    except signing.BadSignature:
        return ""

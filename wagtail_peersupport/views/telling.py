"""Whoever has a question, too, asks to be told when it is solved, confirms an address, or stops
it.
"""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ..actions import telling
from ..actions.errors import Refused
from ..addresses import Addresses
from ..models import SupportThread
from ..notifications.checking import send_address_check
from ..notifications.sending import MailFailed
from ..notifications.told_links import read_confirm_key, read_stop_key
from ..threads.lookup import visible_thread
from ..viewer import Viewer, greet_guest, remember_guest, viewer_for
from .base import by_link, in_language_of, next_url, page_context, redirect, refused
from .verbs import endpoint

METHODS = ["GET", "HEAD", "POST"]


class AddressForm(forms.Form):
    """Where a guest wants to be told."""

    email = forms.EmailField(max_length=254)


@never_cache
@require_http_methods(METHODS)
def tell_me(request: HttpRequest, pk: int) -> HttpResponse:
    """POST by an account is the wish; a guest's GET asks for an address, and POST of ``email``
    mails the link to confirm it.
    """
    if request.method == "POST":
        greet_guest(request)
    viewer = viewer_for(request)
    thread = visible_thread(pk, viewer)
    with in_language_of(thread.page):
        return remember_guest(request, _tell_me(request, thread, viewer))


def _tell_me(request: HttpRequest, thread: SupportThread, viewer: Viewer) -> HttpResponse:
    place = _place(thread, viewer)
    if request.method != "POST":
        asks = viewer.is_guest and telling.may_be_told(thread, viewer)
        return _form(request, thread, place) if asks else redirect(place)
    try:
        if viewer.is_guest:
            return _check(request, thread, viewer, place)
        telling.tell_me(thread, viewer)
    except Refused as refusal:
        return refused(request, refusal, place)
    return redirect(f"{next_url(request, thread.page.specific.url)}#c{thread.comment_id}")


def _check(request: HttpRequest, thread: SupportThread, viewer: Viewer, place: str) -> HttpResponse:
    form = AddressForm({"email": request.POST.get("email", "").replace("\x00", "")})
    if not form.is_valid():
        message = _("This is no e-mail address that we could write to. Please look at it again.")
        return _form(request, thread, place, message=message)
    email = form.cleaned_data["email"]
    said = telling.check_address(thread, viewer, email)
    if said is not None:
        try:
            send_address_check(thread, said, email)
        except MailFailed as failure:
            return _form(request, thread, place, message=str(failure))
    return _show(request, "tell_me_sent", thread, email=email, back=place)


def _form(request: HttpRequest, thread: SupportThread, place: str, message: str = "") -> Any:
    email = request.POST.get("email", "")
    status = 422 if message else 200
    return _show(
        request, "tell_me", thread, status=status, email=email, message=message, back=place
    )


@endpoint
def do_not_tell_me(pk: int, viewer: Viewer) -> None:
    telling.do_not_tell_me(visible_thread(pk, viewer), viewer)


@never_cache
@require_http_methods(METHODS)
@by_link
def confirm_telling(request: HttpRequest, key: str) -> HttpResponse:
    """The link in the mail that checks an address: GET asks, POST confirms it."""
    found = read_confirm_key(key)
    if found is None:
        return _dead_link(request)
    viewer = viewer_for(request)
    try:
        said = telling.me_too_of(found[0])
        thread = visible_thread(said.comment_id, viewer)
        with in_language_of(thread.page):
            place, is_done = _place(thread, viewer), request.method == "POST"
            waits = is_done and telling.confirm_address(thread, said, found[1])
            context = {"email": found[1], "back": place, "is_done": is_done, "waits": waits}
            return _show(request, "tell_me_confirm", thread, **context)
    except Refused as refusal:
        return refused(request, refusal, "/")


@csrf_exempt
@never_cache
@require_http_methods(METHODS)
@by_link
def stop_telling(request: HttpRequest, key: str) -> HttpResponse:
    """The link that ends such mails: GET asks, POST acts.

    Mail programs press its button themselves (RFC 8058), without a token of ours.
    """
    email = read_stop_key(key)
    if email is None:
        return _dead_link(request)
    if request.method == "POST":
        telling.stop_telling(email)
    context = page_context(email=email, is_done=request.method == "POST")
    return render(request, "wagtail_peersupport/tell_me_stop.html", context)


def _dead_link(request: HttpRequest) -> HttpResponse:
    words = _("This link is too old, or not whole. Ask under the question to be told once more.")
    return refused(request, Refused(words), "/")


def _place(thread: SupportThread, viewer: Viewer) -> str:
    return Addresses(viewer).of(thread, thread.page.specific, thread.comment_id)


def _show(
    request: HttpRequest, name: str, thread: SupportThread, status: int = 200, **context: Any
) -> HttpResponse:
    context = page_context(page=thread.page.specific, question=thread.title, **context)
    return render(request, f"wagtail_peersupport/{name}.html", context, status=status)

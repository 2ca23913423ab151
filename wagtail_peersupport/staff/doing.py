"""How a button's POST ends: done or refused, said so with the way back, and back to the page."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages as django_messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from ..actions.errors import Refused
from ..viewer import Viewer
from .buttons import SMALL, VerbButton
from .counts import forget_count

#: The field by which a button that undoes sends a word and what was written with it, in one value
#: with this between them.
BACK_TO, SEPARATOR = "back_to", ":"


def act(
    request: HttpRequest,
    viewer: Viewer,
    verb: Callable[[], object],
    said: str,
    back: str,
    undo: VerbButton | None = None,
    then: str = "",
) -> HttpResponse:
    """Do it, tell what was done (or why not) and return to where the button was, else to
    ``back``; or go to ``then`` once it is done, where that says somewhere.
    """
    try:
        verb()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        forget_count(viewer)
        tell(request, said, undo)
        if then:
            return HttpResponseRedirect(then)
    return returned(request, back)


def tell(request: HttpRequest, said: str, undo: VerbButton | None = None) -> None:
    """Say on the next page what was done, with the button that takes it back."""
    # Wagtail's messages offer links only; to undo is to POST.
    template = "wagtail_peersupport/staff/message.html"
    django_messages.success(request, render_to_string(template, {"message": said, "undo": undo}))


def returned(request: HttpRequest, back: str) -> HttpResponse:
    return HttpResponseRedirect(get_valid_next_url_from_request(request) or back)


def undo_button(url: str, name: str = "", value: str = "") -> VerbButton:
    """The button of a message that takes back what it tells, and what it sends besides."""
    attrs = {"name": name, "value": value} if name else {}
    return VerbButton(_("Undo"), url, classname=SMALL, attrs=attrs)


def word_and_note(request: HttpRequest, name: str, note_name: str = "note") -> tuple[str, str]:
    """What the fields of these names say, or both in one from a button that undoes."""
    if BACK_TO in request.POST:
        word, __, note = request.POST[BACK_TO].partition(SEPARATOR)
        return word, note
    return request.POST.get(name, ""), request.POST.get(note_name, "")

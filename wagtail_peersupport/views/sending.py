"""Sending a comment through xtd's form and view, with our checks before: whatever comes of it, the
words are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest
from django.utils.translation import gettext as _

from .. import comments, forms
from ..actions import posting
from ..actions.errors import Refused
from ..threads.lookup import reply_parent
from ..threads.reviewing import Review, review
from ..viewer import Viewer, admit
from .csrf import is_forged
from .guessing import too_often


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a comment that was sent: saved, waiting, or to be looked at again."""

    data: Any
    """What was sent, with the account's name and address."""
    parent: Any = None
    """The comment that it replies to."""
    comment: Any = None
    """The saved one."""
    is_new: bool = False
    """Whether it was saved now, and not by the first half of a double click."""
    form: Any = None
    """The form to show again, with what is wrong beside the fields."""
    review: Review | None = None
    """What its writer is asked first; then the form has to be made anew, too."""
    message: str = ""
    """Why it was not taken; then the form has to be made anew (``forms.again``)."""


def send(request: HttpRequest, page: Any, viewer: Viewer) -> Sent:
    """Post what ``request`` holds under the specific ``page``.

    The view is exempt from Django's own CSRF page, which would lose the words: this checks.
    """
    data = forms.with_account(request.POST, viewer)
    if is_forged(request):
        return Sent(data, message=_stale())
    parent = comments.find(data.get("reply_to", ""))
    try:
        posting.check_may_post(
            page,
            viewer,
            reply_to=data.get("reply_to", ""),
            parent=parent,
            email=data.get("email", ""),
            hashed_address=viewer.address_hash,
        )
    except Refused as refusal:
        return Sent(data, reply_parent(parent, page), message=str(refusal))
    form = forms.comment_form(page, viewer, data=data)
    if form.security_errors():
        return Sent(data, parent, message=_stale())
    if form.errors:
        return Sent(data, parent, form=form)
    return _hand_over(request, page, viewer, data, parent)


def _review(page: Any, viewer: Viewer, data: Any, parent: Any) -> Review | None:
    is_flooded = too_often(viewer)
    return review(
        data.get("comment", ""),
        page,
        parent,
        viewer,
        wish=False if is_flooded else forms.wish(data),
        seen=data.get(forms.SEEN, ""),
    )


def _hand_over(request: HttpRequest, page: Any, viewer: Viewer, data: Any, parent: Any) -> Sent:
    request.POST = data
    try:
        with posting.once(viewer.user, page, data) as earlier:
            if earlier is not None:
                return Sent(data, parent, comment=earlier)
            # Only now: the first half of a double click is no question that was asked before.
            asked = _review(page, viewer, data, parent)
            if asked is not None:
                return Sent(data, parent, review=asked)
            admit(request, viewer)
            response = comments.post(request)
    except Refused as refusal:
        return Sent(data, parent, message=str(refusal))
    if response.status_code != 302:
        words = _("Your comment was not taken. Please look at it again, or write to us.")
        return Sent(data, parent, message=words)
    token = parse_qs(urlsplit(response.url).query).get("c", [""])[0]
    return Sent(data, parent, comment=comments.find(token), is_new=True)


def _stale() -> str:
    return _("The form was open for a long time. Please send it once more: nothing is lost.")

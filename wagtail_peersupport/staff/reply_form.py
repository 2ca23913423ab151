"""The form by which staff answer on a thread's screen: what it holds, and what it replies to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from .. import comments, forms
from ..detection.text import plain_text
from ..models import SupportThread
from ..threads.authors import shown_name
from ..threads.lookup import reply_parent
from ..viewer import Viewer
from ..views.sending import Sent
from .buttons import verb_url
from .similar import start_with
from .starts import start_of, starts_for

BOX = {"class": "", "rows": 6, "data-ps-key": "r", "data-ps-box": ""}
#: The fields that the template sets itself, or that an account does not need.
SET_APART = ("comment", "name", "email", "url", "honeypot", "followup", forms.CAPACITY, forms.WISH)


def reply_panel(
    thread: SupportThread,
    viewer: Viewer,
    asked: Mapping[str, Any],
    sent: Sent | None = None,
    is_current: bool = True,
) -> dict[str, Any] | None:
    """The form, empty or with a start, as ``asked`` says (``reply_to``, ``canned``,
    ``answer_with``); with what was ``sent`` where that was not taken. None where nobody may reply.
    """
    page = thread.page.specific
    parent = _parent(thread, page, (sent.data if sent is not None else asked).get("reply_to"))
    if parent is None:
        return None
    starts = starts_for(thread, viewer)
    said: Mapping[str, Any] = sent.data if sent is not None else asked
    chosen = start_of(starts, said.get("canned"))
    form = _form(page, viewer, parent, sent, chosen.text if chosen is not None else "")
    if sent is None and chosen is None and asked.get("answer_with"):
        start = start_with(thread, viewer, asked["answer_with"])
        form = forms.again(page, viewer, {"comment": start}, parent)
    form.fields["comment"].widget.attrs.update(BOX, placeholder=_("Readers see it under the post"))
    return {
        "form": form,
        "extra": [field for field in form.visible_fields() if field.name not in SET_APART],
        "needs": [form[name] for name in ("name", "email") if form[name].errors],
        "url": verb_url("reply", thread.pk),
        "replying": _replying(parent, thread),
        "words": plain_text(parent.comment) if parent.pk != thread.comment_id else "",
        "starts": starts,
        "chosen": chosen,
        "resolves": bool(sent.data.get("resolve")) if sent is not None else True,
        "can_resolve": is_current,
        "message": sent.message if sent is not None else "",
    }


def _parent(thread: SupportThread, page: Any, wanted: Any) -> Any | None:
    """What it replies to: a comment of this thread, else the question."""
    pk = comments.as_pk(wanted)
    if pk is not None and thread.replies.visible().filter(comment_id=pk).exists():
        parent = reply_parent(comments.find(pk), page)
        if parent is not None:
            return parent
    return reply_parent(thread.comment, page)


def _form(page: Any, viewer: Viewer, parent: Any, sent: Sent | None, start: str) -> Any:
    if sent is not None and sent.form is not None:
        return sent.form
    if sent is not None:
        return forms.again(page, viewer, sent.data, parent)
    if start:
        return forms.again(page, viewer, {"comment": start}, parent)
    return forms.comment_form(page, viewer, parent=parent)


def _replying(parent: Any, thread: SupportThread) -> str:
    if parent.pk == thread.comment_id:
        return _("To the question by %(name)s") % {"name": shown_name(parent)}
    return _("To the reply by %(name)s") % {"name": shown_name(parent)}

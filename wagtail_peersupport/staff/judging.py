"""What staff say of an answer and that they close a question, on the thread's screen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from .. import permissions
from ..actions import closing, endorsing
from ..detection.text import asking_sentence
from ..models import SupportReply, SupportThread
from ..models.choices import Verdict
from ..threads.faces import CommentFace
from ..viewer import Viewer
from .buttons import SMALL, VerbButton
from .doing import BACK_TO, SEPARATOR, act, undo_button, word_and_note
from .places import screen_url
from .reach import reachable_reply, reachable_threads, staff_viewer
from .walk import onward


class VerdictForm(forms.Form):
    """What the screen shows; what is sent is for the verb to judge."""

    verdict = forms.ChoiceField(label=gettext_lazy("It is"))
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=endorsing.LONGEST_NOTE,
        help_text=gettext_lazy("Readers see it. “Outdated” and “wrong” need one."),
    )


class ClosingForm(forms.Form):
    """The note that readers see."""

    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=closing.LONGEST_NOTE,
        help_text=gettext_lazy("Readers see it. Where nobody answered it is needed."),
    )


def verdict_panel(face: CommentFace) -> dict[str, Any] | None:
    """What staff may say of an answer, with what they said; None for anything else."""
    if not face.care.can_judge:
        return None
    said = face.verdict
    initial = {"verdict": said.verdict, "note": said.note} if said is not None else {}
    form = VerdictForm(initial=initial, auto_id=f"id_{face.anchor}_%s")
    form.fields["verdict"].choices = [
        one for one in Verdict.choices if face.care.can_verify or one[0] != Verdict.VERIFIED
    ]
    url = reverse("peersupport_staff:judge", args=(face.pk,))
    attrs = {"name": BACK_TO, "value": SEPARATOR}
    back = VerbButton(_("Take it back"), url, classname=SMALL, attrs=attrs)
    return {"url": url, "form": form, "back": back if said is not None else None}


def is_to_verify(face: CommentFace) -> bool:
    """Whether staff may vouch for an answer and have said nothing of it yet."""
    return face.care.can_verify and face.verdict is None


def verify_button(face: CommentFace, **attrs: str) -> VerbButton | None:
    """Vouch for an answer in one click, without a note; None where that makes no sense."""
    if not is_to_verify(face):
        return None
    url = reverse("peersupport_staff:judge", args=(face.pk,))
    attrs |= {"name": "verdict", "value": str(Verdict.VERIFIED)}
    return VerbButton(_("Verify"), url, classname=SMALL, attrs=attrs)


@require_POST
def judge(request: HttpRequest, comment_pk: int) -> HttpResponse:
    """Take ``verdict`` and ``note``; or ``back_to``, which is both, from a button that undoes: no
    verdict takes back what was said.
    """
    viewer = staff_viewer(request)
    reply = reachable_reply(viewer, comment_pk)
    verdict, note = word_and_note(request, "verdict")
    if verdict not in ("", *Verdict.values):
        raise Http404("There is no such verdict.")
    before = SEPARATOR.join(endorsing.said_of(comment_pk))
    return act(
        request,
        viewer,
        lambda: _judge(reply, viewer, verdict, note),
        _said(reply, verdict),
        screen_url(reply.thread_id),
        undo_button(reverse("peersupport_staff:judge", args=(comment_pk,)), BACK_TO, before),
    )


def closing_panel(thread: SupportThread, viewer: Viewer) -> dict[str, Any] | None:
    """Close it, or open it again; None where neither is possible."""
    ending = closing.ending_of(thread)
    if ending is None and not permissions.can_close(viewer, thread):
        return None
    url = reverse("peersupport_staff:open_again", args=(thread.pk,))
    return {
        "url": reverse("peersupport_staff:close", args=(thread.pk,)),
        "form": ClosingForm(auto_id="id_closing_%s") if ending is None else None,
        "note": ending.note if ending is not None else "",
        "open_again": VerbButton(_("Open again"), url, classname=SMALL),
    }


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that staff have said what they can, with a ``note``."""
    viewer = staff_viewer(request)
    thread = get_object_or_404(reachable_threads(viewer).active(), pk=pk)
    __, note = word_and_note(request, "")
    return act(
        request,
        viewer,
        lambda: closing.close_question(thread, viewer, note),
        _("“%(title)s” is closed: we've said what we can.") % {"title": thread.title},
        screen_url(pk),
        undo_button(reverse("peersupport_staff:open_again", args=(pk,))),
        onward(request, pk),
    )


@require_POST
def open_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Take closing back."""
    viewer = staff_viewer(request)
    thread = get_object_or_404(reachable_threads(viewer).active(), pk=pk)
    ending = closing.ending_of(thread)
    was = f"{SEPARATOR}{ending.note}" if ending is not None else ""
    url = reverse("peersupport_staff:close", args=(pk,))
    return act(
        request,
        viewer,
        lambda: closing.open_again(thread, viewer),
        _("“%(title)s” is open again.") % {"title": thread.title},
        screen_url(pk),
        undo_button(url, BACK_TO, was) if ending is not None else None,
    )


def _judge(reply: SupportReply, viewer: Viewer, verdict: str, note: str) -> None:
    if verdict:
        endorsing.say_of_answer(reply, viewer, Verdict(verdict), note)
    else:
        endorsing.take_back(reply, viewer)


def _said(reply: SupportReply, verdict: str) -> str:
    title = {"title": asking_sentence(reply.comment.comment)}
    if not verdict:
        return _("We say nothing of “%(title)s” any more.") % title
    return _("Readers see what we say of “%(title)s”: %(verdict)s.") % {
        **title,
        "verdict": Verdict(verdict).label,
    }

"""Staff say what a comment is: buttons and choices of one endpoint, and the way back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from .. import comments
from ..actions import deciding
from ..detection.text import asking_sentence
from ..models import CommentDecision, SupportThread, effective_kind
from ..models.choices import SUPPORT_KINDS, Kind
from ..viewer import Viewer
from .buttons import SMALL, VerbButton
from .doing import act, undo_button
from .reach import reachable_comments, staff_viewer

#: What the field "decision" says besides the kinds: needs support or not; the engine's guess.
YES, NO, GUESS = "yes", "no", "guess"


def decision_url(comment_pk: int) -> str:
    return reverse("peersupport_staff:decide", args=(comment_pk,))


def decision_button(comment_pk: int, decision: str, label: Any, classes: str = "") -> VerbButton:
    """A button that sends one decision."""
    attrs = {"name": "decision", "value": str(decision)}
    return VerbButton(label, decision_url(comment_pk), classname=classes, attrs=attrs)


def decided(comment_pk: int) -> str:
    """What people decided of a comment so far, as a value of the field."""
    decision = CommentDecision.objects.filter(comment_id=comment_pk).first()
    if decision is None or not decision.is_about_need:
        return GUESS
    if decision.kind and (decision.kind in SUPPORT_KINDS) == decision.needs_support:
        return decision.kind
    return YES if decision.needs_support else NO


class KindForm(forms.Form):
    """One choice; what is sent goes to :func:`decide`, as from any button."""

    decision = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Kind.choices)


def kind_panel(thread: SupportThread) -> dict[str, Any]:
    """What the thread's screen offers: the kinds, with the present one, and the way back."""
    comment = thread.comment
    is_decided = decided(comment.pk) != GUESS
    back = decision_button(comment.pk, GUESS, _("Back to the engine’s guess"), SMALL)
    return {
        "url": decision_url(comment.pk),
        "form": KindForm(initial={"decision": effective_kind(comment)}),
        "withdraw": back if is_decided else None,
    }


@require_POST
def decide(request: HttpRequest, comment_pk: int) -> HttpResponse:
    """Take a decision: "yes", "no", a kind, or "guess" to withdraw the one there is."""
    viewer = staff_viewer(request)
    shown = reachable_comments(viewer).filter(comments.shown())
    comment = get_object_or_404(shown, pk=comment_pk)
    decision, before = request.POST.get("decision", ""), decided(comment_pk)
    said = _said(decision) % {"title": asking_sentence(comment.comment)}
    undo = undo_button(decision_url(comment_pk), "decision", before)
    back = reverse("peersupport_staff:unsure")
    return act(
        request,
        viewer,
        lambda: take_decision(comment, viewer, decision),
        said,
        back,
        undo if before != decision else None,
    )


def take_decision(comment: Any, viewer: Viewer, decision: str) -> None:
    """Do what a value of the field says. Raises Refused."""
    if decision == GUESS:
        deciding.withdraw_decision(comment, viewer)
    elif decision in (YES, NO):
        deciding.decide_needs_support(comment, viewer, decision == YES)
    else:
        deciding.decide_kind(comment, viewer, Kind(decision))


def _said(decision: str) -> str:
    if decision in Kind.values:
        words = _("“%(title)s” is taken for: %(kind)s.")
        return words.replace("%(kind)s", str(Kind(decision).label))
    said = {
        YES: _("“%(title)s” is a question now."),
        NO: _("“%(title)s” needs no answer."),
        GUESS: _("“%(title)s” is left to the engine’s guess again."),
    }
    if decision not in said:
        raise Http404("There is no such decision.")
    return said[decision]

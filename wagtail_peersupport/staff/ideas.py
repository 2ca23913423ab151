"""What becomes of an idea, said on its thread's screen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ..actions import ideas
from ..models import SupportThread
from ..models.choices import IdeaStatus
from .doing import BACK_TO, SEPARATOR, act, undo_button, word_and_note
from .places import screen_url
from .reach import reachable_threads, staff_viewer


class IdeaForm(forms.Form):
    """What the screen shows; what is sent is for the verb to judge."""

    status = forms.ChoiceField(label=gettext_lazy("State"), choices=IdeaStatus.choices)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=ideas.LONGEST_REASON,
        help_text=gettext_lazy("Readers see it. “Not now” needs one."),
    )


def idea_panel(thread: SupportThread) -> dict[str, Any] | None:
    """The choice of a state, with the present one; None for anything but an idea."""
    if not thread.is_idea or thread.is_retired:
        return None
    status, reason = ideas.state_of(thread)
    return {
        "url": reverse("peersupport_staff:idea", args=(thread.pk,)),
        "form": IdeaForm(initial={"status": status, "reason": reason}),
    }


@require_POST
def set_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Take ``status`` and ``reason``; or ``back_to``, which is both, from a button that undoes."""
    viewer = staff_viewer(request)
    thread = get_object_or_404(reachable_threads(viewer).active(), pk=pk)
    status, reason = word_and_note(request, "status", "reason")
    if status not in IdeaStatus.values:
        raise Http404("There is no such state of an idea.")
    url = reverse("peersupport_staff:idea", args=(pk,))
    before = SEPARATOR.join(ideas.state_of(thread))
    said = _("“%(title)s” is now: %(state)s.") % {
        "title": thread.title,
        "state": IdeaStatus(status).label,
    }
    return act(
        request,
        viewer,
        lambda: ideas.set_idea_state(thread, viewer, IdeaStatus(status), reason),
        said,
        screen_url(pk),
        undo_button(url, BACK_TO, before),
    )

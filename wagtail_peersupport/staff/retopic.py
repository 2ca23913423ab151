"""What a thread is about, for staff to see and to change."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from ..actions import topics
from ..actions.errors import Refused
from ..models import CommentDecision, SupportThread, Topic
from ..viewer import Viewer
from .buttons import verb_url
from .counts import forget_count
from .doing import returned, tell, undo_button
from .places import screen_url
from .reach import reachable_threads, staff_viewer

#: What the choice says besides the keys of topics: the engine's guess, and none of them.
GUESS, NONE = "", "none"


class RetopicForm(forms.Form):
    """One choice; ``thread`` says which is the present one."""

    topic = forms.ChoiceField(label=gettext_lazy("Topic"), required=False)

    def __init__(self, thread: SupportThread, data: Any = None, guess: str = "") -> None:
        super().__init__(data, initial={"topic": chosen(thread)})
        topics_now = [(str(topic.pk), topic.name) for topic in Topic.objects.all()]
        says = _("As its words say: %(topic)s") % {"topic": guess or _("no topic")}
        self.fields["topic"].choices = [(GUESS, says), *topics_now, (NONE, _("No topic"))]


def chosen(thread: SupportThread) -> str:
    """What a person decided, as a value of the choice."""
    decision = CommentDecision.objects.filter(comment_id=thread.comment_id).first()
    if decision is None or not (decision.no_topic or decision.topic_id):
        return GUESS
    return str(decision.topic_id) if decision.topic_id else NONE


def topic_panel(thread: SupportThread) -> dict[str, Any]:
    """What the thread's screen shows of its topic. Six queries."""
    guess = topics.guessed_place(thread)
    name = Topic.objects.filter(pk=guess.topic_id).values_list("name", flat=True).first()
    form = RetopicForm(thread, guess=name or "")
    return {"form": form, "why": "" if form.initial["topic"] else guess.reason}


@require_POST
def retopic(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a thread to the topic that was chosen, or leave it to the engine."""
    viewer = staff_viewer(request)
    thread = get_object_or_404(reachable_threads(viewer).filter(is_retired=False), pk=pk)
    before = chosen(thread)
    form = RetopicForm(thread, request.POST)
    if form.is_valid():
        _change(request, thread, viewer, form.cleaned_data["topic"], before)
    else:
        messages.error(request, _("This topic is gone. Please choose another."))
    return returned(request, screen_url(pk))


def put_to(thread: SupportThread, viewer: Viewer, value: str) -> Topic | None:
    """Do what a value of the choice says; returns the topic. Raises Refused."""
    if value == GUESS:
        topics.leave_topic_to_engine(thread, viewer)
        return None
    topic = Topic.objects.filter(pk=value).first() if value != NONE else None
    if topic is None and value != NONE:
        raise Refused(_("This topic is gone. Please choose another."))
    topics.retopic(thread, viewer, topic)
    return topic


def _change(
    request: HttpRequest, thread: SupportThread, viewer: Viewer, value: str, before: str
) -> None:
    try:
        topic = put_to(thread, viewer, value)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return
    forget_count(viewer)
    said = {
        GUESS: _("The words of “%(title)s” say again what it is about."),
        NONE: _("“%(title)s” is about none of the topics."),
    }.get(value, _("“%(title)s” is about “%(topic)s” now."))
    told = said % {"title": thread.title, "topic": topic.name if topic else ""}
    undo = undo_button(verb_url("retopic", thread.pk), "topic", before)
    tell(request, told, undo if before != value else None)

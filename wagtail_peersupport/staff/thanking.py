"""Thanking a reader for an answer with one press, on the thread's screen. A letter is written on a
page of the site.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..actions import thanking
from ..threads.authors import shown_name
from ..threads.faces import CommentFace
from .buttons import SMALL, VerbButton
from .doing import act, undo_button
from .places import screen_url
from .reach import reachable_reply, staff_viewer

SAY, SAID, NOT_SAID = "say", "publicly", "not-publicly"


def thanks_button(face: CommentFace) -> tuple[VerbButton, ...]:
    """Say thanks under an answer, or take that back; none where neither makes sense."""
    if not face.care.can_thank:
        return ()
    is_said = face.team_thanks is not None
    label = _("Take thanks back") if is_said else _("Say thanks for all to see")
    attrs = {"name": SAY, "value": NOT_SAID if is_said else SAID}
    return (VerbButton(label, _url(face.pk), classname=SMALL, attrs=attrs),)


@require_POST
def thank_helper(request: HttpRequest, comment_pk: int) -> HttpResponse:
    """Take ``say``: publicly, or not-publicly to take it back."""
    viewer = staff_viewer(request)
    reply = reachable_reply(viewer, comment_pk)
    wanted = request.POST.get(SAY, "")
    if wanted not in (SAID, NOT_SAID):
        raise Http404("There is no such way to thank.")

    def verb() -> None:
        if wanted == SAID:
            thanking.thank_publicly(reply, viewer)
        else:
            thanking.take_back_thanks(reply, viewer, is_public=True)

    said = _("Readers see under the answer by %(name)s that you say thanks.")
    if wanted == NOT_SAID:
        said = _("Nobody reads any more that the team thanks %(name)s.")
    undo = undo_button(_url(comment_pk), SAY, NOT_SAID if wanted == SAID else SAID)
    told = said % {"name": shown_name(reply.comment)}
    return act(request, viewer, verb, told, screen_url(reply.thread_id), undo)


def _url(comment_pk: int) -> str:
    return reverse("peersupport_staff:thank_helper", args=(comment_pk,))

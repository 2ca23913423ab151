"""Where the links in our mails lead: whoever asked says there, without an account, what came of it.

GET shows and never acts, since mail programs open links by themselves. Nobody is logged in, and no
session or cookie says later who it was.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .. import comments, permissions
from ..actions import accepting, another_way, deciding, followups, stuck, withdrawing
from ..actions.errors import Refused
from ..asker_links import AskerLink, Purpose, read_token
from ..mail_links import BadLink, OldLink
from ..models import SupportThread
from ..notifications.proven import proven_address
from ..threads.lookup import visible_reply
from ..threads.section import thread_page
from ..viewer import Viewer, viewer_for
from .base import by_link, in_language_of, page_context, redirect, refused


class VoidLink(Exception):
    """A link that is good for nothing now. ``str()`` says why, for whoever opened it."""

    status = 404


class Over(VoidLink):
    """It was good once (HTTP 410)."""

    status = 410


class Closed(Over):
    """Its question is out of sight, or is none any more; perhaps the asker just said so."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a form on the page sends."""

    thread: SupportThread
    reader: Viewer
    """Whoever opened the link: what they may see is looked up."""
    viewer: Viewer
    """The asker, as the link shows: on their behalf it is said."""
    answer: str
    note: str

    def reply(self) -> Any:
        """The answer it is about. Raises Http404 unless it stands in this thread."""
        reply = visible_reply(self.answer, self.reader)
        if reply.thread_id != self.thread.pk:
            raise Http404("This is no answer to that question.")
        return reply


Verb = Callable[[Said], object]

_JUDGE: dict[str, Verb] = {
    "accept": lambda said: accepting.accept_answer(said.reply(), said.viewer),
    "unaccept": lambda said: accepting.unaccept_answer(said.reply(), said.viewer),
}
_STUCK: dict[str, Verb] = {
    "stuck": lambda said: stuck.say_stuck(said.thread, said.viewer),
    "not-stuck": lambda said: stuck.take_back_stuck(said.thread, said.viewer),
}
_QUESTION: dict[str, Verb] = {
    "another-way": lambda said: another_way.say_another_way(said.thread, said.viewer, said.note),
    "not-another-way": lambda said: another_way.undo_another_way(said.thread, said.viewer),
    "blocking": lambda said: followups.say_blocking(said.thread, said.viewer),
    "not-blocking": lambda said: followups.take_back_blocking(said.thread, said.viewer),
    "no-answer-needed": lambda said: deciding.decide_needs_support(
        said.thread.comment, said.viewer, False
    ),
    "withdraw": lambda said: withdrawing.withdraw_question(said.thread.comment, said.viewer),
}
#: What may be said by a link of each purpose.
VERBS: dict[Purpose, dict[str, Verb]] = {
    Purpose.SOLVED: _JUDGE,
    Purpose.STUCK: _STUCK,
    Purpose.QUESTION: _JUDGE | _STUCK | _QUESTION,
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def asker(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what the link is about; POST of ``say``, and ``answer`` or ``note``, says it."""
    try:
        link = _read(token)
        thread = _thread(link, viewer_for(request))
        with in_language_of(thread.page):
            return _serve(request, link, thread)
    except VoidLink as void:
        context = page_context(message=str(void), is_closed=isinstance(void, Closed))
        return render(request, "wagtail_peersupport/void_link.html", context, status=void.status)


def _read(token: str) -> AskerLink:
    try:
        return read_token(token)
    except OldLink as error:
        raise Over(
            _("This link is too old. Look the question up on our site, or write to us.")
        ) from error
    except BadLink as error:
        raise VoidLink(
            _("Some mail programs cut long links in two: copy the whole link from our mail.")
        ) from error


def _thread(link: AskerLink, viewer: Viewer) -> SupportThread:
    """The question of a link, as long as it is good for that. Raises VoidLink."""
    threads = SupportThread.objects.with_authors().select_related("comment__peersupport_origin")
    thread = threads.filter(comment_id=link.question).first()
    if thread is None or not link.is_for(proven_address(thread.comment)):
        raise VoidLink(_("The question that this link is about is not here any more."))
    if thread.merged_into_id is not None:
        raise Over(_("Your question was merged into another one that asks the same."))
    if thread.is_retired or not comments.is_shown(thread.comment):
        raise Closed(
            _("It was withdrawn, or is no longer taken for a question. The links to it are void.")
        )
    if not SupportThread.objects.visible_to(viewer).filter(pk=thread.pk).exists():
        raise VoidLink(_("The question that this link is about is not available at the moment."))
    return thread


def _serve(request: HttpRequest, link: AskerLink, thread: SupportThread) -> HttpResponse:
    reader = viewer_for(request)
    viewer = reader.as_asker(thread.comment_id, permissions.voter_of(thread.comment))
    if request.method != "POST":
        return _page(request, link, thread, viewer)
    verb = VERBS[link.purpose].get(request.POST.get("say", ""))
    if verb is None:
        raise VoidLink(_("This link is not good for that."))
    answer = str(link.answer) if link.answer else request.POST.get("answer", "")
    try:
        verb(Said(thread, reader, viewer, answer, request.POST.get("note", "")))
    except Refused as refusal:
        return refused(request, refusal, request.path)
    return redirect(request.path)


def _page(
    request: HttpRequest, link: AskerLink, thread: SupportThread, viewer: Viewer
) -> HttpResponse:
    found = thread_page(thread, viewer)
    faces = {face.pk: face for face in (*found.answers, *found.others)}
    if link.purpose == Purpose.SOLVED and link.answer not in faces:
        raise Over(_("The answer that this link is about is not here any more."))
    context = page_context(
        page=thread.page.specific,
        thread_page=found,
        purpose=str(link.purpose),
        answer=faces.get(link.answer),
        limit=another_way.LONGEST_NOTE,
    )
    return render(request, "wagtail_peersupport/asker.html", context)

"""Answering from a thread's screen: an ordinary comment, by the form and door that readers use."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from wagtail.admin import messages

from .. import comments
from ..actions import canned, followups
from ..models import CannedReply
from ..models.choices import Outcome
from ..views.sending import Sent, send
from .buttons import SMALL, VerbButton, verb_url
from .counts import forget_count
from .doing import tell
from .thread import ThreadView
from .verbs import can_resolve
from .walk import onward


@method_decorator(csrf_exempt, name="dispatch")
class ReplyView(ThreadView):
    """POST of the reply form; what is refused shows the screen again, with the words.

    Exempt from Django's own CSRF page, which would lose them: ``send`` checks.
    """

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(self.here)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.thread.is_retired:
            messages.error(request, _("This is no question any more, so nobody answers it here."))
            return HttpResponseRedirect(self.here)
        then = onward(request, self.thread.pk)
        sent = send(request, self.thread.page.specific, self.viewer)
        if sent.comment is None:
            self.sent = sent
            return self.render_to_response(self.get_context_data(), status=422)
        self._note_use(sent)
        if not comments.is_shown(sent.comment):
            messages.warning(request, _("Your reply waits for the site’s moderation."))
            return HttpResponseRedirect(self.here)
        settles = bool(sent.data.get("resolve"))
        self._say_done(sent, self._resolve(sent) if settles else False)
        forget_count(self.viewer)
        place = f"{self.here}#c{sent.comment.pk}"
        return HttpResponseRedirect((then if settles else "") or place)

    def _note_use(self, sent: Sent) -> None:
        pk = comments.as_pk(sent.data.get("canned", ""))
        start = CannedReply.objects.filter(pk=pk).first() if pk is not None else None
        if start is not None:
            canned.note_use(start, sent.comment)

    def _resolve(self, sent: Sent) -> bool:
        """Close what was open when the reply was sent, once; returns whether that was so."""
        if not (sent.is_new and can_resolve(self.situation, self.viewer)):
            return False
        followups.resolve(self.thread, self.viewer, Outcome.ANSWERED)
        return True

    def _say_done(self, sent: Sent, is_resolved: bool) -> None:
        title = {"title": self.thread.title}
        if not is_resolved:
            tell(self.request, _("Readers see your reply to “%(title)s”.") % title)
            return
        reopen = VerbButton(_("Reopen"), verb_url("reopen", self.thread.pk), classname=SMALL)
        said = _("Readers see your reply to “%(title)s”, and it is resolved.") % title
        tell(self.request, said, reopen)

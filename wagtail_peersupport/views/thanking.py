"""Staff thank whoever wrote an answer, on a page of its own: for all to see, or in a letter."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .. import permissions
from ..actions import thanking
from ..detection.text import plain_text
from ..models import SupportReply, Thanks
from ..notifications.proven import helper_address
from ..threads.authors import shown_name
from ..threads.lookup import visible_reply
from ..viewer import viewer_for
from .about import ask, back_to, carry_out
from .base import in_language_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def thank_helper(request: HttpRequest, pk: int) -> HttpResponse:
    """GET is the page, POST says it: ``say`` (publicly, not-publicly, letter, no-letter), ``note``
    and ``next``.
    """
    viewer = viewer_for(request)
    reply = visible_reply(pk, viewer)
    if not permissions.can_support(viewer, reply.thread):
        raise Http404("There is no such answer, or nobody that you may thank for it.")
    with in_language_of(reply.thread.page):
        form = partial(_form, request, reply)
        if request.method != "POST":
            return form()
        note = request.POST.get("note", "")
        verb = {
            "publicly": partial(thanking.thank_publicly, reply, viewer),
            "not-publicly": partial(thanking.take_back_thanks, reply, viewer, is_public=True),
            "letter": partial(thanking.thank_privately, reply, viewer, note),
            "no-letter": partial(thanking.take_back_thanks, reply, viewer, is_public=False),
        }.get(request.POST.get("say", ""))
        if verb is None:
            raise Http404("There is no such way to thank.")
        back = back_to(request, reply.comment)
        return carry_out(request, verb, back, partial(form, note))


def _form(
    request: HttpRequest, reply: SupportReply, note: str = "", message: str = ""
) -> HttpResponse:
    said = set(Thanks.objects.filter(answer=reply.comment_id).values_list("is_public", flat=True))
    return ask(
        request,
        "thank_helper",
        reply.comment,
        message=message,
        words=plain_text(reply.comment.comment),
        helper=shown_name(reply.comment),
        is_public=True in said,
        is_written=False in said,
        can_write=bool(helper_address(reply.comment)),
        note=note,
        limit=thanking.LONGEST_NOTE,
        action=reverse("wagtail_peersupport:thank_helper", args=(reply.comment_id,)),
    )

"""One POST takes a whole bulk action back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from ...actions.errors import Refused
from ...models import SupportThread
from ...viewer import Viewer
from ..counts import forget_count
from ..doing import returned
from ..places import queue_url
from ..reach import reachable_threads, staff_viewer
from .undo import FIELD, Done, read


@require_POST
def undo_bulk(request: HttpRequest) -> HttpResponse:
    """Take back what the button of a message says; what changed since is refused by its verb."""
    viewer = staff_viewer(request)
    done = read(request.POST.get(FIELD, ""), viewer)
    if done is None:
        messages.error(request, _("This can't be undone from here any more."))
    else:
        count = _take_back(done, viewer)
        forget_count(viewer)
        words = ngettext("Undone for %(count)d question.", "Undone for %(count)d questions.", count)
        messages.success(request, words % {"count": count})
        if count < len(done.before):
            messages.warning(request, _("The others are not as they were, so they stay."))
    return returned(request, queue_url())


def _take_back(done: Done, viewer: Viewer) -> int:
    opts = SupportThread._meta
    action = bulk_action_registry.get_bulk_action_class(
        opts.app_label, opts.model_name, done.action
    )
    count = 0
    for thread in reachable_threads(viewer).filter(pk__in=done.before):
        try:
            action.take_back(thread, viewer, done.before[thread.pk])
        except Refused:
            continue
        count += 1
    return count

"""Who sees of a post's comments what anybody sees: nothing there is their own, and no button is
theirs alone.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from .. import comments, permissions
from ..addresses import hub_models, site_of
from ..models import FollowUpReason, HelpfulVote, MeToo, Report, SupportThread
from ..querysets import visible_pages
from ..viewer import Viewer, public_viewer


def sees_what_anybody_sees(page: Any, viewer: Viewer) -> bool:
    """Whether the comments of a post look to this viewer as to somebody from the street. Where in
    doubt, no. A stranger asks the database nothing.
    """
    if viewer.passed or viewer.asks is not None:
        return False
    if not viewer.key:
        return True
    return not (permissions.supports(viewer.user, page.pk) or _has_a_part(page, viewer))


def _has_a_part(page: Any, viewer: Viewer) -> bool:
    """Whether they wrote or said anything here."""
    here, key = str(page.pk), viewer.key
    written = Q(peersupport_origin__voter=key)
    if viewer.user is not None:
        written |= Q(user=viewer.user)
    # What was said of a question that was merged into another counts for that one.
    merged = Q(comment__support_thread__merged_into__isnull=False)
    parts = (
        comments.on_page(page).filter(written),
        HelpfulVote.objects.filter(voter=key, comment__object_pk=here),
        MeToo.objects.filter(Q(comment__object_pk=here) | merged, voter=key),
        FollowUpReason.objects.filter(voter=key, follow_up__thread__page=page.pk),
        Report.objects.filter(voter=key, comment__object_pk=here),
    )
    return any(part.exists() for part in parts)


def tells_of_others(page: Any) -> bool:
    """Whether a question here was asked before, under another post: who may see that one changes
    without a trace here.
    """
    merged = SupportThread.objects.filter(page=page.pk, merged_into__isnull=False)
    return merged.exclude(merged_into__page=page.pk, merged_into__merged_into=None).exists()


def has_members_only_hub(page: Any) -> bool:
    """Whether a hub of the post's site is not for everybody, so that accounts may see links to it
    that others don't.
    """
    public = visible_pages(public_viewer()).values("pk")
    hidden = (hub for model in hub_models() for hub in model.objects.live().exclude(pk__in=public))
    return any(site_of(hub) == site_of(page) for hub in hidden)

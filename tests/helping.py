"""Weeks go by: what was written and accepted becomes as old as it has to be to count."""

from datetime import timedelta

from django.core.cache import cache
from django.db.models import F

from wagtail_peersupport import comments
from wagtail_peersupport.actions.refreshing import refresh_threads
from wagtail_peersupport.models import Acceptance, SupportThread


def weeks_go_by(weeks=3):
    """Everything that is there now was there so many weeks ago."""
    ago = timedelta(weeks=weeks)
    comments.comment_model().norel_objects.update(submit_date=F("submit_date") - ago)
    Acceptance.objects.update(accepted_at=F("accepted_at") - ago)
    refresh_threads(list(SupportThread.objects.values_list("pk", flat=True)))
    cache.clear()

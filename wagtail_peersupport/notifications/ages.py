"""How long somebody waits and when an answer is due, in words for a mail that is read in the
morning.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .mornings import local


def age(waiting_since: datetime, due_at: datetime, now: datetime) -> str:
    """Both in one line: "waits 2 days, due since yesterday"."""
    return _("%(waits)s, %(due)s") % {"waits": _waits(waiting_since, now), "due": _due(due_at, now)}


def _waits(since: datetime, now: datetime) -> str:
    waited = now - since
    if waited >= timedelta(days=1):
        days = waited.days
        return ngettext("waits %(num)d day", "waits %(num)d days", days) % {"num": days}
    hours = waited // timedelta(hours=1)
    if hours < 1:
        return _("came within the hour")
    return ngettext("waits %(num)d hour", "waits %(num)d hours", hours) % {"num": hours}


def _due(moment: datetime, now: datetime) -> str:
    """By the days of the calendar, in the time zone of the site."""
    days = (local(now).date() - local(moment).date()).days
    if days == 0:
        return _("due today")
    if days == 1:
        return _("due since yesterday")
    if days == -1:
        return _("due tomorrow")
    if days > 0:
        return ngettext("due for %(num)d day", "due for %(num)d days", days) % {"num": days}
    return ngettext("due in %(num)d day", "due in %(num)d days", -days) % {"num": -days}

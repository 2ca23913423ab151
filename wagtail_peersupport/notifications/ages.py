"""How long somebody waits and when an answer is due, in words for a mail that is read in the
morning.
"""

from datetime import datetime

from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from .mornings import local

# Whole phrases, since languages bend the unit by what stands before it.
WAITS = {
    "year": ngettext_lazy("waits %(num)d year", "waits %(num)d years", "num"),
    "month": ngettext_lazy("waits %(num)d month", "waits %(num)d months", "num"),
    "week": ngettext_lazy("waits %(num)d week", "waits %(num)d weeks", "num"),
    "day": ngettext_lazy("waits %(num)d day", "waits %(num)d days", "num"),
    "hour": ngettext_lazy("waits %(num)d hour", "waits %(num)d hours", "num"),
    "minute": ngettext_lazy("waits %(num)d minute", "waits %(num)d minutes", "num"),
}


def age(waiting_since: datetime, due_at: datetime, now: datetime) -> str:
    """Both in one line: "waits 2 days, due since yesterday"."""
    return _("%(waits)s, %(due)s") % {"waits": _waits(waiting_since, now), "due": _due(due_at, now)}


def _waits(since: datetime, now: datetime) -> str:
    if (now - since).total_seconds() < 60:
        return _("came just now")
    # Mail programs that show the text alone have no use for hard spaces.
    return timesince(since, now, time_strings=WAITS, depth=1).replace("\xa0", " ")


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

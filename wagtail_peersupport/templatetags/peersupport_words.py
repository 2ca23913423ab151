"""Filters of our own templates, for templates that replace them."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from ..threads.faces import CommentFace

register = template.Library()

# Whole phrases: "vor 3 Tagen" is another case than the "3 Tage" that Django's own words give.
AGO = {
    "year": ngettext_lazy("%(num)d year ago", "%(num)d years ago", "num"),
    "month": ngettext_lazy("%(num)d month ago", "%(num)d months ago", "num"),
    "week": ngettext_lazy("%(num)d week ago", "%(num)d weeks ago", "num"),
    "day": ngettext_lazy("%(num)d day ago", "%(num)d days ago", "num"),
    "hour": ngettext_lazy("%(num)d hour ago", "%(num)d hours ago", "num"),
    "minute": ngettext_lazy("%(num)d minute ago", "%(num)d minutes ago", "num"),
}


@register.filter
def ago(moment: datetime) -> str:
    """How long ago in words, one unit: "3 days ago"; "just now" within the first minute."""
    now = timezone.now()
    if (now - moment).total_seconds() < 60:
        return _("just now")
    return timesince(moment, now, time_strings=AGO, depth=1)


@register.filter
def moment(when: datetime) -> str:
    """The time of a moment of today, else its day: "10:40", "20 November", "3 May 2025"."""
    local = timezone.localtime(when)
    return time_format(local) if local.date() == timezone.localdate() else day(local.date())


@register.filter
def day(when: date) -> str:
    """A day in words, with the year where it is another one: "20 November", "3 May 2025"."""
    this_year = when.year == timezone.localdate().year
    return date_format(when, "MONTH_DAY_FORMAT" if this_year else "DATE_FORMAT")


@register.filter
def holds(comment: CommentFace, pk: str) -> bool:
    """Whether the comment with this key (as text) is somewhere below ``comment``."""
    return any(str(reply.pk) == pk or holds(reply, pk) for reply in comment.replies)

"""Filters of our own templates, for templates that replace them."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format, time_format

from ..threads.faces import CommentFace
from ..views.times import ago

register = template.Library()

register.filter("ago", ago)


@register.filter(expects_localtime=True)
def iso(when: datetime) -> str:
    """A moment as machines read it: "2025-11-20T10:40:00+00:00"."""
    return when.isoformat()


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

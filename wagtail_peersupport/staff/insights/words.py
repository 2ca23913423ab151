"""Numbers, times and days as staff read them."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...threads.survival import Quantile
from .asked import Share
from .span import Span
from .tables import Cell

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def number(value: float, decimals: int | None = None) -> str:
    return number_format(value, decimals, force_grouping=True)


def count(value: int) -> Cell:
    return Cell(number(value), value)


def too_few() -> str:
    return _("too few to tell")


def percent(share: Share) -> str:
    if share.percent is None:
        return too_few()
    return _("%(number)s%%") % {"number": share.percent}


def share_cell(share: Share) -> Cell:
    """In a spreadsheet, the percentage as a number."""
    return Cell(percent(share), share.percent)


def duration(length: timedelta) -> str:
    """In minutes up to an hour, in hours up to two days, then in days."""
    if length < HOUR:
        minutes = max(1, round(length / MINUTE))
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    if length < 2 * DAY:
        hours = round(length / HOUR)
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    days = round(length / DAY)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": number(days)}


def wait(found: Quantile | None) -> str:
    """When a share has its answer."""
    if found is None:
        return too_few()
    length = duration(found.length)
    return _("more than %(time)s") % {"time": length} if found.is_bound else length


def wait_cell(found: Quantile | None) -> Cell:
    """In a spreadsheet, the hours; what is shown says whether they are only a lower bound."""
    return Cell(wait(found), round(found.length / HOUR, 1) if found is not None else None)


def day(value: date) -> str:
    return date_format(value, "DATE_FORMAT")


def mark(value: date) -> str:
    """A day on an axis."""
    return date_format(value, "j M")


def span(value: Span) -> str:
    if value.first == value.last:
        return day(value.first)
    return _("%(first)s to %(last)s") % {"first": day(value.first), "last": day(value.last)}


def step(value: Span) -> str:
    """A week or a month, as short as the first column of a table."""
    last = date_format(value.last, "j M Y")
    if value.first == value.last:
        return last
    return _("%(first)s – %(last)s") % {"first": mark(value.first), "last": last}


def questions(value: int) -> str:
    said = ngettext("%(count)s question", "%(count)s questions", value)
    return said % {"count": number(value)}

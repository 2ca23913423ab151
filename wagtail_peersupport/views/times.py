"""How long ago something was, in words; and markup whose words of that kind are filled in when it
is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

# Whole phrases: "vor 3 Tagen" is another case than the "3 Tage" that Django's own words give.
AGO = {
    "year": ngettext_lazy("%(num)d year ago", "%(num)d years ago", "num"),
    "month": ngettext_lazy("%(num)d month ago", "%(num)d months ago", "num"),
    "week": ngettext_lazy("%(num)d week ago", "%(num)d weeks ago", "num"),
    "day": ngettext_lazy("%(num)d day ago", "%(num)d days ago", "num"),
    "hour": ngettext_lazy("%(num)d hour ago", "%(num)d hours ago", "num"),
    "minute": ngettext_lazy("%(num)d minute ago", "%(num)d minutes ago", "num"),
}

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600
#: Up to this age, the unit that it is told in.
UNITS = ((HOUR, MINUTE), (DAY, HOUR), (7 * DAY, DAY), (28 * DAY, 7 * DAY))

#: Pieces of markup, and between each two of them a moment, in seconds since 1970.
Markup = tuple[tuple[str, ...], tuple[int, ...]]

_marks: ContextVar[bool] = ContextVar("peersupport_marked_times", default=False)
# No reader can write one: comments of HTML are cleaned away, and everything else is escaped.
_MARK = re.compile(r"<!--ago (\d+)-->")


def ago(moment: datetime) -> str:
    """How long ago in words, one unit: "3 days ago"; "just now" within the first minute.

    Inside of :func:`marked_times`, a mark for it.
    """
    if _marks.get():
        return format_html("<!--ago {}-->", int(moment.timestamp()))
    return in_words(moment, timezone.now())


def in_words(moment: datetime, now: datetime) -> str:
    if (now - moment).total_seconds() < 60:
        return _("just now")
    return timesince(moment, now, time_strings=AGO, depth=1)


@contextmanager
def marked_times() -> Iterator[None]:
    """Inside it, templates say where a relative time stands, and not what it is."""
    token = _marks.set(True)
    try:
        yield
    finally:
        _marks.reset(token)


def split(markup: str) -> Markup:
    """Markup that was rendered inside of :func:`marked_times`."""
    parts = _MARK.split(markup)
    return tuple(parts[::2]), tuple(map(int, parts[1::2]))


def fill(markups: Iterable[Markup]) -> str:
    """Markup as it is shown now. Of the thousands of moments on a page few differ in words, so
    each wording is made once; months and years are told by the day.
    """
    now, said = timezone.now(), {}
    seconds_now = int(now.timestamp())
    out: list[str] = []
    for pieces, moments in markups:
        for piece, moment in zip(pieces, moments, strict=False):
            age = _rounded(seconds_now - moment)
            if age not in said:
                said[age] = in_words(now - timedelta(seconds=age), now)
            out += (piece, said[age])
        out.append(pieces[-1])
    return "".join(out)


def _rounded(age: int) -> int:
    """An age in seconds, down to a whole number of what it is told in."""
    for limit, unit in UNITS:
        if age < limit:
            return max(age - age % unit, 0)
    return age - age % DAY

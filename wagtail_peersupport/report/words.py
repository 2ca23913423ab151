"""Numbers, dates and durations as a person would say them."""

from datetime import datetime, timedelta

UNITS = (
    (timedelta(days=730), timedelta(days=365.25), "year"),
    (timedelta(days=60), timedelta(days=30.44), "month"),
    (timedelta(days=2), timedelta(days=1), "day"),
    (timedelta(hours=1), timedelta(hours=1), "hour"),
    (timedelta(minutes=1), timedelta(minutes=1), "minute"),
)


def count(number: int, one: str, many: str = "") -> str:
    """'1 question', '2,120 questions', 'no questions'."""
    if number == 0:
        return f"no {many or one + 's'}"
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def duration(time: timedelta) -> str:
    """The length of a time in its largest sensible unit, rounded: '40 minutes', '3 months'."""
    for at_least, unit, name in UNITS:
        if time >= at_least:
            return count(max(1, round(time / unit)), name)
    return "less than a minute"


def span(since: datetime, until: datetime) -> str:
    """How long it is from one date to another, days counted as on a calendar."""
    days = (until.date() - since.date()).days + 1
    return "one day" if days == 1 else duration(timedelta(days=days))


def day(date: datetime) -> str:
    """'3 May 2019'."""
    return f"{date.day} {date:%B %Y}"


def share(part: int, whole: int) -> str:
    """'61 of 212 (29 %)', without the percentage where it would be nonsense."""
    percentage = f" ({round(100 * part / whole)} %)" if whole >= 10 else ""
    return f"{part:,} of {whole:,}{percentage}"

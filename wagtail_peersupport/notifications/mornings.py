"""When a site is told in the morning, by the clock of the site (TIME_ZONE). Public holidays are not
known.
"""

from datetime import datetime

from django.utils import timezone

from ..models import TeamSettings

#: Nobody is told of a morning later in the day than this.
LATEST_HOUR = 20
SATURDAY = 5


def works(team: TeamSettings, now: datetime) -> bool:
    """Whether this is a working day of a site."""
    return team.on_weekends or local(now).weekday() < SATURDAY


def has_come(team: TeamSettings, now: datetime) -> bool:
    """Whether it is late enough for the mail of the day, and not too late."""
    # A team that starts in the evening wants it then.
    until = max(LATEST_HOUR, team.morning_hour + 1)
    return works(team, now) and team.morning_hour <= local(now).hour < until


def midnight(now: datetime) -> datetime:
    """When the day began."""
    return local(now).replace(hour=0, minute=0, second=0, microsecond=0)


def local(moment: datetime) -> datetime:
    return timezone.localtime(moment, timezone.get_default_timezone())

"""What a verb raises when it refuses, and what many verbs refuse for. The message is for the person
who tried.
"""

from django.utils.translation import gettext as _


class Refused(Exception):
    """The verb changed nothing; ``str()`` says why, in words for a reader."""


class NotAllowed(Refused):
    """The person may not do this (HTTP 403)."""


class TooMany(Refused):
    """The person did this too often in too short a time (HTTP 429)."""


def staff_only(may: bool) -> None:
    """Raise NotAllowed unless they ``may``, as a predicate says that only staff pass."""
    if not may:
        raise NotAllowed(_("You need the permission to answer as staff."))


def check_length(text: str, most: int, too_long: str) -> None:
    """Raise Refused where a text has more characters, in words that name the ``limit``."""
    if len(text) > most:
        raise Refused(too_long % {"limit": most})

"""What a verb raises when it refuses. The message is for the person who tried."""


class Refused(Exception):
    """The verb changed nothing; ``str()`` says why, in words for a reader."""


class NotAllowed(Refused):
    """The person may not do this (HTTP 403)."""


class TooMany(Refused):
    """The person did this too often in too short a time (HTTP 429)."""

"""Dates as they are written in Dunskerry, not as in the USA."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"

"""Every way to set the site up wrong, in the order to put it right, with what to type."""

from django.core import checks


def register_checks() -> None:
    """Register all checks; called once from ``ready()``."""

"""The regular sweep, as cron runs it."""

from io import StringIO

from django.core.management import call_command


def run_sweep():
    """What it says that it did."""
    out = StringIO()
    call_command("peersupport_sweep", stdout=out)
    return out.getvalue()

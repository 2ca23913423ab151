"""The regular sweep, as cron runs it."""

from io import StringIO

import pytest
from django.core.management import call_command

from wagtail_peersupport.notifications import morning


def run_sweep():
    """What it says that it did, at an hour when no mail of the morning is due.

    Whether that goes out depends on the clock: tests/staff/test_morning_mail.py is about it.
    """
    out = StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(morning, "has_come", lambda team, now: False)
        call_command("peersupport_sweep", stdout=out)
    return out.getvalue()

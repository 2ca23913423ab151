"""How our entries read in Wagtail's history."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from ..models.choices import Outcome


class Assigned(LogFormatter):
    label = gettext_lazy("Assign")

    def format_message(self, log_entry: Any) -> str:
        name = log_entry.data.get("to")
        return _("Assigned to %(name)s") % {"name": name} if name else _("Assigned to nobody")


class Resolved(LogFormatter):
    label = gettext_lazy("Resolve")

    def format_message(self, log_entry: Any) -> str:
        labels = dict(Outcome.choices)
        outcome = labels.get(log_entry.data.get("outcome"), "")
        return _("Resolved: %(outcome)s") % {"outcome": outcome}


class Decided(LogFormatter):
    label = gettext_lazy("Decide")

    def format_message(self, log_entry: Any) -> str:
        if log_entry.data.get("needs_support"):
            return _("Decided that it needs support")
        return _("Decided that it needs no support")

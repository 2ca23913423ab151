"""How our entries read in Wagtail's history."""

from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from ..models.choices import IdeaStatus, Kind, Outcome, RemovalReason, Source, Verdict


class Assigned(LogFormatter):
    label = gettext_lazy("Assign")

    def format_message(self, log_entry: Any) -> str:
        name = log_entry.data.get("to")
        return _("Assigned to %(name)s") % {"name": name} if name else _("Assigned to nobody")


class Accepted(LogFormatter):
    label = gettext_lazy("Accept answer")

    def format_message(self, log_entry: Any) -> str:
        if log_entry.data.get("for_asker"):
            return _("Accepted an answer for the asker")
        return _("The asker accepted an answer")


class SolvedAnotherWay(LogFormatter):
    label = gettext_lazy("Solved another way")

    def format_message(self, log_entry: Any) -> str:
        if note := log_entry.data.get("note"):
            return _("Solved by the asker in another way: %(note)s") % {"note": note}
        return _("Solved by the asker in another way")


class Resolved(LogFormatter):
    label = gettext_lazy("Resolve")

    def format_message(self, log_entry: Any) -> str:
        labels = dict(Outcome.choices)
        outcome = labels.get(log_entry.data.get("outcome"), "")
        return _("Resolved: %(outcome)s") % {"outcome": outcome}


class Decided(LogFormatter):
    label = gettext_lazy("Decide")

    def format_message(self, log_entry: Any) -> str:
        needs_support = log_entry.data.get("needs_support")
        if log_entry.data.get("kind") in Kind.values:
            kind = Kind(log_entry.data["kind"]).label
            return _("Decided what it is: %(kind)s") % {"kind": kind}
        if log_entry.data.get("by") == Source.WRITER:
            if needs_support:
                return _("The writer would like an answer")
            return _("The writer needs no answer")
        if needs_support:
            return _("Decided that it needs support")
        return _("Decided that it needs no support")


class Retopicked(LogFormatter):
    label = gettext_lazy("Choose the topic")

    def format_message(self, log_entry: Any) -> str:
        if name := log_entry.data.get("topic"):
            return _("Put to the topic %(topic)s") % {"topic": name}
        if log_entry.data.get("is_decided"):
            return _("Decided that it is about no topic")
        return _("Left the topic to what its words say")


class Withdrew(LogFormatter):
    label = gettext_lazy("Withdraw decision")

    def format_message(self, log_entry: Any) -> str:
        if log_entry.data.get("by") == Source.WRITER:
            return _("The writer left it to the engine’s guess")
        return _("Withdrew the decision: the engine’s guess holds")


class Placed(LogFormatter):
    label = gettext_lazy("Move a reply")

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        if data.get("to") and data.get("from") != data["to"]:
            return _("Moved the comment by %(name)s to “%(to)s”") % data
        if data.get("from") and not data.get("to"):
            return _("Moved the comment by %(name)s out of “%(from)s”") % data
        return _("Moved the comment by %(name)s") % data


class SplitOff(LogFormatter):
    label = gettext_lazy("Split off")

    def format_message(self, log_entry: Any) -> str:
        return _("Made the comment by %(name)s a question of its own") % log_entry.data


class Unplaced(LogFormatter):
    label = gettext_lazy("Undo moving a reply")

    def format_message(self, log_entry: Any) -> str:
        return _("Put the comment by %(name)s where it was before") % log_entry.data


class Merged(LogFormatter):
    label = gettext_lazy("Merge")

    def format_message(self, log_entry: Any) -> str:
        # Without its title: whoever reads this may perhaps not see the other question.
        if "into" in log_entry.data:
            return _("Merged into another question")
        return _("Took in another question")


class Unmerged(LogFormatter):
    label = gettext_lazy("Undo merging")

    def format_message(self, log_entry: Any) -> str:
        if "from" in log_entry.data:
            return _("Stands for itself again")
        return _("Gave another question back")


class IdeaSet(LogFormatter):
    label = gettext_lazy("Set the state of an idea")

    def format_message(self, log_entry: Any) -> str:
        labels = dict(IdeaStatus.choices)
        status = labels.get(log_entry.data.get("status"), "")
        reason = log_entry.data.get("reason")
        if reason:
            return _("Idea: %(status)s. %(reason)s") % {"status": status, "reason": reason}
        return _("Idea: %(status)s") % {"status": status}


class Endorsed(LogFormatter):
    label = gettext_lazy("Say something of an answer")

    def format_message(self, log_entry: Any) -> str:
        data = {
            "verdict": dict(Verdict.choices).get(log_entry.data.get("verdict"), ""),
            "note": log_entry.data.get("note"),
        }
        if data["note"]:
            return _("Said of an answer: %(verdict)s. %(note)s") % data
        return _("Said of an answer: %(verdict)s") % data


class ThankedHelper(LogFormatter):
    label = gettext_lazy("Thank a helper")

    def format_message(self, log_entry: Any) -> str:
        if log_entry.data.get("is_public"):
            return _("Thanked whoever answered, for all to see")
        return _("Wrote a letter of thanks to whoever answered")


class UnthankedHelper(LogFormatter):
    label = gettext_lazy("Take thanks to a helper back")

    def format_message(self, log_entry: Any) -> str:
        if log_entry.data.get("is_public"):
            return _("Took the thanks under an answer back")
        return _("Erased our copy of a letter of thanks")


class Removed(LogFormatter):
    label = gettext_lazy("Remove")

    def format_message(self, log_entry: Any) -> str:
        reason = dict(RemovalReason.choices).get(log_entry.data.get("reason"))
        if reason:
            return _("Removed a comment: %(reason)s") % {"reason": reason}
        return _("Removed a comment")


class Closed(LogFormatter):
    label = gettext_lazy("Close")

    def format_message(self, log_entry: Any) -> str:
        note = log_entry.data.get("note")
        if note:
            return _("Closed: we've said what we can. %(note)s") % {"note": note}
        return _("Closed: we've said what we can")


class SeenByStaff(LogFormatter):
    label = gettext_lazy("Say that we saw it")

    def format_message(self, log_entry: Any) -> str:
        answer_by = parse_date(log_entry.data.get("answer_by") or "")
        if answer_by is not None:
            return _("Seen; an answer comes by %(day)s") % {"day": date_format(answer_by)}
        return _("Seen")


class Snoozed(LogFormatter):
    label = gettext_lazy("Snooze")

    def format_message(self, log_entry: Any) -> str:
        until = parse_datetime(log_entry.data.get("until") or "")
        if until is None:
            return _("Let it rest")
        moment = date_format(localtime(until), "SHORT_DATETIME_FORMAT")
        return _("Let it rest until %(moment)s") % {"moment": moment}

"""Why the first answer stands first, in words for whoever asks."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..ranking.order import Staff
from ..ranking.reasons import Reason
from .facts import Facts

MOST_REASONS = 3

WORDS = {
    Reason.WORKED: gettext_lazy("the asker said next that it worked"),
    Reason.THANKED: gettext_lazy("the asker thanked next"),
    Reason.RECORD: gettext_lazy("its writer’s answers solved other questions"),
    Reason.ADVISES: gettext_lazy("gives advice"),
    Reason.TO_THE_POINT: gettext_lazy("speaks of what was asked"),
    Reason.AS_ASKED: gettext_lazy("gives what such questions ask for"),
    Reason.DETAIL: gettext_lazy("goes into detail"),
    Reason.FIGURES: gettext_lazy("gives a number"),
    Reason.STEPS: gettext_lazy("gives steps"),
    Reason.LINK: gettext_lazy("gives a link"),
    Reason.NAMES: gettext_lazy("names things or places"),
    Reason.SHARED: gettext_lazy("others speak of the same"),
    Reason.EARLY: gettext_lazy("came early"),
}
"""What readers are told. What speaks against an answer is for staff."""


def why_first(facts: Facts, row: Any) -> tuple[str, ...]:
    """What put an answer before the others, most decisive first; never empty."""
    found = [*_said(facts, row), *_of_content(facts, row)]
    return tuple(found or [_("it was posted before the others")])


def _said(facts: Facts, row: Any) -> list[str]:
    found = []
    acceptance = facts.accepted.get(row.pk)
    if acceptance is not None and acceptance.for_asker:
        found.append(_("accepted by staff for the asker"))
    elif acceptance is not None:
        found.append(_("accepted by the asker"))
    if facts.verdicts.get(row.pk) is Staff.VOUCHED:
        found.append(_("staff checked it"))
    helpful, unhelpful = facts.tallies.get(row.pk, (0, 0))
    votes = helpful + unhelpful
    if helpful:
        found.append(
            ngettext(
                "%(helpful)d of %(votes)d voter found it helpful",
                "%(helpful)d of %(votes)d voters found it helpful",
                votes,
            )
            % {"helpful": helpful, "votes": votes}
        )
    return found


def _of_content(facts: Facts, row: Any) -> list[str]:
    reply = facts.replies.get(row.pk)
    reasons = reply.merit_reasons if reply is not None else []
    # Another version of the content model may have known reasons that are gone.
    return [str(WORDS[reason]) for reason in reasons if reason in WORDS][:MOST_REASONS]

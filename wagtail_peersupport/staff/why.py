"""Why a comment was taken for a question: what the engine noticed, or that a person said so."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models.choices import Source

#: The score from which on a guess is called that.
VERY_SURE = 0.9
QUITE_SURE = 0.7
_BY = {
    Source.STAFF: gettext_lazy("Staff decided that somebody should answer it."),
    Source.WRITER: gettext_lazy("The writer would like an answer."),
    Source.KEPT: Source.KEPT.label,
}


def why_here(comment: Any) -> str:
    """One line for staff, "" where nothing is known. The engine's reasons are in English."""
    decision = getattr(comment, "peersupport_decision", None)
    if decision is not None and decision.needs_support:
        return str(_BY.get(decision.source, _BY[Source.STAFF]))
    analysis = getattr(comment, "peersupport_analysis", None)
    if analysis is None or not analysis.needs_support:
        return ""
    return f"{'; '.join(analysis.reasons)} ({_sureness(analysis.score)})".strip()


def _sureness(score: float) -> str:
    if score >= VERY_SURE:
        return _("very sure")
    return _("quite sure") if score >= QUITE_SURE else _("unsure")

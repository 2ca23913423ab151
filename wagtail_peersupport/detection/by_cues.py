"""What the cues alone say of a comment: weighed by hand, and what the model starts from."""

from collections.abc import Sequence
from dataclasses import dataclass

from wagtail_peersupport.detection.asking import Asking, Evidence, Sentence
from wagtail_peersupport.detection.cues import Sense
from wagtail_peersupport.detection.types import NEEDS, Context, Kind, Role

_BASE = -1.9
_SECOND_SENTENCE = 0.3
_LOUD_KIND = 1.9
_NOTHING = Asking(0.0, Kind.REMARK, ())


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the cues make of a comment."""

    log_odds: float
    """That somebody should respond."""
    kind: Kind
    asks: bool
    """Whether its best sentence asks, reports or suggests at all."""
    evidence: tuple[Evidence, ...]


def judge(sentences: Sequence[Sentence], weighed: Sequence[Asking], context: Context) -> Judgement:
    """Weigh a comment by its cues; ``weighed`` are its sentences' askings."""
    order = sorted(weighed, key=lambda asking: -asking.weight)
    best, second = (*order, _NOTHING, _NOTHING)[:2]
    evidence = (*best.evidence, *_from_whole(sentences, best), *_from_context(context))
    log_odds = _BASE + _SECOND_SENTENCE * max(0.0, second.weight) + sum(e.weight for e in evidence)
    asks = best.kind in NEEDS
    loud = log_odds >= 0 or best.weight > _LOUD_KIND
    kind = best.kind if asks and loud else _kind_without_need(sentences)
    return Judgement(log_odds, kind, asks, evidence)


def kind_of_need(weighed: Sequence[Asking]) -> Kind:
    """The kind of what asks most; a question where no cue tells."""
    best = max(weighed, key=lambda asking: asking.weight, default=_NOTHING)
    return best.kind if best.kind in NEEDS else Kind.QUESTION


def excused(role: Role, context: Context, *, anew: bool, calls: bool) -> bool:
    """Whether what looks like a need is part of a conversation that a thread already holds.

    The asker must surely ask ``anew``. Who ``calls`` everybody asks something new, even below the
    asker's own words.
    """
    if role in {Role.ME_TOO, Role.THANKS}:
        return True
    if not context.in_thread:
        return False
    if context.by_asker:
        return not anew
    if context.by_author or context.by_staff:
        return True
    return context.parent_by_asker and not calls


def _from_whole(sentences: Sequence[Sentence], best: Asking) -> list[Evidence]:
    found: list[Evidence] = []
    if best.kind is Kind.REMARK:
        return found
    if any(s.has(Sense.SOLVED) and not s.has_mark for s in sentences) and best.kind is Kind.PROBLEM:
        found.append(Evidence(-1.6, "says that it is solved"))
    marked = sum(s.has_mark for s in sentences)
    if not marked and any(s.has(Sense.ADVISES) for s in sentences):
        found.append(Evidence(-0.5, "gives advice"))
    return found


def _from_context(context: Context) -> list[Evidence]:
    found: list[Evidence] = []
    if context.by_author or context.by_staff:
        found.append(Evidence(-1.6 if context.is_reply else -0.8, "by the author or staff"))
    if context.is_reply:
        found.append(Evidence(-0.6, "replies to a comment"))
    return found


def _kind_without_need(sentences: Sequence[Sentence]) -> Kind:
    praised = any(s.has(Sense.PRAISES) for s in sentences)
    return Kind.PRAISE if praised else Kind.REMARK

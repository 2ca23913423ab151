"""The engine that comes with the package: named cues, weighed sentence by sentence."""

from math import exp

from wagtail_peersupport.detection.asking import Asking, Evidence, Sentence, understand, weigh
from wagtail_peersupport.detection.cues import Sense
from wagtail_peersupport.detection.roles import role_of
from wagtail_peersupport.detection.text import read
from wagtail_peersupport.detection.types import NO_CONTEXT, Analysis, Context, Kind, Role

_NEEDS = frozenset({Kind.QUESTION, Kind.PROBLEM, Kind.IDEA})
_BASE = -1.9
_SECOND_SENTENCE = 0.3
_SURE = 0.75
_NOTHING = Asking(0.0, Kind.REMARK, ())


class CueEngine:
    """Reads English, German, French and Spanish; of other languages it knows the question mark."""

    version = "cues-3"

    def analyse(self, text: str, context: Context = NO_CONTEXT) -> Analysis:
        """Understand one comment, given as HTML or as plain text."""
        reading = read(text)
        language, sentences = understand(reading.sentences, context.language)
        weighed = weigh(sentences)
        order = sorted(weighed, key=lambda asking: -asking.weight)
        best, second = (*order, _NOTHING, _NOTHING)[:2]
        evidence = [*best.evidence, *_from_whole(sentences, best), *_from_context(context)]
        logit = _BASE + _SECOND_SENTENCE * max(0.0, second.weight) + sum(e.weight for e in evidence)
        score = 1 / (1 + exp(-logit))
        role = role_of(sentences, weighed, context, has_link=bool(reading.links))
        needs = score >= 0.5 and best.kind in _NEEDS and not _excused(role, score, context)
        return Analysis(
            kind=best.kind if needs or best.weight > 1.9 else _kind_without_need(sentences),
            role=role,
            needs_support=needs,
            score=round(score if needs else min(score, 0.49), 3),
            reasons=tuple(e.reason for e in sorted(evidence, key=lambda e: -abs(e.weight))),
            language=language,
            has_link=bool(reading.links),
        )


def _from_whole(sentences: list[Sentence], best: Asking) -> list[Evidence]:
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


def _excused(role: Role, score: float, context: Context) -> bool:
    """Whether what looks like a need is part of a conversation that a thread already holds."""
    if role in {Role.ME_TOO, Role.THANKS}:
        return True
    if not context.in_thread:
        return False
    if context.by_asker:
        return score < _SURE
    return context.parent_by_asker or context.by_author or context.by_staff


def _kind_without_need(sentences: list[Sentence]) -> Kind:
    praised = any(s.has(Sense.PRAISES) for s in sentences)
    return Kind.PRAISE if praised else Kind.REMARK

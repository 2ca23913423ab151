"""What a reply does in a thread.

The order of the questions is the rule: only what is no me-too, counter-question, thanks, joke or
word of the asker may be an answer, because only an answer takes a question off the list of those
nobody helped with.
"""

from collections.abc import Sequence

from wagtail_peersupport.detection.asking import ECHO_WORDS, Asking, Sentence
from wagtail_peersupport.detection.cues import Sense
from wagtail_peersupport.detection.types import Context, Kind, Role

SUBSTANCE_WORDS = 6
"""A reply of that many words that asks nothing is an answer unless something speaks against it."""

SHORT_WORDS = 12
LONG_STATEMENT = 20
LONG_WORDS = 30
ASKS_WEIGHT = 1.6


def role_of(
    sentences: Sequence[Sentence], weighed: Sequence[Asking], context: Context, *, has_link: bool
) -> Role:
    """The role of a comment; ``OTHER`` for one that is no reply."""
    if not (context.is_reply or context.in_thread):
        return Role.OTHER
    stated = [s for s, asking in zip(sentences, weighed, strict=True) if not _asks(asking, s)]
    informs = has_link or _informs(stated)
    if _agrees(sentences) and not informs:
        return Role.ME_TOO
    if len(stated) < len(sentences):
        return _role_of_question(stated, context, informs=informs)
    if _thanks(sentences, context):
        return Role.THANKS
    if context.by_asker:
        says_more = _length(sentences) >= SUBSTANCE_WORDS or _is_stuck(sentences)
        return Role.CLARIFICATION if says_more else Role.OTHER
    return _role_of_statement(sentences, informs=informs)


def _role_of_question(stated: Sequence[Sentence], context: Context, *, informs: bool) -> Role:
    length = _length(stated)
    helps = length >= LONG_STATEMENT or (informs and length >= SUBSTANCE_WORDS)
    return Role.ANSWER if helps and not context.by_asker else Role.CLARIFICATION


def _role_of_statement(sentences: Sequence[Sentence], *, informs: bool) -> Role:
    length = _length(sentences)
    if informs:
        return Role.ANSWER
    light = any(s.laughs or s.has(Sense.PRAISES) for s in sentences)
    if length < SUBSTANCE_WORDS or (light and length < SHORT_WORDS):
        settled = any(s.has(Sense.SETTLES) or s.has(Sense.SOLVED) for s in sentences)
        return Role.ANSWER if settled and not light else Role.OTHER
    return Role.ANSWER


def _asks(asking: Asking, sentence: Sentence) -> bool:
    return asking.kind is Kind.QUESTION and (asking.weight >= ASKS_WEIGHT or sentence.has_mark)


def _agrees(sentences: Sequence[Sentence]) -> bool:
    return any(s.has(Sense.SAME) for s in sentences[:2]) and _length(sentences) < LONG_WORDS


def _thanks(sentences: Sequence[Sentence], context: Context) -> bool:
    grateful = any(s.has(Sense.THANKS) for s in sentences)
    if context.by_asker:
        pleased = any(s.has(Sense.PRAISES) or s.has(Sense.SOLVED) for s in sentences)
        return (grateful or pleased) and not _is_stuck(sentences)
    if grateful:
        return not _has_more_than_thanks(sentences, context)
    worked = any(s.has(Sense.SOLVED) for s in sentences)
    return worked and _length(sentences) <= ECHO_WORDS


def _is_stuck(sentences: Sequence[Sentence]) -> bool:
    return any(s.has(Sense.STUCK) and not s.has(Sense.SOLVED) for s in sentences)


def _has_more_than_thanks(sentences: Sequence[Sentence], context: Context) -> bool:
    # The author answers with thanks ("Thanks for the comment, I have added it").
    limit = SUBSTANCE_WORDS if context.by_author or context.by_staff else LONG_WORDS
    if _length(sentences) >= limit:
        return True
    beside = [s for s in sentences if not (s.has(Sense.THANKS) or s.has(Sense.SOLVED))]
    return _informs(beside) and _length(beside) >= SUBSTANCE_WORDS


def _informs(sentences: Sequence[Sentence]) -> bool:
    return any(s.has(Sense.ADVISES) for s in sentences)


def _length(sentences: Sequence[Sentence]) -> int:
    return sum(s.length for s in sentences)

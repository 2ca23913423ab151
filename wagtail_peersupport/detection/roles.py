"""What a reply does in a thread.

The order of the questions is the rule: only what is no me-too, counter-question, thanks, joke or
word of the asker may be an answer, because only an answer takes a question off the list of those
nobody helped with.
"""

from collections.abc import Sequence
from typing import NamedTuple

from wagtail_peersupport.detection.asking import ECHO_WORDS, Asking, Sentence
from wagtail_peersupport.detection.cues import Sense
from wagtail_peersupport.detection.overlap import Question, question_of
from wagtail_peersupport.detection.types import Context, Kind, Role

SUBSTANCE_WORDS = 6
"""A reply of that many words that speaks of what was asked is an answer."""

SHORT_WORDS = 12
TALK_WORDS = 13
"""So many words are an answer of themselves: a joke or an aside is shorter."""

LONG_STATEMENT = 20
LONG_WORDS = 30
ASKS_WEIGHT = 1.6

_BUT = frozenset({"but", "though", "aber", "mais", "pero"})
_CENTURIES = ("19", "20")
_YEAR_LENGTH = 4
_TRAILS_OFF = ("…", "..")


class _Parts(NamedTuple):
    stated: Sequence[Sentence]
    """What neither asks nor gives up."""

    asks: bool
    gives_up: bool
    """Somebody other than the asker says that they don't know."""


def role_of(
    sentences: Sequence[Sentence], weighed: Sequence[Asking], context: Context, *, has_link: bool
) -> Role:
    """The role of a comment; ``OTHER`` for one that is no reply."""
    if not (context.is_reply or context.in_thread):
        return Role.OTHER
    parts = _take_apart(sentences, weighed, context)
    informs = has_link or _informs(parts.stated)
    if _agrees(sentences) and not informs:
        return Role.ME_TOO
    if parts.asks:
        return _role_of_question(parts.stated, context, informs=informs)
    if _thanks(sentences, context):
        return Role.THANKS
    if context.by_asker:
        says_more = _length(sentences) >= SUBSTANCE_WORDS or _is_stuck(sentences)
        return Role.CLARIFICATION if says_more else Role.OTHER
    if informs:
        return Role.ANSWER
    if parts.gives_up and _length(parts.stated) < TALK_WORDS:
        return Role.OTHER
    trusted = context.by_author or context.by_staff
    return _role_of_trusted(parts.stated) if trusted else _role_of_peer(parts.stated, context)


def _take_apart(
    sentences: Sequence[Sentence], weighed: Sequence[Asking], context: Context
) -> _Parts:
    stated: list[Sentence] = []
    asks = gives_up = False
    for sentence, asking in zip(sentences, weighed, strict=True):
        if _is_ignorant(sentence) and not context.by_asker:
            gives_up = True
        elif _asks(asking, sentence):
            asks = True
        else:
            stated.append(sentence)
    return _Parts(stated, asks, gives_up)


def _role_of_question(stated: Sequence[Sentence], context: Context, *, informs: bool) -> Role:
    length = _length(stated)
    helps = length >= LONG_STATEMENT or (informs and length >= SUBSTANCE_WORDS)
    return Role.ANSWER if helps and not context.by_asker else Role.CLARIFICATION


def _role_of_trusted(stated: Sequence[Sentence]) -> Role:
    """What the author or staff say to an asker is meant to help, however short."""
    light = any(s.laughs or s.has(Sense.PRAISES) for s in stated)
    return Role.ANSWER if _length(stated) >= (SUBSTANCE_WORDS if light else 1) else Role.OTHER


def _role_of_peer(stated: Sequence[Sentence], context: Context) -> Role:
    """A peer's words, of which more is asked: an aside must not pass for help."""
    length = _length(stated)
    if any(s.laughs or s.has(Sense.PRAISES) for s in stated) and length < SHORT_WORDS:
        return Role.OTHER
    question = question_of(context.question)
    helps = (
        length >= TALK_WORDS
        or any(s.has(Sense.SOLVED) for s in stated)
        or (question.is_closed and context.parent_by_asker and _settles(stated))
        or (length >= SUBSTANCE_WORDS and _is_to_the_point(stated, question))
    )
    return Role.ANSWER if helps else Role.OTHER


def _settles(stated: Sequence[Sentence]) -> bool:
    """Says yes or no; a reply that trails off ("...no") plays with the word."""
    return bool(
        stated and stated[0].has(Sense.SETTLES) and not stated[0].text.startswith(_TRAILS_OFF)
    )


def _is_to_the_point(stated: Sequence[Sentence], question: Question) -> bool:
    return any(
        s.has(Sense.DETAILS)
        or question.is_touched_by(s.words)
        or any(_is_measure(word.folded) for word in s.words)
        for s in stated
    )


def _is_measure(word: str) -> bool:
    is_year = len(word) == _YEAR_LENGTH and word.isdecimal() and word.startswith(_CENTURIES)
    return any(map(str.isdecimal, word)) and not is_year


def _is_ignorant(sentence: Sentence) -> bool:
    if not sentence.has(Sense.IGNORANT) or sentence.has_mark:
        return False
    # "I don't know about wool, but cold water worked for me."
    return not (sentence.has(Sense.ADVISES) and any(w.folded in _BUT for w in sentence.words))


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

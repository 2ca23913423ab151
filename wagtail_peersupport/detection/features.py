"""What a model is told of a comment: named features, of each sentence and of the whole.

A name says where a feature comes from. Those that a person can read: ``cue:asks`` (the sentence
has a phrase of that sense), ``cue?:asks`` (and a question mark), ``mark``, ``you``, ``before:…``.
Words: ``w:red``, two in a row ``b:red_shirt``, at the start ``1:is``. Of the whole comment:
``all:…`` and what is known around it, ``about:…``.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from wagtail_peersupport.detection.asking import LOUD_MARK, Asking, Sentence
from wagtail_peersupport.detection.cues import Sense
from wagtail_peersupport.detection.forms import Features
from wagtail_peersupport.detection.types import Context

_HAND_RANGE = (-4.0, 5.0)
_YOU = frozenset(
    "you your yours youve youre youd youll yall du dich dir dein deine deinen deiner deines deinem "
    "ihr euch eure euer sie ihnen ihre hast bist kannst weisst wisst habt seid tu te ton ta tes "
    "vous votre vos toi t tas usted ustedes ti tus os vosotros vuestro vuestra tienes puedes sabes "
    "has eres podes tenes".split()
)
_ME = frozenset(
    "i my me mine im ive id ill ich mein meine mir mich meinen meinem je j jai mon ma mes moi yo "
    "mi mis mio tengo estoy he quiero".split()
)
_ASKING_WORDS = frozenset(
    "what how why when where who which whose whats hows wheres whens whos was wie warum wieso "
    "weshalb wann wo wer woher wohin womit wofur welche welcher welches welchen wieviel quoi "
    "comment pourquoi quand ou quel quelle quels quelles combien qui que como porque por cual "
    "cuales cuando donde quien cuanto cuanta cuantos".split()
)
_HELPING_WORDS = frozenset(
    "is are was were do does did can could will would should have has had any anyone anybody est "
    "hast ist sind kann konnt hat habt gibt peut peux pouvez as avez y hay puede puedes tienes "
    "alguien".split()
)
_LENGTHS = ((3, "len0"), (6, "len1"), (12, "len2"), (25, "len3"))
_COMMENT_LENGTHS = ((5, "all:len0"), (12, "all:len1"), (30, "all:len2"), (80, "all:len3"))
_MARKED_LENGTHS = ((3, "mark:short"), (6, "mark:middle"), (25, ""))
_LONG_CAPITALS = 4
_TURNS = _HELPING_WORDS | _YOU
_FEW_TOKENS = 2
_PUNCTUATION = re.compile(r"[.?!…,;:\u3002\uff1f\u061f]")
_Z_RANGE = 6.0


def sentence_features(
    sentences: Sequence[Sentence], weighed: Sequence[Asking], tokens: Sequence[Sequence[str]]
) -> list[Features]:
    """The features of each sentence, in their order; without its form and its words.

    ``tokens`` are those of each sentence.
    """
    last = len(sentences) - 1
    return [
        _features(
            sentence,
            asking,
            tokens[at],
            sentences[at - 1] if at else None,
            sentences[at + 1] if at < last else None,
            is_only=not last,
        )
        for at, (sentence, asking) in enumerate(zip(sentences, weighed, strict=True))
    ]


def _features(
    sentence: Sentence,
    asking: Asking,
    tokens: Sequence[str],
    before: Sentence | None,
    after: Sentence | None,
    *,
    is_only: bool,
) -> Features:
    low, high = _HAND_RANGE
    found: Features = {"hand": max(low, min(high, asking.weight)) / 2, f"kind:{asking.kind}": 1.0}
    for sense in sentence.phrases:
        found[f"cue:{sense}"] = 1.0
    if sentence.has_mark:
        for sense in sentence.phrases:
            found[f"cue?:{sense}"] = 1.0
        for name in _marked(sentence, before, after, is_only=is_only):
            found[name] = 1.0
    for name in _shape(sentence):
        found[name] = 1.0
    for name in _words(tokens, "?" if sentence.has_mark else ""):
        found[name] = 1.0
    return found


def _marked(
    sentence: Sentence, before: Sentence | None, after: Sentence | None, *, is_only: bool
) -> Iterator[str]:
    yield "mark"
    if LOUD_MARK.search(sentence.text):
        yield "mark:loud"
    length = _step(sentence.length, _MARKED_LENGTHS, "mark:long")
    if length:
        yield length
    if is_only:
        yield "mark:only"
    if before is None:
        yield "mark:first"
    elif before.has_mark:
        yield "before:mark"
    yield from _after_mark(after)


def _after_mark(after: Sentence | None) -> Iterator[str]:
    if after is None:
        yield "mark:last"
        return
    if after.has_mark:
        yield "after:mark"
    if after.has(Sense.SETTLES):
        yield "after:settles"
    if after.laughs:
        yield "after:laughs"


def _shape(sentence: Sentence) -> Iterator[str]:
    if sentence.smiles:
        yield "smiles"
    if "!" in sentence.text:
        yield "exclaims"
    if sentence.text.endswith(("…", "..")):
        yield "trails"
    if _shouts(sentence):
        yield "shouts"
    yield _step(sentence.length, _LENGTHS, "len4")


def _shouts(sentence: Sentence) -> bool:
    if sentence.text[1:].islower():
        return False
    return any(
        typed.isupper() and len(typed) >= _LONG_CAPITALS
        for typed in (word.typed for word in sentence.words)
    )


def _words(tokens: Sequence[str], marked: str) -> Iterator[str]:
    if not tokens:
        return
    if not _YOU.isdisjoint(tokens):
        yield f"you{marked}"
    if not _ME.isdisjoint(tokens):
        yield f"me{marked}"
    if not _ASKING_WORDS.isdisjoint(tokens):
        yield f"wh{marked}"
        if any(one in _ASKING_WORDS and two in _TURNS for one, two in pairwise(tokens)):
            yield f"wh:helping{marked}"
    if tokens[0] in _ASKING_WORDS:
        yield f"wh:first{marked}"
        if len(tokens) <= _FEW_TOKENS:
            yield f"wh:only{marked}"
    elif tokens[0] in _HELPING_WORDS:
        yield f"helping:first{marked}"


def is_word(name: str) -> bool:
    """Whether a feature is a word, or a pair of them, rather than something a person named."""
    return name[1:2] == ":"


def comment_features(
    sentences: Sequence[Sentence],
    found: Sequence[Features],
    scores: Sequence[float],
    context: Context,
    *,
    has_link: bool,
    has_quote: bool,
    by_cues: float,
) -> Features:
    """The features of a whole comment.

    Those of the sentence that asks most are among them; its words are in its score.
    ``scores`` are the log-odds of the sentences; ``by_cues`` that of the comment by cues alone.
    """
    features: Features = {"cues": by_cues / 2}
    best, second = _best_two(scores)
    if scores:
        features |= found[scores.index(max(scores))]
    features["sentence"] = best / 2
    features["second"] = second / 4
    for name in _whole(sentences):
        features[name] = 1.0
    marks = sum(sentence.has_mark for sentence in sentences)
    features["all:marks"] = min(3, marks) / 2
    features["all:sentences"] = min(10, len(sentences)) / 5
    if has_link:
        features["all:link"] = 1.0
    if has_quote:
        features["all:quote"] = 1.0
    for name in _around(context):
        features[name] = 1.0
    if not marks:
        features["all:no mark"] = 1.0
        features["no mark, sentence"] = best / 2
    return features


def _best_two(scores: Sequence[float]) -> tuple[float, float]:
    best, second = (*sorted(scores, reverse=True), -4.0, -4.0)[:2]
    return max(-_Z_RANGE, min(_Z_RANGE, best)), max(-4.0, min(_Z_RANGE, second))


def _whole(sentences: Sequence[Sentence]) -> Iterator[str]:
    senses = {sense for sentence in sentences for sense in sentence.phrases}
    for sense in senses:
        yield f"all:{sense}"
    yield _step(sum(s.length for s in sentences), _COMMENT_LENGTHS, "all:len4")
    if not any(_PUNCTUATION.search(sentence.text) for sentence in sentences):
        yield "all:bare"


def _around(context: Context) -> Iterator[str]:
    place = "reply" if context.is_reply else "top"
    yield f"about:{place}"
    if context.by_author or context.by_staff:
        yield "about:author"
        yield f"about:author {place}"
    if context.in_thread:
        yield "about:thread"
    if context.by_asker:
        yield "about:asker"
    elif context.parent_by_asker:
        yield "about:to asker"


def _step(value: int, steps: Sequence[tuple[int, str]], beyond: str) -> str:
    return next((name for most, name in steps if value <= most), beyond)

"""Whether words are put as a question is: what can be told without cues, in many languages."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from wagtail_peersupport.detection.asking_words import UNSPACED, asking_words, script_of
from wagtail_peersupport.detection.words import LANGUAGES, PAUSE, Word

Features = dict[str, float]

WORD_VALUE = 0.5
"""Words count for less than what a person named: a smaller value is a stronger prior at zero."""

_SPELLINGS = {
    "u": "you",
    "ur": "your",
    "r": "are",
    "wat": "what",
    "wut": "what",
    "pls": "please",
    "plz": "please",
    "wanna": "want",
    "gonna": "going",
    "any1": "anyone",
    "koi": "quoi",
    "q": "que",
    "xq": "porque",
}
_PIECE = 3


def form_features(
    tokens: Sequence[str], words: Sequence[Word], language: str, hint: str = ""
) -> Features:
    """What tells, beside its words, whether a sentence is formed as a question.

    ``tokens`` are those of its ``words``; ``language`` is what the text seems to be in, ``hint``
    what the page is in. In languages that no cues are known of, also how words begin and end; in
    scripts that put no space between words, their characters.
    """
    found: Features = {}
    if not tokens:
        return found
    found[f"z:{tokens[-1]}"] = WORD_VALUE
    if language not in LANGUAGES:
        for token in tokens:
            for name in _pieces(token):
                found[name] = WORD_VALUE
    languages = frozenset({language, hint.partition("-")[0].lower()})
    for name in _asking(tokens, words, asking_words(languages, script_of(tokens[0]))):
        found[name] = 1.0
    return found


def _asking(tokens: Sequence[str], words: Sequence[Word], asking: frozenset[str]) -> Iterator[str]:
    """Where in a sentence the words stand that questions are asked with."""
    places = [at for at, token in enumerate(tokens) if token in asking]
    if not places and UNSPACED.search(tokens[0]):
        places = [at for at, token in enumerate(tokens) if any(one in token for one in asking)]
    if not places:
        yield "asking:none"
        return
    yield "asking:any"
    if places[0] == 0:
        yield "asking:first"
    elif places[0] == 1:
        yield "asking:second"
    if places[-1] >= len(tokens) - 2:
        yield "asking:last"
    for before, word in pairwise(words):
        if before.folded == PAUSE and word.folded in asking:
            yield "asking:after pause"
            return


def _pieces(token: str) -> Iterator[str]:
    if UNSPACED.search(token):
        yield from (f"c:{char}" for char in token)
        yield from (f"c:{one}{two}" for one, two in pairwise(token))
    elif len(token) > _PIECE:
        yield f"p:{token[:_PIECE]}"
        yield f"s:{token[-_PIECE:]}"


def tokens_of(words: Sequence[Word]) -> list[str]:
    """The words without pauses, chat spellings written out."""
    return [_SPELLINGS.get(word.folded, word.folded) for word in words if word.folded != PAUSE]


def word_names(tokens: Sequence[str]) -> list[str]:
    """The names of the features that words are, each once: single ones, pairs, the first ones."""
    if not tokens:
        return []
    names = [f"w:{token}" for token in tokens]
    names += [f"b:{one}_{two}" for one, two in pairwise(tokens)]
    names.append(f"1:{tokens[0]}")
    if len(tokens) > 1:
        names.append(f"2:{tokens[0]}_{tokens[1]}")
    return list(dict.fromkeys(names))

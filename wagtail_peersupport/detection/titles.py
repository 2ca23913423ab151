"""What to call a thread: the sentence that asks, and what it leans on."""

from collections.abc import Sequence

from wagtail_peersupport.detection.asking import PLEADS_WEIGHT, Sentence, understand, weigh
from wagtail_peersupport.detection.cues import Sense

SHORT_CHARACTERS = 28
"""A sentence shorter than that says little by itself."""

TELLING_WORDS = 3
_EDGES = " \t,;:-–—"
_POLITE = (Sense.PRAISES, Sense.THANKS, Sense.GREETS, Sense.JOKES)


def title_of(texts: Sequence[str], limit: int) -> str:
    """The sentence that asks, with its support if it leans, in at most ``limit`` characters."""
    sentences = understand(texts)[1]
    if not sentences:
        return ""
    at = _most_asking(sentences)
    title = _clean(sentences[at])
    is_short = len(title) < SHORT_CHARACTERS
    leans = sentences[at].has(Sense.LEANS)
    pleads = sentences[at].has(Sense.PLEADS)
    if not (is_short or leans or pleads):
        return title
    before = next(filter(_tells, reversed(sentences[:at])), None)
    if before:
        # What is asked stays whole: it is what stands before it that is cut.
        room = max(limit - len(title) - 1, limit // 3)
        return f"{shorten(_closed(_clean(before)), room)} {title}"
    if pleads or (leans and is_short):
        after = next(filter(_tells, sentences[at + 1 :]), None)
        return f"{_closed(title)} {_clean(after)}" if after else title
    return title


def shorten(text: str, limit: int) -> str:
    """Plain text on one line, in at most ``limit`` characters, ellipsised at a word where there is
    one.
    """
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    at_word = cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut
    return at_word.rstrip(_EDGES + ".!?") + "…"


def _most_asking(sentences: Sequence[Sentence]) -> int:
    weights = [
        # "Could anyone help me" is the surest need and the poorest title.
        asking.weight - (PLEADS_WEIGHT - 1.0) * sentence.has(Sense.PLEADS)
        for sentence, asking in zip(sentences, weigh(sentences), strict=True)
    ]
    best = max(range(len(weights)), key=weights.__getitem__)
    return best if weights[best] > 0 else 0


def _tells(sentence: Sentence) -> bool:
    return sentence.length >= TELLING_WORDS and not any(map(sentence.has, _POLITE))


def _clean(sentence: Sentence) -> str:
    text = sentence.text.strip(_EDGES)
    return text[:1].upper() + text[1:]


def _closed(text: str) -> str:
    return text + "." if text[-1:].isalnum() else text

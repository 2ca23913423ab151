"""Why the engine thinks so, in words that staff can read and doubt."""

from collections import defaultdict
from collections.abc import Iterator

from wagtail_peersupport.detection.asking import Sentence
from wagtail_peersupport.detection.cues import Sense
from wagtail_peersupport.detection.linear import Linear
from wagtail_peersupport.detection.meant import FEATURE
from wagtail_peersupport.detection.taking_apart import Parts

MOST = 5
LEAST_SHARE = 0.15
"""In log-odds: what adds less is no reason worth reading."""

_SENSES = {
    Sense.ASKS: "asks",
    Sense.OPENS: "starts as a question",
    Sense.ADDRESSES: "addresses somebody",
    Sense.STUCK: "reports",
    Sense.TROUBLE: "trouble word",
    Sense.SUGGESTS: "suggests",
    Sense.RHETORICAL: "rhetorical",
    Sense.GREETS: "a greeting",
    Sense.JOKES: "jokes",
    Sense.SETTLES: "settles it",
    Sense.SOLVED: "says that it is solved",
    Sense.SAME: "says the same",
    Sense.IGNORANT: "does not know",
    Sense.PLEADS: "asks for help",
    Sense.CALLS: "asks everybody",
    Sense.THANKS: "thanks",
    Sense.PRAISES: "praises",
    Sense.ADVISES: "gives advice",
}
_FORM = ("formed as a question", "not formed as a question")
_BY_SIGN = {
    "form": _FORM,
    "all:form": _FORM,
    FEATURE: ("means to get an answer", "means to get no answer"),
}
"""What is read of a feature above and below zero."""

_TEXTS = {
    "mark": "ends in a question mark",
    "mark:loud": "several question marks",
    "mark:short": "few words before the question mark",
    "mark:last": "ends with a question",
    "before:mark": "question after question",
    "after:mark": "question after question",
    "after:settles": "answers itself",
    "after:laughs": "jokes",
    "smiles": "smiles",
    "exclaims": "exclaims",
    "you": "speaks to somebody",
    "you?": "asks somebody",
    "wh": "question word",
    "wh?": "question word",
    "wh:first": "question word",
    "wh:first?": "question word",
    "wh:helping": "formed as a question",
    "wh:helping?": "formed as a question",
    "helping:first": "formed as a question",
    "helping:first?": "formed as a question",
    "all:no mark": "no question mark",
    "all:link": "has a link",
    "all:quote": "quotes somebody",
    "about:author": "by the author or staff",
    "about:author top": "by the author or staff",
    "about:author reply": "by the author or staff",
    "about:reply": "replies to a comment",
    "about:thread": "in a conversation",
    "about:asker": "by the asker",
    "about:to asker": "replies to the asker",
}


def reasons_of(parts: Parts, head: Linear, sentence: Linear) -> tuple[str, ...]:
    """The reasons behind a score, strongest first, at most MOST.

    ``head`` made the score of ``parts.features``; of a part that ``sentence`` gave the score of its
    best sentence, the reasons are that sentence's.
    """
    shares: defaultdict[str, float] = defaultdict(float)
    for text, share in _all(parts, head, sentence):
        shares[text] += share
    order = sorted(shares, key=lambda text: -abs(shares[text]))
    return tuple(text for text in order if abs(shares[text]) >= LEAST_SHARE)[:MOST]


def _all(parts: Parts, head: Linear, sentence: Linear) -> Iterator[tuple[str, float]]:
    best = parts.sentences[parts.best] if parts.best is not None else None
    for name, share in head.shares(parts.features).items():
        if name == "cues":
            scale = head.weights[name] / 2
            for evidence in parts.judgement.evidence:
                yield evidence.reason, scale * evidence.weight
        elif name in _BY_SIGN:
            yield _by_sign(name, parts.features[name]), share
        elif text := _text(name, best):
            yield text, share
    if parts.best is None:
        return
    # How much of a sentence's score reaches that of the comment.
    scale = (head.weights.get("sentence", 0.0)) / 2
    shares = sentence.shares(parts.by_sentence[parts.best], parts.words[parts.best])
    for name, share in shares.items():
        if name in _BY_SIGN:
            yield _by_sign(name, parts.by_sentence[parts.best][name]), scale * share
        elif text := _text(name, best):
            yield text, scale * share


def _by_sign(name: str, value: float) -> str:
    positive, negative = _BY_SIGN[name]
    return positive if value > 0 else negative


def _text(name: str, best: Sentence | None) -> str:
    if name in _TEXTS:
        return _TEXTS[name]
    place, __, rest = name.partition(":")
    if place in {"cue", "cue?"} and rest in _SENSES and best is not None:
        sense = Sense(rest)
        return f'{_SENSES[sense]}: "{best.phrases[sense]}"' if best.has(sense) else ""
    if place in {"w", "b", "1", "2"}:
        return f'words: "{rest.replace("_", " ")}"'
    return ""

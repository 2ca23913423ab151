"""A comment taken apart for the model: its sentences, their cues, their features and scores."""

from collections.abc import Sequence
from dataclasses import dataclass

from wagtail_peersupport.detection.asking import Asking, Sentence, understand, weigh
from wagtail_peersupport.detection.by_cues import Judgement, judge
from wagtail_peersupport.detection.features import comment_features, sentence_features
from wagtail_peersupport.detection.forms import Features, form_features, tokens_of, word_names
from wagtail_peersupport.detection.linear import Linear
from wagtail_peersupport.detection.model import Model
from wagtail_peersupport.detection.text import Reading, read
from wagtail_peersupport.detection.types import Context
from wagtail_peersupport.detection.words import LANGUAGES

_FORM_RANGE = 4.0
_CUES_RANGE = 4.0


@dataclass(frozen=True, slots=True)
class Parts:
    """A comment in its parts. The sequences go by sentence."""

    reading: Reading
    language: str
    sentences: Sequence[Sentence]
    weighed: Sequence[Asking]
    by_sentence: Sequence[Features]
    words: Sequence[Sequence[str]]
    judgement: Judgement
    features: Features
    """Of the whole comment."""
    best: int | None
    """Which sentence asks most; None without any."""

    @property
    def by_cues(self) -> float:
        """The log-odds by cues alone, bounded."""
        return _bounded(self.judgement)


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a comment with what the model is told of them."""

    reading: Reading
    language: str
    sentences: Sequence[Sentence]
    weighed: Sequence[Asking]
    features: Sequence[Features]
    words: Sequence[Sequence[str]]
    """The names of the features that the words of each sentence are."""


def sentences_of(text: str, language: str, form: Linear) -> Sentences:
    """Read a comment, as HTML or as plain text, up to its sentences' features."""
    reading = read(text)
    guess, sentences = understand(reading.sentences, language)
    weighed = weigh(sentences)
    tokens = [tokens_of(sentence.words) for sentence in sentences]
    words = list(map(word_names, tokens))
    features = sentence_features(sentences, weighed, tokens)
    for at, sentence in enumerate(sentences):
        its = form_features(tokens[at], sentence.words, guess, language)
        score = form.score(its, words[at])
        features[at]["form"] = max(-_FORM_RANGE, min(_FORM_RANGE, score)) / 2
    return Sentences(reading, guess, sentences, weighed, features, words)


def whole(found: Sentences, scores: Sequence[float], context: Context) -> Parts:
    """Put the sentences, with the model's log-odds of each, together to the comment."""
    judgement = judge(found.sentences, found.weighed, context)
    features = comment_features(
        found.sentences,
        found.features,
        scores,
        context,
        has_link=bool(found.reading.links),
        has_quote=bool(found.reading.quotes),
        by_cues=_bounded(judgement),
    )
    features["all:form"] = max((one["form"] for one in found.features), default=-_FORM_RANGE / 2)
    if found.language not in LANGUAGES:
        features["all:foreign"] = 1.0
    best = scores.index(max(scores)) if scores else None
    return Parts(
        found.reading,
        found.language,
        found.sentences,
        found.weighed,
        found.features,
        found.words,
        judgement,
        features,
        best,
    )


def take_apart(text: str, context: Context, model: Model) -> Parts:
    """A comment in its parts, read with a model."""
    found = sentences_of(text, context.language, model.form)
    scores = list(map(model.sentence.score, found.features, found.words))
    return whole(found, scores, context)


def _bounded(judgement: Judgement) -> float:
    return max(-_CUES_RANGE, min(_CUES_RANGE, judgement.log_odds))

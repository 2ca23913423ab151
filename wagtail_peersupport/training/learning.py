"""How the weights come about: form, then sentences, then whole comments."""

import random
from collections.abc import Callable, Sequence

from wagtail_peersupport.detection.asking import understand
from wagtail_peersupport.detection.forms import (
    WORD_VALUE,
    Features,
    form_features,
    tokens_of,
    word_names,
)
from wagtail_peersupport.detection.linear import Linear
from wagtail_peersupport.detection.taking_apart import Parts, whole

from .examples import Example, bare, examples, without_marks
from .fitting import fit, fit_few, fit_kinds
from .lines import Line

FOLDS = 4
ROUNDS = 2
VARIANT_WEIGHT = 0.1
FORM_STRENGTH, SENTENCE_STRENGTH, COMMENT_STRENGTH, KIND_STRENGTH = 3.0, 0.1, 0.03, 0.1

Scorer = Callable[[Example], list[float]]


def learn_form(lines: Sequence[Line]) -> Linear:
    """How questions are formed, from sentences whose labels say whether they are questions."""
    features: list[Features] = []
    for line in lines:
        language, sentences = understand([without_marks(line.text)], line.language)
        words = sentences[0].words
        tokens = tokens_of(words)
        features.append(
            form_features(tokens, words, language, line.language)
            | dict.fromkeys(word_names(tokens), WORD_VALUE)
        )
    return fit(features, [line.needs for line in lines], strength=FORM_STRENGTH, least_count=3)


def with_variants(lines: Sequence[Line], form: Linear) -> list[Example]:
    """The comments, and less heavy, as people write them who leave out marks or all punctuation."""
    return [
        *examples(lines, form),
        *examples(lines, form, say=without_marks, weight=VARIANT_WEIGHT),
        *examples(lines, form, say=bare, weight=VARIANT_WEIGHT),
    ]


def learn_sentences(found: Sequence[Example]) -> Linear:
    """Which sentence of a comment asks, from labels of whole comments.

    All sentences of a comment without need are examples of asking nothing; of one with a need only
    the sentence that asks most, first by its cues, then by the model learned so.
    """
    score: Scorer = by_hand
    model = Linear(0.0, {})
    for __ in range(ROUNDS):
        features: list[Features] = []
        labels: list[bool] = []
        weights: list[float] = []
        for one in found:
            chosen = one.told
            if one.line.needs and chosen:
                scores = score(one)
                chosen = [chosen[scores.index(max(scores))]]
            features += chosen
            labels += [one.line.needs] * len(chosen)
            weights += [one.weight] * len(chosen)
        model = fit(features, labels, weights, strength=SENTENCE_STRENGTH)
        score = by(model)
    return model


def by_hand(one: Example) -> list[float]:
    """The sentences' scores by cues alone."""
    return [features["hand"] for features in one.found.features]


def by(model: Linear) -> Scorer:
    """The sentences' scores by a model."""
    return lambda one: list(map(model.score, one.found.features, one.found.words))


def in_parts(found: Sequence[Example], score: Scorer) -> list[Parts]:
    """The whole comments, with their sentences scored."""
    return [whole(one.found, score(one), one.context) for one in found]


def out_of_fold(found: Sequence[Example]) -> list[Parts]:
    """The whole comments, their sentences scored by a model that never saw their post."""
    folds = folds_of(found)
    parts: list[Parts | None] = [None] * len(found)
    for fold in range(FOLDS):
        model = learn_sentences([one for one, its in zip(found, folds, strict=True) if its != fold])
        inside = [at for at, its in enumerate(folds) if its == fold]
        for at, part in zip(inside, in_parts([found[at] for at in inside], by(model)), strict=True):
            parts[at] = part
    return [part for part in parts if part is not None]


def folds_of(found: Sequence[Example]) -> list[int]:
    """A fold for each, the same for all comments of a post."""
    keys = sorted({one.line.post or one.line.id for one in found})
    random.Random(1).shuffle(keys)
    fold = {key: at % FOLDS for at, key in enumerate(keys)}
    return [fold[one.line.post or one.line.id] for one in found]


def learn_comments(found: Sequence[Example], parts: Sequence[Parts]) -> Linear:
    """Whether a comment needs support."""
    return fit_few(
        [part.features for part in parts],
        [one.line.needs for one in found],
        [one.weight for one in found],
        strength=COMMENT_STRENGTH,
    )


def learn_kinds(found: Sequence[Example], parts: Sequence[Parts]) -> dict[str, Linear]:
    """What kind or role a comment has."""
    pairs = [
        (part.features, kind_label(one.line.kind))
        for one, part in zip(found, parts, strict=True)
        if one.line.kind and one.weight >= 1
    ]
    features, labels = zip(*pairs, strict=True)
    return fit_kinds(features, labels, strength=KIND_STRENGTH)


def kind_label(kind: str) -> str:
    """The engine's word for a kind or role in a file; spam is a remark to it."""
    return {"me_too": "me-too", "spam": "remark"}.get(kind, kind)

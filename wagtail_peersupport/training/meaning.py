"""What meaning adds: a direction in the vectors of a sentence encoder, and a model that uses it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from wagtail_peersupport.detection.meant import FEATURE, Encoder, Meant, bounded
from wagtail_peersupport.detection.taking_apart import Parts

from .calibrating import Real
from .examples import Example
from .fitting import DIGITS
from .learning import FOLDS, folds_of, learn_comments

STRENGTH = 0.3
BATCH = 64

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Learner:
    """Learns from vectors of the comments' own words."""

    encoder: Encoder
    say: Say

    def learn(self, found: Sequence[Example], parts: Sequence[Parts]) -> Meant:
        """The direction, and the model of whole comments that weighs it; not corrected yet.

        The model is told of each comment what a direction says that never saw its post.
        """
        self.say(f"Learning what {len(found):,} comments mean")
        vectors = self._vectors([part.reading.own for part in parts])
        labels = np.asarray([one.line.needs for one in found], dtype=int)
        weights = np.asarray([one.weight for one in found])
        folds = np.asarray(folds_of(found))
        values = np.zeros(len(found))
        for fold in range(FOLDS):
            seen, unseen = folds != fold, folds == fold
            fitted = _fit(vectors[seen], labels[seen], weights[seen])
            values[unseen] = fitted.decision_function(vectors[unseen])
        told = [_told(part, value) for part, value in zip(parts, values, strict=True)]
        fitted = _fit(vectors, labels, weights)
        return Meant(
            round(float(fitted.intercept_[0]), DIGITS),
            [round(float(one), DIGITS) for one in fitted.coef_[0]],
            learn_comments(found, told),
        )

    def tell(self, real: Real, meant: Meant) -> Real:
        """A set of real comments with what each means."""
        values = map(meant.log_odds, self._vectors(real.texts))
        features = [
            its | {FEATURE: bounded(value)}
            for its, value in zip(real.features, values, strict=True)
        ]
        return replace(real, features=features)

    def _vectors(self, texts: Sequence[str]) -> Any:
        starts = range(0, len(texts), BATCH)
        return np.vstack([self.encoder.vectors(texts[at : at + BATCH]) for at in starts])


def _fit(vectors: Any, labels: Any, weights: Any) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=1000).fit(vectors, labels, sample_weight=weights)


def _told(part: Parts, value: float) -> Parts:
    return replace(part, features=part.features | {FEATURE: bounded(value)})

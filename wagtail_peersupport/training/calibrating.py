"""A correction of a few dozen coefficients, fitted on labelled comments of real blogs.

Comments written for training are not quite like life. Real ones correct how much the readable
features count; never a word. Each set of real comments can be left out, so that a blog can be
predicted by what never saw it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from wagtail_peersupport.detection.forms import Features
from wagtail_peersupport.detection.linear import Linear
from wagtail_peersupport.detection.meant import FEATURE
from wagtail_peersupport.detection.model import Thresholds

from .fitting import fit_few
from .lines import Line

CORRECTED = (
    *"mark mark:loud mark:short mark:first mark:last before:mark after:settles".split(),
    *"after:laughs smiles you? wh? wh:first? hand form cue:asks cue?:asks".split(),
    *"cue:stuck cue:suggests cue:pleads cue:rhetorical cue?:rhetorical".split(),
    *"kind:question kind:problem kind:idea cues second all:form all:marks".split(),
    *"all:sentences all:link all:advises all:thanks all:praises".split(),
    *("about:reply", "about:author", "about:author top", "about:author reply"),
    *("all:no mark", "no mark, sentence"),
    FEATURE,
)
STRENGTH = 0.05
TRUST_IN_CUES = 0.4
"""The cues know nothing of words they have no phrase for, the model doubts plain short reports:
together they are better than either.
"""

WITHOUT_MARKS_WEIGHT = 0.25
THRESHOLDS = Thresholds(unsure=0.14, needs=0.42, public=0.7)
"""Read off three real blogs together, each predicted without itself: the best F1; the precision of
nine in ten in English; nineteen of twenty needs within less than three comments of ten.
"""

_OFFSET = "what the corpus says"
_OFFSET_VALUE = 5.0
"""A large value, so that the corpus' own score is hardly shrunk."""


@dataclass(frozen=True, slots=True)
class Real:
    """A set of labelled real comments, as the corrected model reads them."""

    name: str
    digest: str
    features: Sequence[Features]
    labels: Sequence[bool]
    weights: Sequence[float]
    size: int
    """How many comments there are; each counts once more, less heavy, without question marks."""
    texts: Sequence[str] = ()
    """The writers' own words."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Makes of what the corpus taught what real blogs need."""

    scale: float
    bias: float
    weights: Mapping[str, float]

    def of(self, head: Linear) -> Linear:
        """The corrected model."""
        names = sorted({*head.weights, *self.weights})
        return Linear(
            round(self.scale * head.bias + self.bias, 3),
            {
                name: round(
                    self.scale * head.weights.get(name, 0.0) + self.weights.get(name, 0.0), 3
                )
                for name in names
            },
        )

    def as_data(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Correction":
        return cls(float(data["scale"]), float(data["bias"]), data["weights"])


def digest_of(lines: Sequence[Line]) -> str:
    """Names a set of comments by their words, whatever their labels."""
    words = "\n".join(" ".join(line.text.split()) for line in lines)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


NO_CORRECTION = Correction(1.0, 0.0, {})


def correct(head: Linear, sets: Sequence[Real]) -> Correction:
    """Fit the correction on these sets; without any, none."""
    return Correction(*_coefficients(head, sets)) if sets else NO_CORRECTION


def _coefficients(head: Linear, sets: Sequence[Real]) -> tuple[float, float, dict[str, float]]:
    features: list[Features] = []
    labels: list[bool] = []
    weights: list[float] = []
    for one in sets:
        for its in one.features:
            few = {name: its[name] for name in CORRECTED if name in its}
            features.append(few | {_OFFSET: _OFFSET_VALUE * head.score(its)})
        labels += one.labels
        weights += one.weights
    fitted = fit_few(features, labels, weights, strength=STRENGTH)
    found = dict(fitted.weights)
    scale = found.pop(_OFFSET, 0.0) * _OFFSET_VALUE
    return round(scale, 4), fitted.bias, found

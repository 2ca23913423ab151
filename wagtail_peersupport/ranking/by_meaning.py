"""What the vectors of the optional sentence encoder tell of an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wagtail_peersupport.detection.text import asking_sentence, read
from wagtail_peersupport.meaning import Encoder
from wagtail_peersupport.ranking.discussion import Discussion
from wagtail_peersupport.ranking.facts import Facts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

NAMES = (
    "meaning: like the question",
    "meaning: like its asking sentence",
    "meaning: like the whole discussion",
    "meaning: like the other comments",
    "meaning: like the one before",
    "meaning: like the one after",
)


@dataclass(frozen=True, slots=True)
class Probe:
    """Weights over vectors, one for each dimension, in log-odds."""

    answer: Sequence[float]
    """Of the answer's vector: what answers sound like."""

    product: Sequence[float]
    """Of the answer's vector times the question's: in what they are alike."""


def meant(
    discussion: Discussion, facts: Sequence[Facts], encoder: Encoder, probe: Probe
) -> tuple[list[Facts], list[float]]:
    """The facts of each comment with those of its meaning, and what the probe adds."""
    import numpy as np

    question, answers, likeness = compare(discussion, encoder)
    scores = answers @ np.asarray(probe.answer) + (answers * question) @ np.asarray(probe.product)
    named = [dict(zip(NAMES, map(float, row), strict=True)) for row in likeness]
    return [{**one, **more} for one, more in zip(facts, named, strict=True)], list(
        map(float, scores)
    )


def compare(discussion: Discussion, encoder: Encoder) -> tuple["Array", "Array", "Array"]:
    """The question's vector, those of the comments, and for each comment the cosines of NAMES."""
    import numpy as np

    question = read(discussion.question).own
    texts = [read(one.text).own for one in discussion.said]
    asked, asking, *rows = encoder.vectors([question, asking_sentence(question), *texts])
    answers = np.array(rows)
    together = answers.sum(axis=0)
    others = together - answers
    apart = np.linalg.norm(others, axis=1)
    neighbours = (answers[1:] * answers[:-1]).sum(axis=1)
    likeness = np.stack(
        [
            answers @ asked,
            answers @ asking,
            answers @ (together / np.linalg.norm(together)),
            (answers * others).sum(axis=1) / np.where(apart > 0, apart, 1),
            np.concatenate([[0.0], neighbours]),
            np.concatenate([neighbours, [0.0]]),
        ],
        axis=1,
    )
    return asked, answers, likeness

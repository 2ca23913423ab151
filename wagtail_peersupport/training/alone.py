"""Texts without a post around them: does this ask something?"""

from collections.abc import Sequence
from dataclasses import replace

from wagtail_peersupport.detection.linear import Linear

from .examples import Example, bare, examples, without_marks
from .fitting import fit_few
from .learning import by, in_parts, learn_form
from .lines import Line

STRENGTH = 0.1
VARIANTS = ((str, 1.0), (without_marks, 1.0), (bare, 0.5))
CORPUS_VARIANTS = ((without_marks, 0.3), (bare, 0.5))


def learn_alone(
    public: Sequence[Line], corpus: Sequence[Line], form: Linear, sentence: Linear
) -> Linear:
    """Learn from public sentences that are questions or not, and from comments out of their posts.

    Half of the sentences get their form from what the other half taught, and the other way round:
    nobody is asked what they were told.
    """
    halves = public[::2], public[1::2]
    found: list[Example] = []
    for half, other in (halves, halves[::-1]):
        its_form = learn_form(other)
        for say, weight in VARIANTS:
            found += examples(half, its_form, say=say, weight=weight)
    alone = [replace(line, post="", parent=None) for line in corpus]
    for say, weight in CORPUS_VARIANTS:
        found += examples(alone, form, say=say, weight=weight)
    parts = in_parts(found, by(sentence))
    return fit_few(
        [part.features for part in parts],
        [one.line.needs for one in found],
        [one.weight for one in found],
        strength=STRENGTH,
    )

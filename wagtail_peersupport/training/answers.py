"""Learning the content model from labelled threads. Needs the extra ``[train]``."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from .. import meaning
from ..ranking.by_meaning import NAMES, compare
from ..ranking.facts import Facts, facts_of
from ..ranking.model import HAND_FILE, MEANING_FILE, PLAIN_FILE, SHIPPED
from .lines import BadLine
from .threads import GOOD, Thread, read_threads

PARTLY_GOOD = 0.3
"""What a potentially useful answer counts as, between 0 (bad) and 1 (good)."""

DIGITS = 4
AT_LEAST = 20


@dataclass(frozen=True, slots=True)
class Strength:
    """How closely the examples are followed: the larger, the less (ridge penalties)."""

    facts: float
    likeness: float = 20.0
    answer: float = 300.0
    product: float = 1000.0
    also: float = 0.2
    """What a thread of the ``also`` files counts."""
    without: frozenset[str] = frozenset()
    """Facts that are not told to the model."""


PLAIN = Strength(facts=150.0, also=0.0)
# What vectors tell, too; chosen on threads that nothing was learned from.
WITH_MEANING = Strength(facts=200.0, also=0.5, without=frozenset({"link", "list"}))


@dataclass(frozen=True, slots=True)
class Rated:
    """The comments of one thread as the model is told of them."""

    facts: Sequence[Facts]
    goal: Sequence[float]
    weight: float
    likeness: Any = None
    answer: Any = None
    product: Any = None


def prepare(thread: Thread, weight: float, encoder: meaning.Encoder | None = None) -> Rated:
    facts = facts_of(thread.discussion)
    goal = [_goal(label) for label in thread.labels]
    if encoder is None:
        return Rated(facts, goal, weight)
    question, answers, likeness = compare(thread.discussion, encoder)
    return Rated(facts, goal, weight, likeness, answers, answers * question)


def _goal(label: str) -> float:
    return {GOOD: 1.0, "Bad": 0.0}.get(label, PARTLY_GOOD)


def learn(rated: Sequence[Rated], strength: Strength, names: Sequence[str]) -> dict[str, Any]:
    """The data of a coefficients file. The same input gives the same data."""
    with_meaning = rated[0].answer is not None
    facts = np.concatenate([_matrix(one.facts, names) for one in rated])
    blocks = [(facts, strength.facts)]
    if with_meaning:
        blocks.append((np.concatenate([one.likeness for one in rated]), strength.likeness))
    # What counts less must not decide how the facts are scaled.
    full = np.concatenate([np.full(len(one.goal), one.weight == 1) for one in rated])
    spreads = [(one[full].mean(axis=0), one[full].std(axis=0) + 1e-9) for one, __ in blocks]
    columns = [
        (block - middle) / spread / penalty**0.5
        for (block, penalty), (middle, spread) in zip(blocks, spreads, strict=True)
    ]
    scales = _vector_scales(strength)
    if with_meaning:
        columns.append(np.concatenate([one.answer for one in rated]) * scales[0])
        columns.append(np.concatenate([one.product for one in rated]) * scales[1])
    bias, weights = _fit(np.concatenate(columns, axis=1), rated)
    found: dict[str, float] = {}
    at = 0
    for (__, penalty), (middle, spread), block_names in zip(
        blocks, spreads, (names, NAMES), strict=False
    ):
        raw = weights[at : at + len(block_names)] / spread / penalty**0.5
        bias -= float(raw @ middle)
        found |= dict(zip(block_names, map(float, raw), strict=True))
        at += len(block_names)
    data: dict[str, Any] = {
        "bias": round(bias, DIGITS),
        "weights": {name: round(found[name], DIGITS) for name in sorted(found)},
    }
    if with_meaning:
        for name, scale in zip(("answer", "product"), scales, strict=True):
            data[name] = _written(weights[at : at + meaning.DIMENSIONS] * scale)
            at += meaning.DIMENSIONS
    return data


def _vector_scales(strength: Strength) -> tuple[float, float]:
    """As if every dimension of a vector, and of a product of two, had a spread of about 1."""
    size = meaning.DIMENSIONS
    return size**0.5 / strength.answer**0.5, size / strength.product**0.5


def _matrix(facts: Sequence[Facts], names: Sequence[str]) -> Any:
    return np.array([[one.get(name, 0.0) for name in names] for one in facts]).reshape(
        len(facts), len(names)
    )


def _fit(columns: Any, rated: Sequence[Rated]) -> tuple[float, Any]:
    """Logistic regression on labels between 0 and 1: each row counts as both, in its shares."""
    goals = np.concatenate([one.goal for one in rated])
    counts = np.concatenate([np.full(len(one.goal), one.weight) for one in rated])
    fitted = LogisticRegression(C=1.0, max_iter=2000, tol=1e-6).fit(
        np.concatenate([columns, columns]),
        np.concatenate([np.ones(len(goals)), np.zeros(len(goals))]),
        sample_weight=np.concatenate([counts * goals, counts * (1 - goals)]),
    )
    return float(fitted.intercept_[0]), fitted.coef_[0]


def _written(values: Iterable[float]) -> str:
    return " ".join(f"{value:.3f}" for value in values)


def names_of(rated: Sequence[Rated]) -> list[str]:
    """The facts that enough comments show to learn their weights, in the alphabet's order; those
    that are weighed by hand are left to that.
    """
    counts = Counter(name for one in rated for facts in one.facts for name in facts)
    by_hand = json.loads(SHIPPED.joinpath(HAND_FILE).read_text("utf-8"))["weights"]
    return sorted(n for n, count in counts.items() if count >= AT_LEAST and n not in by_hand)


def write(folder: Path, data: dict[str, Any]) -> str:
    """Write a coefficients file, whose version names its content; returns its name."""
    name = MEANING_FILE if "answer" in data else PLAIN_FILE
    digest = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:8]
    version = f"{name.removesuffix('.json')}-{digest}"
    text = json.dumps({"version": version, **data}, indent=0)
    folder.joinpath(name).write_text(text + "\n", "utf-8")
    return name


def train(
    paths: Iterable[Path], also: Iterable[Path], folder: Path, say: Callable[[str], object]
) -> None:
    """Learn from files of labelled threads and write the coefficients, those with meaning too where
    the extra is installed. Raises BadLine, OSError.
    """
    main = [thread for path in paths for thread in read_threads(path) if thread.ids]
    more = [thread for path in also for thread in read_threads(path) if thread.ids]
    if not main:
        raise BadLine("These files hold no thread with comments to learn from.")
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath(HAND_FILE).write_bytes(SHIPPED.joinpath(HAND_FILE).read_bytes())
    _train(main, more, PLAIN, None, folder, say)
    if meaning.available():
        _train(main, more, WITH_MEANING, meaning.encoder(), folder, say)
    else:
        say(f"{MEANING_FILE} was left alone: the extra [semantic] is not installed.")


def _train(
    main: Sequence[Thread],
    more: Sequence[Thread],
    strength: Strength,
    encoder: meaning.Encoder | None,
    folder: Path,
    say: Callable[[str], object],
) -> None:
    rated = [prepare(thread, 1.0, encoder) for thread in main]
    names = [name for name in names_of(rated) if name not in strength.without]
    if strength.also:
        rated += [prepare(thread, strength.also, encoder) for thread in more]
    data = learn(rated, strength, names)
    name = write(folder, data)
    say(f"{name}: {len(data['weights'])} coefficients from {len(rated):,} threads.")

"""Conditional logit: how much each feature of an option counts, from what was chosen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

DIGITS = 3
_EXACT = {"maxiter": 2000, "ftol": 1e-13, "gtol": 1e-7}

Name = tuple[str, str]
"""Of which side an option is, and what speaks for it."""

Points = Mapping[Name, float]


@dataclass(frozen=True, slots=True)
class Choice:
    """The features of some options, and which of these is right."""

    options: Sequence[Points]
    right: int


def names_of(choices: Iterable[Choice]) -> list[Name]:
    """Every feature that occurs."""
    return sorted({name for one in choices for option in one.options for name in option})


def fit_choices(choices: Sequence[Choice], start: Points, *, strength: float) -> dict[Name, float]:
    """The points that make the right options probable, each pulled towards where it starts.

    A larger ``strength`` pulls harder. What does not occur in ``start`` gets no points. The same
    input gives the same points.
    """
    names = list(start)
    prior = np.array([start[name] for name in names])
    table = _Table(choices, names)

    def loss(points: np.ndarray) -> tuple[float, np.ndarray]:
        value, slope = table.loss(points)
        away = points - prior
        return value + strength * float(away @ away) / 2, slope + strength * away

    found = minimize(loss, prior, jac=True, method="L-BFGS-B", options=_EXACT).x
    return {name: round(float(value), DIGITS) for name, value in zip(names, found, strict=True)}


class _Table:
    """All options of all choices, one below the other."""

    def __init__(self, choices: Sequence[Choice], names: Sequence[Name]) -> None:
        sizes = [len(one.options) for one in choices]
        self.values = np.array(
            [
                [float(option.get(name, 0.0)) for name in names]
                for one in choices
                for option in one.options
            ]
        )
        self.starts = np.cumsum([0, *sizes[:-1]])
        self.right = self.starts + np.array([one.right for one in choices])
        self.choice = np.repeat(np.arange(len(sizes)), sizes)
        self.wanted = self.values[self.right].sum(axis=0)

    def loss(self, points: np.ndarray) -> tuple[float, np.ndarray]:
        """Minus the log-likelihood, and its slope."""
        scores = self.values @ points
        highest = np.maximum.reduceat(scores, self.starts)
        raised = np.exp(scores - highest[self.choice])
        total = np.add.reduceat(raised, self.starts)
        value = float((highest + np.log(total) - scores[self.right]).sum())
        shares = raised / total[self.choice]
        return value, shares @ self.values - self.wanted

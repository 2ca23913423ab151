"""Readers who vote, simulated: how soon which order of answers comes close to the truth.

``python -m wagtail_peersupport.training.simulating FILE.svg`` prints the figures and draws them.
The same seed gives the same figures.
"""

import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import exp, log, log2
from pathlib import Path

from wagtail_peersupport.ranking.order import Standing, order_key
from wagtail_peersupport.training.plotting import Curve, plot

SEED = 4
THREADS = 600
VOTES = (0, 1, 2, 3, 5, 8, 12, 20, 32, 50)
"""After how many votes in a thread its order is looked at."""

NOISE = 1.9
"""How far merit, in log-odds, is off the truth: so far that it puts 71 of 100 pairs of answers
right, fewer than the 79 of the content model on labelled threads.
"""

LOOKS_ON = 0.75
"""How likely a reader who looked at one answer looks at the next below: the bias of place."""

SAYS_NO = 0.4
"""How likely a reader whom an answer did not help says so."""

ACCEPTED, STUFFED = 0.15, 0.2
"""In how many threads the asker accepts an answer, and in how many the writer of a poor answer
has three friends who vote for it before anybody else.
"""


@dataclass(slots=True)
class Answer:
    """One answer, with what nobody knows and what everybody sees."""

    truth: float
    """The share of readers that it helps."""
    merit: float
    place: int
    is_accepted: bool = False
    helpful: int = 0
    unhelpful: int = 0


Key = Callable[[Answer], object]


def ours(answer: Answer) -> object:
    """The order that the site shows, by ``ranking.order``; acceptance as the key has it."""
    its = Standing(answer.place, None, answer.helpful, answer.unhelpful, answer.merit)
    return (not answer.is_accepted, order_key(its))


def by_net_votes(answer: Answer) -> object:
    return (not answer.is_accepted, answer.unhelpful - answer.helpful, answer.place)


def by_age(answer: Answer) -> object:
    return (not answer.is_accepted, answer.place)


ORDERS: dict[str, Key] = {
    "ours": ours,
    "accepted, then net votes": by_net_votes,
    "accepted, then oldest": by_age,
}


@dataclass(slots=True)
class Figures:
    """For each order, how close it comes to the truth after each number of VOTES: 0 to 1."""

    closeness: dict[str, list[float]] = field(default_factory=dict)


def simulate(seed: int = SEED, threads: int = THREADS) -> Figures:
    """Every order meets the same threads and the same readers, and is shown to its own voters."""
    return Figures({name: _simulate(key, seed, threads) for name, key in ORDERS.items()})


def _simulate(key: Key, seed: int, threads: int) -> list[float]:
    sums = [0.0] * len(VOTES)
    for number in range(threads):
        chance = random.Random(f"{seed} {number}")
        answers = _thread(chance)
        readers = random.Random(f"{seed} {number} readers")
        cast = 0
        for at, votes in enumerate(VOTES):
            while cast < votes:
                _vote(sorted(answers, key=key), readers)
                cast += 1
            sums[at] += closeness([one.truth for one in sorted(answers, key=key)])
    return [total / threads for total in sums]


def _thread(chance: random.Random) -> list[Answer]:
    answers = []
    for place in range(chance.randint(3, 10)):
        truth = min(0.98, max(0.02, chance.betavariate(1.1, 1.6)))
        log_odds = log(truth / (1 - truth)) + chance.gauss(0, NOISE)
        answers.append(Answer(truth, 1 / (1 + exp(-log_odds)), place))
    if chance.random() < ACCEPTED:
        chance.choices(answers, [one.truth**2 for one in answers])[0].is_accepted = True
    if chance.random() < STUFFED:
        min(answers, key=lambda one: one.truth).helpful += 3
    return answers


def _vote(shown: Sequence[Answer], readers: random.Random) -> None:
    """One reader looks from the top down, and votes on the last answer they look at."""
    place = 0
    while place + 1 < len(shown) and readers.random() < LOOKS_ON:
        place += 1
    answer = shown[place]
    if readers.random() < answer.truth:
        answer.helpful += 1
    elif readers.random() < SAYS_NO:
        answer.unhelpful += 1


def closeness(truths: Sequence[float]) -> float:
    """Normalised discounted cumulative gain: 1 for the best order, lower ones by how much help
    stands too far down (Järvelin and Kekäläinen, ACM TOIS 20, 2002).
    """
    best = _gain(sorted(truths, reverse=True))
    return _gain(truths) / best if best else 1.0


def _gain(truths: Sequence[float]) -> float:
    return sum(truth / log2(place + 2) for place, truth in enumerate(truths))


def main(target: Path) -> None:
    """Print the figures and draw them."""
    figures = simulate()
    out = sys.stdout.write
    out("votes  " + "  ".join(figures.closeness) + "\n")
    for at, votes in enumerate(VOTES):
        row = (f"{values[at]:>{len(name)}.3f}" for name, values in figures.closeness.items())
        out(f"{votes:>5}  {'  '.join(row)}\n")
    curves = [Curve(name, values) for name, values in figures.closeness.items()]
    target.write_text(plot(VOTES, curves), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

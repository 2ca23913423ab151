"""Hostile texts: one that is eight times as long takes some eight times as long to read, where
going by the square would take sixty-four.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.bench.case import Case
from wagtail_peersupport.detection.text import read
from wagtail_peersupport.report.privacy import without_addresses

TIMES = 8
#: The most that is still in proportion, with room for what a busy machine adds.
GOAL = 3.0 * TIMES
UNITS = ("<!--", "[quote]", "[code]", "[quote=", "<b>a", "<b></i>", "`a", "a. ", '"a ', "> a\n")


def cases() -> Iterator[Case]:
    for unit in UNITS:
        yield growing(f"reading {unit.strip()!r} over and over", read, lambda n, u=unit: u * n, 625)
    yield growing("hiding what looks like addresses", without_addresses, addresses, 2_500)


def addresses(size: int) -> str:
    return "a" * 10 * size + "@a." * size


def growing(
    name: str, work: Callable[[str], object], text: Callable[[int], str], size: int
) -> Case:
    short, long = text(size), text(TIMES * size)
    return Case(
        f"{name}, {TIMES} times as long", lambda: work(long), lambda: work(short), GOAL, rounds=5
    )

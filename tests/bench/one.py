"""``python -m tests.bench.one MODULE OUT``: measures the cases of one module, in a process of
their own, and writes what came out of it as JSON.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path

from tests.bench.case import MILLISECONDS, Case, Result, measure
from tests.bench.database import bench_database


def main(module: str, out: str) -> int:
    results = {}
    with bench_database():
        say(f"{module}: filling the database")
        start = time.monotonic()
        # Cases may come one by one, so that a module fills further in between.
        for case in importlib.import_module(f"tests.bench.{module}").cases():
            results[case.name] = _measured(case).as_json()
            Path(out).write_text(json.dumps(results))
        say(f"{module}: done in {time.monotonic() - start:.0f} s")
    return 0


def _measured(case: Case) -> Result:
    result = measure(case)
    say(line(result))
    return result


def line(result: Result) -> str:
    """A result in one line: both figures, their ratio with its spread, and the goal."""
    unit = f" {result.unit}"
    digits = 1 if result.unit == MILLISECONDS else 0
    figures = f"{result.ours:,.{digits}f}{unit} against {result.peer:,.{digits}f}{unit}"
    return f"  {result.name}: {figures}, {ratio(result)}{verdict(result)}"


def ratio(result: Result) -> str:
    if (result.goal or result.ratio) < 1:
        spread = f"{1 / result.high:.1f} to {1 / result.low:.1f}"
        return f"{1 / result.ratio:.1f} times as fast ({spread})"
    return f"{result.ratio:.2f} times as much ({result.low:.2f} to {result.high:.2f})"


def verdict(result: Result) -> str:
    if result.goal is None:
        return ""
    goal = f"{1 / result.goal:g} times as fast" if result.goal < 1 else f"at most {result.goal:g}"
    return f": {'holds' if result.holds else 'MISSED'} (goal: {goal})"


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

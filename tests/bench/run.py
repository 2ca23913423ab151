"""``make bench``: ours and its peers, side by side in one run.

Each module of cases gets a process and a database of its own, on SQLite or on PostgreSQL from
tests.servers, as MODULES says. ``python -m tests.bench.run MODULE…`` runs some of them only.
BENCH_JSON names a file for the results; the plots of docs/performance.md are drawn when all ran.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.one import say
from tests.bench.plots import draw
from tests.servers import MissingError, postgres

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent
#: Modules of cases, and the database that each is measured on.
MODULES = {
    "section": "sqlite",
    "posting": "sqlite",
    "long_texts": "sqlite",
    "lists": "postgres",
    "queue": "postgres",
    "suggesting": "postgres",
}


def main(wanted: Sequence[str]) -> int:
    results: dict[str, dict] = {}
    failed = []
    there = [name for name in MODULES if (FOLDER / f"{name}.py").exists()]
    for name in wanted or there:
        try:
            results |= _run(name, MODULES[name])
        except (MissingError, subprocess.CalledProcessError) as trouble:
            say(f"!!! NOT MEASURED: {name}: {trouble}")
            failed.append(name)
        _write(results)
    if not wanted and not failed:
        draw(results, ROOT / "docs" / "images")
    _sum_up(results)
    return 1 if failed else 0


def _run(name: str, database: str) -> dict[str, dict]:
    with contextlib.ExitStack() as stack:
        url = stack.enter_context(postgres()) if database == "postgres" else ""
        out = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "results.json"
        command = [sys.executable, "-m", "tests.bench.one", name, str(out)]
        subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "TEST_DATABASE": url})
        return json.loads(out.read_text())


def _write(results: dict[str, dict]) -> None:
    if path := os.environ.get("BENCH_JSON"):
        Path(path).write_text(json.dumps(results, indent=2) + "\n")


def _sum_up(results: dict[str, dict]) -> None:
    goals = [name for name, result in results.items() if result["goal"] is not None]
    missed = [name for name in goals if not results[name]["holds"]]
    say(f"{len(goals) - len(missed)} of {len(goals)} goals hold.")
    for name in missed:
        result = results[name]
        say(f"  missed: {name}: {result['ratio']:.3g}, the goal is {result['goal']:.3g}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

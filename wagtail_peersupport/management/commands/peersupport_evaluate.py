import json
from pathlib import Path
from typing import Any, TypeVar

from django.core.management import BaseCommand, CommandError
from django.core.management.base import CommandParser

from ... import meaning
from ...actions.engines import engine_with, uses_meaning
from ...detection.engine import LinearEngine
from ...ranking.model import content_model
from ...training.evaluating import TASKS, Outcome, evaluate
from ...training.judging import judge
from ...training.lines import BadLine, read_lines
from ...training.similar import compare, read_asked
from ...training.threads import read_threads

ANSWERS, SIMILAR = "answers", "similar"

T = TypeVar("T")


class Command(BaseCommand):
    help = (
        "Measures the engine on labelled comments, one JSON object per line: how many of those "
        "that need support it finds, how many links between comments, how many kinds; or, on "
        "labelled threads, the order of answers; or, on labelled questions, the order of similar "
        "ones."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "task", choices=[*TASKS, ANSWERS, SIMILAR], metavar="TASK", help="what to measure"
        )
        parser.add_argument(
            "file",
            type=Path,
            metavar="FILE",
            help="labelled comments, threads or questions (.jsonl or .jsonl.gz)",
        )
        parser.add_argument(
            "--weights", type=Path, metavar="DIR", help="use the weights in this folder"
        )
        parser.add_argument(
            "--without-meaning",
            action="store_true",
            help="measure what a site does without the extra [semantic]",
        )
        parser.add_argument(
            "--scores", type=Path, metavar="FILE", help="write what was found, a line per line"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcome = _measure(options)
        except (BadLine, OSError, EOFError) as error:
            raise CommandError(f"{options['file']} can't be read: {error}") from error
        for line in outcome.report:
            self.stdout.write(line)
        if options["scores"]:
            rows = (json.dumps(row, ensure_ascii=False) + "\n" for row in outcome.rows)
            with options["scores"].open("w", encoding="utf-8") as file:
                file.writelines(rows)


def _measure(options: dict[str, Any]) -> Outcome:
    with_meaning = uses_meaning() and not options["without_meaning"]
    if options["task"] == ANSWERS:
        threads = _some(read_threads(options["file"]), options)
        return judge(threads, content_model(with_meaning=with_meaning))
    if options["task"] == SIMILAR:
        asked = _some(read_asked(options["file"]), options)
        return compare(asked, meaning.encoder() if with_meaning else None)
    lines = _some(read_lines(options["file"]), options)
    return evaluate(options["task"], lines, _engine(options["weights"], with_meaning))


def _some(rows: list[T], options: dict[str, Any]) -> list[T]:
    if not rows:
        raise CommandError(f"{options['file']} holds no line to measure on.")
    return rows


def _engine(weights: Path | None, with_meaning: bool) -> Any:
    encoder = meaning.encoder() if with_meaning else None
    if weights is None:
        return engine_with(encoder)
    try:
        return LinearEngine(weights, encoder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommandError(
            f"{weights} holds no weights ({error}). Make them with: "
            f"manage.py peersupport_train --to {weights}"
        ) from error

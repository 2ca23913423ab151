import json
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.core.management.base import CommandParser

from ...actions.engines import site_encoder, site_engine
from ...detection.engine import LinearEngine
from ...training.evaluating import TASKS, evaluate
from ...training.lines import BadLine, read_lines


class Command(BaseCommand):
    help = (
        "Measures the engine on labelled comments, one JSON object per line: how many of those "
        "that need support it finds, how many links between comments, how many kinds."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("task", choices=TASKS, metavar="TASK", help="what to measure")
        parser.add_argument(
            "file", type=Path, metavar="FILE", help="labelled comments (.jsonl or .jsonl.gz)"
        )
        parser.add_argument(
            "--weights", type=Path, metavar="DIR", help="use the weights in this folder"
        )
        parser.add_argument(
            "--scores", type=Path, metavar="FILE", help="write what was found, a line per line"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            lines = read_lines(options["file"])
        except (BadLine, OSError, EOFError) as error:
            raise CommandError(f"{options['file']} can't be read: {error}") from error
        if not lines:
            raise CommandError(f"{options['file']} holds no line to measure on.")
        outcome = evaluate(options["task"], lines, _engine(options["weights"]))
        for line in outcome.report:
            self.stdout.write(line)
        if options["scores"]:
            rows = (json.dumps(row, ensure_ascii=False) + "\n" for row in outcome.rows)
            with options["scores"].open("w", encoding="utf-8") as file:
                file.writelines(rows)


def _engine(weights: Path | None) -> Any:
    if weights is None:
        return site_engine()
    try:
        return LinearEngine(weights, site_encoder())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommandError(
            f"{weights} holds no weights ({error}). Make them with: "
            f"manage.py peersupport_train --to {weights}"
        ) from error

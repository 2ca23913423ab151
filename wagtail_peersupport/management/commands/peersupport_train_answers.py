from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.core.management.base import CommandParser

from ...training.lines import BadLine
from ..extras import check_can_learn


class Command(BaseCommand):
    help = (
        "Learns the coefficients by which answers are ordered from labelled threads, one JSON "
        "object per line, and writes them: with the extra [semantic] also those for meaning."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", type=Path, nargs="+", metavar="FILE", help="labelled threads to learn from"
        )
        parser.add_argument(
            "--also",
            type=Path,
            nargs="+",
            default=[],
            metavar="FILE",
            help="labelled threads of another sort, which count less",
        )
        parser.add_argument(
            "--to", type=Path, required=True, metavar="DIR", help="where to write the coefficients"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        check_can_learn()
        # An optional extra, imported where it is asked for.
        from ...training.answers import train

        try:
            train(options["file"], options["also"], options["to"], self.stdout.write)
        except (BadLine, OSError, EOFError) as error:
            raise CommandError(str(error)) from error

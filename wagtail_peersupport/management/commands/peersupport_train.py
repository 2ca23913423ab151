from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.core.management.base import CommandParser

from ... import meaning
from ...conf import conf
from ...detection.model import SHIPPED
from ...training.lines import BadLine
from ..extras import check_can_learn


class Command(BaseCommand):
    help = (
        "Learns the engine's weights anew from the comments that come with the package, and from "
        "labelled comments of your own, and writes them with their model card."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--add",
            type=Path,
            nargs="+",
            default=[],
            metavar="FILE",
            help="labelled comments of your own (.jsonl or .jsonl.gz)",
        )
        parser.add_argument(
            "--leave-out",
            type=Path,
            metavar="FILE",
            help="comments that nothing may be learned from, to be measured on",
        )
        parser.add_argument(
            "--real",
            type=Path,
            nargs="+",
            default=[],
            metavar="FILE",
            help="labelled comments of real blogs: fit the few coefficients that they correct",
        )
        parser.add_argument(
            "--form",
            type=Path,
            nargs="+",
            default=[],
            metavar="FILE",
            help="sentences labelled as question or not: learn how questions are formed",
        )
        parser.add_argument(
            "--to",
            type=Path,
            metavar="DIR",
            help="where to write; without it the folder of the setting WEIGHTS",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["to"] or (Path(conf.WEIGHTS) if conf.WEIGHTS else None)
        if folder is None:
            raise CommandError(
                "Say where to write: --to DIR, and let PEERSUPPORT['WEIGHTS'] name that folder."
            )
        check_can_learn()
        # An optional extra, imported where it is asked for.
        from ...training.run import Wish, train

        wish = Wish(
            add=options["add"],
            form=options["form"],
            real=options["real"],
            leave_out=options["leave_out"],
            started_from=SHIPPED,
        )
        try:
            train(wish, folder, self._say, self._encoder())
        except (BadLine, OSError, EOFError) as error:
            raise CommandError(str(error)) from error

    def _encoder(self) -> meaning.Encoder | None:
        if meaning.available():
            return meaning.encoder()
        self._say("Without the extra [semantic] nothing is learned of what comments mean")
        return None

    def _say(self, line: str) -> None:
        self.stdout.write(line)

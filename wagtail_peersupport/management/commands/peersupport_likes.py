from contextlib import nullcontext
from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils import timezone

from ...actions.liking import TakenOver, take_over_likes, waiting_likes
from ..progress import Progress
from ..site import SiteCommand

LEFT = {
    "stood": "of whoever had voted here already",
    "own": "of the writer's own answer",
    "no_answers": "of comments that are no answers",
}


class Command(SiteCommand):
    help = (
        "Makes votes of the likes and dislikes that accounts gave with django-comments-xtd, once. "
        "Its own rows stay as they are. It may be interrupted and run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="print the same, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic() if options["dry_run"] else nullcontext():
            self.stdout.write(_sentence(self._take_over(options)))
            if options["dry_run"]:
                transaction.set_rollback(True)
                self.stdout.write("Dry run: nothing was written.")

    def _take_over(self, options: Any) -> TakenOver:
        until = timezone.now()
        taken = TakenOver()
        with Progress(self.stderr, "Taking over likes", waiting_likes(until)) as progress:
            for taken in take_over_likes(until):
                if options["verbosity"]:
                    progress(taken.total)
        return taken


def _sentence(taken: TakenOver) -> str:
    if not taken.total:
        return "No likes or dislikes are left to take over."
    made = f"{_count(taken.likes, 'like')} and {_count(taken.dislikes, 'dislike')} became votes."
    left = [
        f"{number:,} {words}" for name, words in LEFT.items() if (number := getattr(taken, name))
    ]
    return f"{made} Left out: {', '.join(left)}." if left else made


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

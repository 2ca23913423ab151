from typing import Any

from django.core.management.base import CommandParser

from ...actions.backfilling import backfill, in_batches, posts_with_comments, rehearse
from ...actions.rating import rate_outdated
from ...checks.rows import check_hub
from ...models.choices import Status
from ..debt import Debt, oldest, table
from ..pages import page_from
from ..progress import Progress
from ..site import SiteCommand

POSTS_SHOWN = 15


class Command(SiteCommand):
    help = (
        "Reads every existing comment and prints the support debt: what was asked, what never got "
        "an answer, and where. Sends no mail. It may be interrupted and run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="print the same, write nothing")
        parser.add_argument(
            "--outdated",
            action="store_true",
            help="read and rate again only what another version of the engine did",
        )
        parser.add_argument(
            "--page",
            metavar="PAGE",
            help="only the comments of this page and of those below it (number or path)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        under = page_from(options["page"]) if options["page"] else None
        sizes = posts_with_comments(under)
        debt = Debt()
        read = rehearse if options["dry_run"] else backfill
        with Progress(self.stderr, "Reading comments", sum(sizes.values())) as progress:
            done = 0
            for pks in in_batches(sizes):
                debt.add(read(pks, only_outdated=options["outdated"]))
                done += sum(sizes[pk] for pk in pks)
                if options["verbosity"]:
                    progress(done)
        if options["outdated"] and not options["dry_run"]:
            rate_outdated()
        self._print(debt, sum(sizes.values()), len(sizes))
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was written.")

    def _print(self, debt: Debt, comments: int, posts: int) -> None:
        self.stdout.write(
            f"{_count(debt.asked, 'question')} found in {_count(comments, 'comment')} "
            f"on {_count(posts, 'post')}."
        )
        if debt.ideas:
            self.stdout.write(f"Ideas, which nobody owes an answer: {debt.ideas:,}.")
        if not debt.asked:
            return
        answered = debt.by_status[Status.ANSWERED] + debt.by_status[Status.SOLVED]
        self.stdout.write(
            f"Answered: {answered:,} ({debt.by_status[Status.SOLVED]:,} solved). "
            f"Unanswered: {debt.by_status[Status.UNANSWERED]:,}. "
            f"In the archive, being old: {debt.archive:,}."
        )
        for line in filter(None, [oldest(debt), "", *table(debt, POSTS_SHOWN)]):
            self.stdout.write(line)
        for missing in check_hub():
            self.stdout.write(f"\nNext: {missing.hint} {missing.msg}")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

import shlex
from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import CommandError
from django.core.management.base import CommandParser

from ...actions.backfilling import in_batches
from ...actions.quiet import read_unread
from ...importers.errors import LoadError
from ...importers.export import ExportError, read_export
from ...importers.load import Loaded, load, rehearse
from ...importers.posts import PostMaker
from ...importers.records import Export
from ...importers.survey import survey
from ...importers.words import counted
from ..pages import page_from
from ..progress import Progress
from ..site import SiteCommand

NAMED = 10


class Command(SiteCommand):
    help = (
        "Imports the comments of a WordPress or Disqus export, with threads, dates, writers and "
        "approval. Sends no mail. Importing again adds only what is new."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", metavar="FILE", help="the XML file that WordPress or Disqus made"
        )
        parser.add_argument(
            "--parent",
            metavar="PAGE",
            required=True,
            help="the page below which the posts stand (number or path, such as /blog/)",
        )
        parser.add_argument(
            "--page-model",
            metavar="APP.MODEL",
            help="make posts that are missing, as pages of this model, such as blog.BlogPage",
        )
        parser.add_argument(
            "--body-field",
            metavar="FIELD",
            default="body",
            help="the field that takes the body of a post that is made (default: body)",
        )
        parser.add_argument(
            "--author",
            metavar="NAME=ACCOUNT",
            action="append",
            default=[],
            help="whoever the export calls NAME (or an e-mail address) has this account here; "
            "give it once for everybody who wrote posts",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")

    def handle(self, *args: Any, **options: Any) -> None:
        parent = page_from(options["parent"])
        accounts = _accounts(options["author"])
        try:
            export = self._read(options["file"])
            maker = None
            if options["page_model"]:
                label, body_field = options["page_model"], options["body_field"]
                maker = PostMaker.build(parent, label, body_field, accounts)
            placements = survey(export, parent)
            if options["dry_run"]:
                loaded = rehearse(placements, maker)
            else:
                total = sum(len(post.comments) for post in export.posts)
                with self._progress("Importing comments", total) as progress:
                    loaded = load(placements, export.source, maker, accounts, progress)
        except (ExportError, LoadError) as error:
            raise CommandError(str(error)) from error
        self._read_unread(loaded.posts)
        for line in _summary(export, loaded):
            self.stdout.write(line)
        owner = _owner_without_account(export, accounts)
        if owner and loaded.added:
            self.stdout.write(
                f"“{owner}” wrote posts there, and gets no account here. If they have one: "
                f"--author {shlex.quote(f'{owner}=ACCOUNT')} gives it to what is new in an import."
            )
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was written.")

    def _read(self, path: str) -> Export:
        if not self.stderr.isatty():
            return read_export(path)
        with self._progress("Opening the export, %", 100) as progress:
            return read_export(path, progress=lambda share: progress(round(share * 100)))

    def _read_unread(self, posts: Mapping[int, list[int]]) -> None:
        """Read what this import added, and what an interrupted one left unread."""
        sizes = {page_pk: len(pks) for page_pk, pks in posts.items()}
        with self._progress("Reading comments", sum(sizes.values())) as progress:
            done = 0
            for batch in in_batches(sizes):
                read_unread([pk for page_pk in batch for pk in posts[page_pk]])
                done += sum(sizes[page_pk] for page_pk in batch)
                progress(done)

    def _progress(self, label: str, total: int) -> Progress:
        return Progress(self.stderr, label, total)


def _accounts(pairs: list[str]) -> dict[str, Any]:
    """Accounts by name or e-mail address in the export, casefolded. Raises CommandError."""
    users = get_user_model()
    accounts = {}
    for pair in pairs:
        name, equals, login = pair.rpartition("=")
        if not equals or not name.strip():
            raise CommandError(
                f"--author {pair} is not understood. Write it like --author admin=kim."
            )
        try:
            account = users.objects.get_by_natural_key(login.strip())
        except users.DoesNotExist as error:
            raise CommandError(f"There is no account {login.strip()} here.") from error
        accounts[name.strip().casefold()] = account
    return accounts


def _owner_without_account(export: Export, accounts: Mapping[str, Any]) -> str:
    """A writer of posts who commented, where no such writer was given an account; else ""."""
    owners = [one for post in export.posts for one in post.comments if one.by_owner and one.author]
    if any({one.author.casefold(), one.email.casefold()} & accounts.keys() for one in owners):
        return ""
    return owners[0].author if owners else ""


def _summary(export: Export, loaded: Loaded) -> Iterator[str]:
    yield f"Posts: {loaded.found:,} found, {loaded.made:,} made."
    known = f", {loaded.known:,} were here already" if loaded.known else ""
    yield f"Comments: {loaded.added:,} added{known}."
    if loaded.waiting:
        yield f"Waiting for approval, as in the export: {loaded.waiting:,}."
    if loaded.raised:
        yield f"Replies too deep for this site, linked to what they answer: {loaded.raised:,}."
    if export.left_out:
        yield f"Left out: {', '.join(counted(export.left_out))}."
    if loaded.homeless:
        named = ", ".join(f"“{title}”" for title in loaded.homeless[:NAMED])
        more = len(loaded.homeless) - NAMED
        rest = f" and {more:,} more" if more > 0 else ""
        comments = "comment" if loaded.left_out == 1 else "comments"
        yield (
            f"Left out with {loaded.left_out:,} {comments}, since there is no such post: "
            f"{named}{rest}. To have them made, give --page-model."
        )

"""The command line: what works before anything is installed in a site."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from wagtail_peersupport.detection.engine import LinearEngine
from wagtail_peersupport.importers.export import ExportError, read_export
from wagtail_peersupport.report.figures import Figures, figures_of
from wagtail_peersupport.report.page import is_report, page_of
from wagtail_peersupport.report.words import count

#: How much of a file is looked at to see whether it is a report of ours.
BEGINNING = 2_000
BAR = 24
FAILED = 2
INTERRUPTED = 130


class OutputError(Exception):
    """The report cannot be written there. The message is one line."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0, 2 for an error that was told in one line."""
    options = _parser().parse_args(arguments)
    export = Path(options.export)
    target = Path(options.to or f"{export.stem}.report.html")
    try:
        replaces = _check_target(target)
        figures = _figures(export)
        _write(target, page_of(figures))
    except (ExportError, OutputError) as error:
        sys.stderr.write(f"wagtail-peersupport: {error}\n")
        return FAILED
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped; nothing was written.\n")
        return INTERRUPTED
    sys.stdout.write(_closing_words(figures, target, replaces=replaces))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wagtail-peersupport", description="Support threads in the comments of a blog."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    report = commands.add_parser(
        "report",
        help="read a WordPress or Disqus export and write a page about the questions in it",
        description="Read a WordPress or Disqus export and write one HTML page: what readers "
        "asked, what never got an answer, how long the others waited. Nothing leaves this machine.",
    )
    report.add_argument(
        "export", metavar="EXPORT.xml", help="the file that WordPress or Disqus made"
    )
    report.add_argument(
        "--to", metavar="FILE.html", help="where to write it (default: EXPORT.report.html, here)"
    )
    return parser


def _figures(export: Path) -> Figures:
    """The figures of an export, with a progress bar on a terminal."""
    show = _progress_bar() if sys.stderr.isatty() else None
    try:
        read = read_export(export, progress=show and (lambda share: show("Reading", share)))
        engine = LinearEngine()
        return figures_of(read, engine, show and (lambda share: show("Understanding", share)))
    finally:
        if show:
            sys.stderr.write("\r\x1b[K")


def _progress_bar() -> Callable[[str, float], None]:
    shown = ""

    def show(what: str, share: float) -> None:
        nonlocal shown
        filled = round(share * BAR)
        line = f"{what:<14}[{'#' * filled}{'.' * (BAR - filled)}] {share:4.0%}"
        if line != shown:
            sys.stderr.write(f"\r{line}")
            sys.stderr.flush()
            shown = line

    return show


def _check_target(target: Path) -> bool:
    """Whether a report is there that will be replaced. Raises `OutputError` for anything else."""
    if target.name == "-" or target.is_dir():
        raise OutputError(f"{target} is no file name. Name an HTML file with --to.")
    if not target.parent.is_dir():
        raise OutputError(f"the folder {target.parent} does not exist. Make it, or change --to.")
    if not target.exists():
        return False
    try:
        with target.open(encoding="utf-8", errors="replace") as existing:
            ours = is_report(existing.read(BEGINNING))
    except OSError as error:
        raise OutputError(f"{target} cannot be replaced: {error.strerror}.") from error
    if not ours:
        raise OutputError(f"{target} exists and is not a report. Choose another name with --to.")
    return True


def _write(target: Path, page: str) -> None:
    """Write the whole page or nothing: beside the target first, then in its place."""
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        beside.write_text(page, encoding="utf-8")
        beside.replace(target)
    except OSError as error:
        raise OutputError(f"{target} cannot be written: {error.strerror}.") from error
    finally:
        beside.unlink(missing_ok=True)


def _closing_words(figures: Figures, target: Path, *, replaces: bool) -> str:
    questions = count(len(figures.questions), "question").capitalize()
    found = f"{questions} in {count(figures.comments, 'comment')}"
    if figures.questions:
        found += f", {len(figures.unanswered):,} never answered"
    wrote = "Replaced the report" if replaces else "Wrote"
    return f"{found}.\n{wrote} {target}: open it in a browser.\n"


if __name__ == "__main__":
    sys.exit(main())

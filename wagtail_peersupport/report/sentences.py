"""The sentences that sum the figures up, for the top of the page and for sharing."""

from wagtail_peersupport.report.figures import Figures
from wagtail_peersupport.report.words import count, duration, share, span


def headline(figures: Figures) -> tuple[str, str]:
    """Two sentences that say it all: what was asked, and what became of it ("" where nothing)."""
    asked = len(figures.questions)
    if not figures.comments:
        return "No comments yet, so nobody has asked anything.", ""
    if not asked:
        comments = count(figures.comments, "comment")
        return f"{_time(figures)} readers wrote {comments} and asked nothing we noticed.", ""
    outcome = _outcome(asked, len(figures.unanswered), len(figures.answered))
    return f"{_time(figures)} readers asked {count(asked, 'question')} under your posts.", outcome


def _outcome(asked: int, unanswered: int, answered: int) -> str:
    if asked == 1 and unanswered:
        return "It never got an answer."
    if unanswered == asked:
        return "Not one of them got an answer."
    if unanswered:
        return f"{unanswered:,} never got an answer."
    if answered == asked:
        return "It got an answer." if asked == 1 else "Every one of them got an answer."
    return (
        "Every one of them may have got an answer." if asked > 1 else "It may have got an answer."
    )


def _time(figures: Figures) -> str:
    if figures.since is None or figures.until is None:
        return "So far"
    time = span(figures.since, figures.until)
    return f"On {time}" if time == "one day" else f"In {time}"


def waiting(figures: Figures) -> str:
    """How long those waited who got an answer, "" when that is not known of anybody."""
    if figures.median_wait is None:
        return ""
    number = len(figures.waits)
    if number == 1:
        return f"The one answer came after {duration(figures.median_wait)}."
    if number < 5:
        best, worst = duration(figures.waits[0]), duration(figures.waits[-1])
        return f"The answers came after {best} at best and {worst} at worst."
    half = f"Half of those who got an answer had it within {duration(figures.median_wait)}"
    if figures.long_wait is None:
        return f"{half}."
    return f"{half}; one in ten waited longer than {duration(figures.long_wait)}."


def answered_by(figures: Figures) -> str:
    """Who answered first, "" without answers."""
    answered, readers = len(figures.answered), figures.answered_by_readers
    if not answered:
        return ""
    if not readers:
        return "Every first answer came from the blog itself; no other reader stepped in."
    if readers == answered:
        return "Every first answer came from another reader."
    return f"Other readers were the first to answer {share(readers, answered)}."

"""What became of the questions: shares, times, and who solved them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from django.utils.translation import gettext as _

from ...threads.survival import Wait, curve, quantile
from . import words
from .asked import Asked, Share, Solver, solvers, tally, waits_for_readers, waits_for_staff
from .charts import Part, Trace, strip, traces
from .tables import Cell, Figure, Key, Row, Table

MEDIAN, MOST = 0.5, 0.9
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def what_became(questions: Sequence[Asked]) -> Figure:
    whole = tally(questions)
    rows = (
        (_("Answered"), whole.answered),
        (_("Solved"), whole.solved),
        (_("Never answered"), whole.unanswered),
    )
    heading = _("What became of them")
    says = _("%(answered)s answered, %(solved)s solved, %(never)s never answered.") % {
        name: words.percent(Share(part, whole.asked))
        for name, part in (
            ("answered", whole.answered),
            ("solved", whole.solved),
            ("never", whole.unanswered),
        )
    }
    if Share(whole.asked, whole.asked).percent is None:
        says = _("%(questions)s: too few to tell.") % {"questions": words.questions(whole.asked)}
    drawn = strip(
        [
            Part(whole.solved, "is-solved"),
            Part(whole.answered - whole.solved, "is-answered"),
            Part(whole.unanswered, "is-asked"),
        ]
    )
    return Figure(
        name="outcomes",
        heading=heading,
        icon="check",
        says=(says,),
        about=_(
            "What is solved counts as answered, too, even where the asker found another way. Never "
            "answered: nobody has so far, or it was closed without an answer."
        ),
        chart=drawn.named("outcomes", heading, says),
        keys=(
            Key("is-solved", _("Solved")),
            Key("is-answered", _("Answered, not solved")),
            Key("is-asked", _("Never answered")),
        ),
        table=_shares(_("Outcome"), rows, whole.asked),
    )


def solved_by(questions: Sequence[Asked]) -> Figure:
    counts = solvers(questions)
    whole = sum(counts.values())
    by_readers = Share(counts[Solver.READERS] + counts[Solver.ANOTHER_WAY], whole)
    heading = _("Solved by readers")
    if not whole:
        return Figure(
            "solved_by",
            heading,
            "group",
            _("Of what is solved: by whose answer first, or without one."),
            empty=_(
                "Nothing is solved yet. Accept answers for askers who do not come back, from the "
                "screen of their question."
            ),
        )
    says = _("%(share)s of %(questions)s that are solved.") % {
        "share": words.percent(by_readers),
        "questions": words.questions(whole),
    }
    if by_readers.percent is None:
        says = _("%(questions)s solved: too few to tell.") % {"questions": words.questions(whole)}
    looks = (
        (Solver.READERS, "is-solved", _("By an answer of readers")),
        (Solver.ANOTHER_WAY, "is-answered", _("In another way, by the asker")),
        (Solver.STAFF, "is-asked", _("By an answer of staff")),
    )
    return Figure(
        name="solved_by",
        heading=heading,
        icon="group",
        says=(says,),
        about=_(
            "Of what is solved: by whose answer, the one that was accepted first, or in another "
            "way. Both the readers’ answers and another way count for readers."
        ),
        chart=strip([Part(counts[who], look) for who, look, __ in looks]).named(
            "solved_by", heading, says
        ),
        keys=tuple(Key(look, label) for __, look, label in looks),
        table=_shares(_("Solved"), tuple((label, counts[who]) for who, __, label in looks), whole),
    )


def first_answers(questions: Sequence[Asked], now: datetime) -> Figure:
    sides = (
        (_("Readers"), "is-first", waits_for_readers(questions, now)),
        (_("Staff"), "is-second", waits_for_staff(questions, now)),
    )
    heading = _("Time to the first answer")
    says = tuple(_half(label, waits) for label, __, waits in sides)
    about = _(
        "By readers and by staff, each on their own. Questions that nobody has answered count for "
        "both, as still waiting. The lines show which share still waits after which time."
    )
    lines, marks = _scaled([(look, waits) for __, look, waits in sides if waits])
    levels = [(MEDIAN, _("half still wait")), (1 - MOST, _("one in ten"))]
    return Figure(
        name="first_answers",
        heading=heading,
        icon="history",
        says=says,
        about=about,
        chart=traces(lines, marks, levels).named("first_answers", heading, " ".join(says)),
        keys=tuple(Key(look, label) for label, look, __ in sides),
        table=Table(
            (
                _("By"),
                _("Median"),
                _("90th percentile"),
                _("Answered"),
            ),
            tuple(_wait_row(label, waits) for label, __, waits in sides),
        ),
    )


def _half(label: str, waits: Sequence[Wait]) -> str:
    median, most = quantile(waits, MEDIAN), quantile(waits, MOST)
    if median is None or most is None:
        return _("%(who)s: too few to tell.") % {"who": label}
    half = _("half take more than %(median)s") if median.is_bound else _("half within %(median)s")
    if most.is_bound:
        nearly_all = _("nine in ten take more than %(most)s")
    else:
        nearly_all = _("nine in ten within %(most)s")
    return _("%(who)s: %(half)s, %(nearly_all)s.") % {
        "who": label,
        "half": half % {"median": words.duration(median.length)},
        "nearly_all": nearly_all % {"most": words.duration(most.length)},
    }


def _wait_row(label: str, waits: Sequence[Wait]) -> Row:
    answered = sum(wait.is_over for wait in waits)
    return Row(
        label,
        (
            words.wait_cell(quantile(waits, MEDIAN)),
            words.wait_cell(quantile(waits, MOST)),
            Cell(
                _("%(part)s of %(whole)s")
                % {"part": words.number(answered), "whole": words.number(len(waits))},
                answered,
            ),
        ),
    )


def _scaled(
    sides: Sequence[tuple[str, Sequence[Wait]]],
) -> tuple[list[Trace], list[tuple[float, str]]]:
    """The curves on an axis whose marks stand at equal distances, and those marks: as many as the
    longest wait needs.
    """
    scale = (
        (0 * HOUR, "0"),
        (HOUR, _("1 h")),
        (4 * HOUR, _("4 h")),
        (DAY, _("1 d")),
        (3 * DAY, _("3 d")),
        (7 * DAY, _("1 wk")),
        (28 * DAY, _("4 wk")),
        (84 * DAY, _("12 wk")),
        (365 * DAY, _("1 yr")),
    )
    longest = max((wait.length for __, waits in sides for wait in waits), default=HOUR)
    used = next((at for at, (end, __) in enumerate(scale) if end >= longest), len(scale) - 1)
    used = max(used, 1)
    ends = [end for end, __ in scale[: used + 1]]

    def place(length: timedelta) -> float:
        for at, (start, end) in enumerate(pairwise(ends)):
            if length <= end:
                return (at + (length - start) / (end - start)) / used
        return 1.0

    lines = []
    for look, waits in sides:
        steps = [(place(step.length), step.share) for step in curve(waits)]
        last = place(max(wait.length for wait in waits))
        end = steps[-1][1] if steps else 1.0
        lines.append(Trace(((0.0, 1.0), *steps, (last, end)), look))
    return lines, [(at / used, label) for at, (__, label) in enumerate(scale[: used + 1])]


def _shares(heading: str, rows: Sequence[tuple[str, int]], whole: int) -> Table:
    return Table(
        (heading, _("Questions"), _("Share")),
        tuple(
            Row(label, (words.count(part), words.share_cell(Share(part, whole))))
            for label, part in rows
        ),
    )

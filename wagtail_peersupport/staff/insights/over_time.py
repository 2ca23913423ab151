"""The figures that are counted week by week: what was asked, and whether we kept our word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from django.utils.translation import gettext as _

from . import words
from .asked import Asked, Kept, Tally, by_step, tally, target
from .charts import Column, Part, columns
from .span import Span
from .tables import Figure, Key, Row, Table

T = TypeVar("T")


def questions_asked(questions: Sequence[Asked], span: Span) -> Figure:
    steps = span.steps()
    tallies = [tally(those) for those in by_step(questions, steps)]
    whole = tally(questions)
    heading = _("Questions per week") if span.has_weeks else _("Questions per month")
    says = _("%(asked)s asked. Of them %(answered)s answered, %(solved)s solved.") % {
        "asked": words.questions(whole.asked),
        "answered": words.number(whole.answered),
        "solved": words.number(whole.solved),
    }
    return Figure(
        name="asked",
        heading=heading,
        icon="help",
        says=(says,),
        about=_(
            "Questions and problems, counted when they were asked; what became of them by now."
        ),
        chart=columns([_asked_column(*pair) for pair in _pairs(steps, tallies)]).named(
            "asked", heading, says
        ),
        keys=(
            Key("is-asked", _("Asked")),
            Key("is-answered", _("Answered")),
            Key("is-solved", _("Solved")),
        ),
        table=Table(
            (_step_heading(span), _("Asked"), _("Answered"), _("Solved")),
            tuple(
                _step_row(step, one.asked, one.answered, one.solved)
                for step, one in _pairs(steps, tallies)
            ),
        ),
        is_long=True,
    )


def target_kept(questions: Sequence[Asked], span: Span, now: datetime) -> Figure:
    steps = span.steps()
    kept = [target(those, now) for those in by_step(questions, steps)]
    whole = target(questions, now)
    heading = _("Response target")
    says = _("First answer in time: %(share)s (%(kept)s kept, %(missed)s missed).") % {
        "share": words.percent(whole.share),
        "kept": words.number(whole.kept),
        "missed": words.number(whole.missed),
    }
    return Figure(
        name="target",
        heading=heading,
        icon="time",
        says=(says,),
        about=_(
            "Whether the first answer came within the target of the topic, else of the site. "
            "Topics for staff need an answer by staff. What still waits past its target is missed; "
            "what still has time is not counted."
        ),
        chart=columns([_kept_column(*pair) for pair in _pairs(steps, kept)]).named(
            "target", heading, says
        ),
        keys=(Key("is-solved", _("Kept")), Key("is-asked", _("Missed"))),
        table=Table(
            (_step_heading(span), _("Kept"), _("Missed")),
            tuple(_step_row(step, one.kept, one.missed) for step, one in _pairs(steps, kept)),
        ),
        is_long=True,
    )


def _asked_column(step: Span, one: Tally) -> Column:
    parts = (
        Part(one.asked, "is-asked"),
        Part(one.answered, "is-answered"),
        Part(one.solved, "is-solved"),
    )
    return Column(words.mark(step.first), parts)


def _kept_column(step: Span, one: Kept) -> Column:
    parts = (Part(one.kept + one.missed, "is-asked"), Part(one.kept, "is-solved"))
    return Column(words.mark(step.first), parts)


def _step_heading(span: Span) -> str:
    return _("Week") if span.has_weeks else _("Month")


def _step_row(step: Span, *counts: int) -> Row:
    return Row(words.step(step), tuple(map(words.count, counts)), key=step.first.isoformat())


def _pairs(steps: Sequence[Span], found: Sequence[T]) -> list[tuple[Span, T]]:
    return list(zip(steps, found, strict=True))

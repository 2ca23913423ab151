"""The figures that name something: posts, questions, people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from ..filters import State
from ..open_questions import questions_url
from ..places import screen_url
from . import words
from .asked import Asked, Share, Tally
from .charts import Bar, Chart, Part, bars
from .learning import Stretch
from .people import ANSWERS, QUIET, Helper
from .tables import Cell, Figure, Key, Row, Table
from .taught import Taught


@dataclass(frozen=True, slots=True)
class Repeated:
    """What was asked more than once: the thread that stands for it, and how often."""

    thread_pk: int
    times: int
    solved: int
    """How many of those are solved."""


def posts_that_ask(posts: Sequence[tuple[int, Tally]], titles: Mapping[int, str]) -> Figure:
    heading = _("Posts with most questions")
    labels = {pk: titles.get(pk, "") for pk, __ in posts}
    return Figure(
        name="posts",
        heading=heading,
        icon="doc-full-inverse",
        about=_("What many ask under one post, the post could say. At most ten posts."),
        chart=_bars(
            "posts",
            heading,
            [(labels[pk], float(one.asked), words.number(one.asked)) for pk, one in posts],
        ),
        table=Table(
            (_("Post"), _("Questions"), _("Solved")),
            tuple(
                Row(
                    labels[pk],
                    (words.count(one.asked), words.share_cell(Share(one.solved, one.asked))),
                    url=questions_url(pk, State.ALL),
                )
                for pk, one in posts
            ),
        ),
    )


def what_repeats(groups: Sequence[Repeated], titles: Mapping[int, str]) -> Figure:
    heading = _("What repeats")
    about = _(
        "Questions in similar words, with those that were merged. Of the newest 2,000; at most ten."
    )
    if not groups:
        empty = _("Nothing was asked twice in this time.")
        return Figure("repeats", heading, "copy", about, empty=empty)
    return Figure(
        name="repeats",
        heading=heading,
        icon="copy",
        about=about,
        chart=_bars(
            "repeats",
            heading,
            [(titles[one.thread_pk], float(one.times), words.number(one.times)) for one in groups],
        ),
        table=Table(
            (_("Question"), _("Times asked"), _("Of them solved")),
            tuple(
                _thread_row(one.thread_pk, titles, words.count(one.times), words.count(one.solved))
                for one in groups
            ),
        ),
    )


def wanted_by_many(questions: Sequence[Asked], titles: Mapping[int, str]) -> Figure:
    heading = _("Many have it, nobody solved it")
    about = _("Open questions of which most readers say that they have them, too. At most ten.")
    if not questions:
        empty = _("No open question of this time has a “me too”.")
        return Figure("me_toos", heading, "group", about, empty=empty)
    return Figure(
        name="me_toos",
        heading=heading,
        icon="group",
        about=about,
        chart=_bars(
            "me_toos",
            heading,
            [(titles[one.pk], float(one.me_toos), words.number(one.me_toos)) for one in questions],
        ),
        table=Table(
            (_("Question"), _("Me too"), _("Asked")),
            tuple(
                _thread_row(
                    one.pk,
                    titles,
                    words.count(one.me_toos),
                    Cell(words.day(one.day), one.day.isoformat()),
                )
                for one in questions
            ),
        ),
    )


def quiet(helpers: Sequence[Helper]) -> Figure:
    heading = _("Helpers who went quiet")
    about = _(
        "Readers with %(answers)s answers or more, and none in the last %(days)s days, whatever "
        "time is chosen above. Only accounts and confirmed addresses; of addresses nothing is "
        "shown."
    ) % {"answers": ANSWERS, "days": QUIET.days}
    if not helpers:
        empty = _("Nobody who used to help has gone quiet.")
        return Figure("quiet", heading, "user", about, empty=empty)
    named = [(one.name or _("A reader without an account"), one) for one in helpers]
    return Figure(
        name="quiet",
        heading=heading,
        icon="user",
        about=about,
        chart=_bars(
            "quiet",
            heading,
            [(name, float(one.answers), words.number(one.answers)) for name, one in named],
        ),
        table=Table(
            (_("Helper"), _("Answers"), _("Last answer")),
            tuple(Row(name, (words.count(one.answers), _day(one.last_at))) for name, one in named),
        ),
    )


def what_posts_learned(lessons: Sequence[Taught], titles: Mapping[int, str]) -> Figure:
    heading = _("What posts learned")
    about = _(
        "How many asked a question in 30 days, before the post said the answer and since: by "
        "asking it, something merged or similar, or by “me too”. Up to 90 days on either side "
        "count."
    )
    if not lessons:
        empty = _(
            "No post says yet what readers answered. Choose “Put this into the post” at an "
            "accepted answer, and publish."
        )
        return Figure("learned", heading, "edit", about, empty=empty)
    return Figure(
        name="learned",
        heading=heading,
        icon="edit",
        about=about,
        chart=bars([_before_and_after(one, titles) for one in lessons]).named(
            "learned", heading, _said([_effect(one, titles) for one in lessons])
        ),
        keys=(Key("is-before", _("Before")), Key("is-solved", _("Since"))),
        table=Table(
            (_("Question"), _("In the post since"), _("Asked in 30 days, before"), _("Since")),
            tuple(
                _thread_row(
                    one.thread_pk,
                    titles,
                    _day(one.live_at),
                    _rate(one.effect.before),
                    _rate(one.effect.after),
                    note=one.post,
                )
                for one in lessons
            ),
        ),
    )


def _bars(name: str, heading: str, rows: Sequence[tuple[str, float, str]]) -> Chart:
    drawn = bars([Bar(label, (Part(size, "is-solved", shown),)) for label, size, shown in rows])
    return drawn.named(name, heading, _said([f"{label}: {shown}" for label, __, shown in rows]))


def _said(parts: Sequence[str]) -> str:
    return "; ".join(parts)


def _thread_row(pk: int, titles: Mapping[int, str], *cells: Cell, note: str = "") -> Row:
    url = screen_url(pk)
    return Row(titles[pk], cells, url=url, note=note)


def _day(at: datetime) -> Cell:
    local = timezone.localtime(at).date()
    return Cell(words.day(local), local.isoformat())


def _rate(stretch: Stretch) -> Cell:
    rate = stretch.per_month
    if rate is None:
        return Cell(_("too early to tell"))
    return Cell(words.number(rate, 1), round(rate, 1))


def _before_and_after(one: Taught, titles: Mapping[int, str]) -> Bar:
    before, after = one.effect.before, one.effect.after
    return Bar(
        titles[one.thread_pk],
        (
            Part(before.per_month or 0, "is-before", _rate(before).shown),
            Part(after.per_month or 0, "is-solved", _rate(after).shown),
        ),
    )


def _effect(one: Taught, titles: Mapping[int, str]) -> str:
    return _("%(question)s: before %(before)s, since %(after)s") % {
        "question": titles[one.thread_pk],
        "before": _rate(one.effect.before).shown,
        "after": _rate(one.effect.after).shown,
    }

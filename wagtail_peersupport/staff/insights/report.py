"""The whole report: every figure, in the order in which staff read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ... import comments
from ...querysets import ThreadQuerySet
from ...viewer import Viewer
from ..alike import COMPARED, groups
from . import lists, outcomes, over_time
from .asked import Asked, by_post, most_wanted
from .lists import Repeated
from .merged import Merged, load_merged
from .not_asked import not_asked, questions_not_asked
from .people import quiet_helpers
from .reads import Scope, asked_within, in_scope, load_asked, newest_texts, titles_of
from .tables import Figure
from .taught import taught

LISTED = 10


@dataclass(frozen=True, slots=True)
class Report:
    """``figures`` of the questions asked in the chosen time; ``others`` look beyond it."""

    asked: int
    figures: tuple[Figure, ...]
    others: tuple[Figure, ...]

    @property
    def all(self) -> tuple[Figure, ...]:
        return self.figures + self.others


def report(viewer: Viewer, scope: Scope, now: datetime) -> Report:
    """A fixed number of queries, however many questions there are."""
    merged = load_merged()
    threads = in_scope(viewer, scope)
    within = asked_within(threads, scope.span)
    questions = load_asked(within, merged)
    lessons = taught(threads, in_scope(viewer, Scope(scope.span)), viewer, merged, now)
    repeated = _repeated(within, questions, merged)
    wanted = most_wanted(questions, LISTED)
    spared = not_asked(viewer, scope, merged)
    helped = spared[:LISTED]
    titles = titles_of(
        [
            *(one.thread_pk for one in helped if one.thread_pk is not None),
            *(one.thread_pk for one in repeated),
            *(one.thread_pk for one in lessons),
            *(one.pk for one in wanted),
        ]
    )
    posts = by_post(questions, LISTED)
    pages = comments.page_model().objects.filter(
        pk__in=[*(pk for pk, __ in posts), *(one.page_pk for one in helped)]
    )
    post_titles = dict(pages.values_list("pk", "title"))
    figures = (
        over_time.questions_asked(questions, scope.span),
        outcomes.what_became(questions),
        outcomes.first_answers(questions, now),
        over_time.target_kept(questions, scope.span, now),
        outcomes.solved_by(questions),
        lists.posts_that_ask(posts, post_titles),
        lists.what_repeats(repeated, titles),
        lists.wanted_by_many(wanted, titles),
    )
    others = (
        questions_not_asked(spared, titles, post_titles),
        lists.quiet(quiet_helpers(threads, now)),
        lists.what_posts_learned(lessons, titles),
    )
    return Report(len(questions), figures if questions else (), others)


def _repeated(
    threads: ThreadQuerySet, questions: Sequence[Asked], merged: Merged
) -> list[Repeated]:
    """What was asked most often, itself included: similar questions, and those that were merged.

    The thread that stands for a group is its newest that is solved, else its newest.
    """
    known = {one.pk: one for one in questions}
    found = [
        [pk for pk in group if pk in known] for group in groups(newest_texts(threads, COMPARED))
    ]
    grouped = {pk for group in found for pk in group}
    found += [[pk] for pk in known if pk not in grouped and merged.taken_in(pk)]
    repeated = [_as_repeated([known[pk] for pk in group], merged) for group in found if group]
    return sorted(repeated, key=lambda one: -one.times)[:LISTED]


def _as_repeated(group: Sequence[Asked], merged: Merged) -> Repeated:
    def times(those: Sequence[Asked]) -> int:
        return sum(1 + len(merged.taken_in(one.pk)) for one in those)

    solved = [one for one in group if one.solved_at is not None]
    return Repeated((solved or group)[0].pk, times(group), times(solved))

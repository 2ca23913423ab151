"""Questions that were not asked, since what was shown to the reader helped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...models import Deflection, SupportThread
from ...viewer import Viewer
from ..places import screen_url
from ..reach import reachable_pages, reachable_threads
from . import words
from .charts import Bar, Part, bars
from .merged import Merged
from .reads import Scope, midnights
from .tables import Figure, Row, Table

LISTED = 10


@dataclass(frozen=True, slots=True)
class Helped:
    """What helped, and how often: a thread, or the post that somebody was about to ask under."""

    times: int
    thread_pk: int | None
    page_pk: int


def not_asked(viewer: Viewer, scope: Scope, merged: Merged) -> list[Helped]:
    """What helped on the days of the scope, most often first. Two queries.

    A post of the scope is the one under which nobody had to ask; a topic is that of the thread.
    """
    since, until = midnights(scope.span)
    said = Deflection.objects.filter(
        created_at__gte=since,
        created_at__lt=until,
        page__in=reachable_pages(viewer).values("pk"),
    )
    if scope.topic is not None:
        said = said.filter(thread__topic=scope.topic)
    if scope.post is not None:
        said = said.filter(page=scope.post.pk)
    rows = [
        (merged.last(thread) if thread is not None else None, page)
        for thread, page in said.values_list("thread_id", "page_id")
    ]
    shown = _shown({thread for thread, __ in rows if thread is not None}, viewer)
    counted: Counter[tuple[int | None, int]] = Counter(
        (thread, page if thread is None else 0)
        for thread, page in rows
        if thread is None or thread in shown
    )
    order = sorted(counted.items(), key=lambda one: (-one[1], one[0][0] or 0, one[0][1]))
    return [Helped(times, thread, page) for (thread, page), times in order]


def _shown(threads: set[int], viewer: Viewer) -> set[int]:
    found = reachable_threads(viewer).active().filter(pk__in=threads)
    return set(found.values_list("pk", flat=True))


def questions_not_asked(
    helped: Sequence[Helped], threads: Mapping[int, str], posts: Mapping[int, str]
) -> Figure:
    heading = _("Questions not asked")
    about = _(
        "Readers who were about to ask and said “That helped” of what was shown to them: each "
        "once for each question or post. Nothing else counts. At most ten."
    )
    if not helped:
        empty = _("Nobody has said “That helped” in this time.")
        return Figure("not_asked", heading, "tick-inverse", about, empty=empty)
    whole = sum(one.times for one in helped)
    says = ngettext(
        "%(count)s question was not asked.", "%(count)s questions were not asked.", whole
    ) % {"count": words.number(whole)}
    listed = [(_label(one, threads, posts), one) for one in helped[:LISTED]]
    drawn = bars(
        [
            Bar(label, (Part(float(one.times), "is-solved", words.number(one.times)),))
            for label, one in listed
        ]
    )
    summary = "; ".join(f"{label}: {words.number(one.times)}" for label, one in listed)
    return Figure(
        name="not_asked",
        heading=heading,
        icon="tick-inverse",
        about=about,
        says=(says,),
        chart=drawn.named("not_asked", heading, summary),
        table=Table(
            (_("What helped"), _("Times")),
            tuple(Row(label, (words.count(one.times),), url=_url(one)) for label, one in listed),
        ),
    )


def _label(one: Helped, threads: Mapping[int, str], posts: Mapping[int, str]) -> str:
    if one.thread_pk is not None:
        return threads[one.thread_pk]
    return _("The post “%(title)s” itself") % {"title": posts.get(one.page_pk, "")}


def _url(one: Helped) -> str:
    if one.thread_pk is not None:
        return screen_url(one.thread_pk)
    return f"{reverse('peersupport_staff:queue')}?state=all&post={one.page_pk}"


def helped_without_asking(thread: SupportThread) -> int:
    """How many people a thread helped who then did not ask."""
    return Deflection.objects.filter(thread=thread).values("voter").distinct().count()

"""Lists of threads: tabs with counts, search, sorting, paging."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .. import comments
from ..addresses import Addresses
from ..conf import conf
from ..models import SupportReply, SupportThread
from ..querysets import ThreadQuerySet
from ..ranking.order import ranked
from ..viewer import Viewer
from .authors import Authors
from .faces import ThreadFace
from .facts import Facts, load_facts
from .listed import Listing, Tab
from .painting import Painter
from .searching import search
from .topics import topics_of
from .wording import first_words

TABS = ("unanswered", "answered", "solved", "ideas", "all")
SORTS = {
    "newest": ("-asked_at", "-pk"),
    "oldest": ("asked_at", "pk"),
    "active": ("-last_activity_at", "-pk"),
    "wanted": ("-me_too_count", "-asked_at", "-pk"),
}
MOST_COUNTED = 1001
EXCERPT = 200


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader of a list asked for; anything unknown falls back to the first choice."""

    tab: str = "all"
    search: str = ""
    sort: str = "newest"
    page: int = 1
    topic: str = ""
    """The slug of a topic, "" for all."""


def listing(viewer: Viewer, wish: Wish, *, locale: Any = None) -> Listing:
    """One page of the threads that this viewer may see, in ``locale`` (all languages without one).

    With a search, solved threads come first, then by relevance; without, by ``wish.sort``.
    """
    visible = SupportThread.objects.visible_to(viewer)
    if locale is not None:
        visible = visible.in_locale(locale)
    topics = topics_of(visible, wish.topic)
    chosen = [topic.pk for topic in topics if topic.is_current]
    if chosen:
        visible = visible.filter(topic__in=chosen)
    found = search(visible, wish.search) if wish.search else None
    if found is not None:
        visible = visible.filter(pk__in=found)
    tab = wish.tab if wish.tab in TABS else "all"
    sort = wish.sort if wish.sort in SORTS else "newest"
    if found is not None:
        hits = set(in_tab(visible, tab).values_list("pk", flat=True))
        pks = [pk for pk in found if pk in hits]
    else:
        pks = in_tab(visible, tab).order_by(*SORTS[sort]).values_list("pk", flat=True)
    size, number = conf.HUB_PAGE_SIZE, max(1, wish.page)
    shown = list(pks[(number - 1) * size : number * size + 1])
    return Listing(
        rows=tuple(thread_faces(shown[:size], viewer)),
        tabs=tuple(_tabs(visible, tab)),
        tab=tab,
        search=wish.search,
        sort=sort,
        page=number,
        has_previous=number > 1,
        has_next=len(shown) > size,
        topics=topics,
    )


def in_tab(threads: ThreadQuerySet, tab: str) -> ThreadQuerySet:
    """What a tab holds. Only current questions and problems can be unanswered: archive is no
    reproach.
    """
    if tab == "all":
        return threads
    within = threads.current() if tab == "unanswered" else threads
    return getattr(within, tab)()


def thread_faces(pks: Iterable[int], viewer: Viewer) -> list[ThreadFace]:
    """Threads as rows of a list, in the order of ``pks``, each with its best answer. Counts are
    live.
    """
    threads = {
        thread.pk: thread
        for thread in SupportThread.objects.filter(pk__in=list(pks)).with_authors()
    }
    answers = _answers(threads)
    questions = [thread.comment for thread in threads.values()]
    facts = load_facts([*questions, *(row for rows in answers.values() for row in rows)], viewer)
    pages = comments.page_model().objects.filter(
        pk__in={thread.page_id for thread in threads.values()}
    )
    painter = Painter(
        facts,
        Authors(questions, facts),
        viewer,
        Addresses(viewer),
        {page.pk: page for page in pages.specific()},
    )
    return [_face(threads[pk], answers[pk], facts, painter) for pk in pks if pk in threads]


def _face(thread: SupportThread, answers: list[Any], facts: Facts, painter: Painter) -> ThreadFace:
    thread.answer_count = len(answers)
    best = ranked(answers, facts.standing)[:1]
    return painter.thread(thread, first_words(best[0].comment, EXCERPT) if best else "")


def _answers(threads: dict[int, SupportThread]) -> dict[int, list[Any]]:
    answers: dict[int, list[Any]] = defaultdict(list)
    visible = SupportReply.objects.visible().answers().filter(thread__in=threads)
    for reply in visible.select_related("comment__user"):
        answers[reply.thread_id].append(reply.comment)
    return answers


def _tabs(visible: ThreadQuerySet, current: str) -> Iterable[Tab]:
    labels = {
        "unanswered": _("Unanswered"),
        "answered": _("Answered"),
        "solved": _("Solved"),
        "ideas": _("Ideas"),
        "all": _("All"),
    }
    for name in TABS:
        count = in_tab(visible, name)[:MOST_COUNTED].count()
        yield Tab(name, labels[name], count, name == current)

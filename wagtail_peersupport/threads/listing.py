"""Lists of threads: tabs with counts, search, sorting, paging."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Locale

from ..addresses import Addresses
from ..conf import conf
from ..models import SupportThread
from ..querysets import ThreadQuerySet
from ..viewer import Viewer, public_viewer
from .faces import QuestionLink, ThreadFace
from .helping import known_topics, likeliest_first
from .languages import other_languages
from .listed import MOST_COUNTED, Choice, Listing, PostFace, Tab
from .rows import thread_faces
from .searching import Found, find
from .topics import topics_of
from .wishes import SORTS, TABS, Wish

ANYBODY = public_viewer()
FEWEST_IDEAS = 5
"""With fewer, ideas have no tab of their own: they stand among all."""


def listing(viewer: Viewer, wish: Wish, *, locale: Any = None) -> Listing:
    """One page of the threads that this viewer may see, in ``locale`` (all languages without one).

    With a search, solved threads come first, then by relevance; without, by ``wish.sort``.
    """
    scope = _scope(viewer, wish.known(), locale)
    topics = topics_of(scope.threads, scope.wish)
    chosen = [topic.pk for topic in topics if topic.is_current]
    wish = scope.wish if chosen else replace(scope.wish, topic="")
    visible = scope.threads.filter(topic__in=chosen) if chosen else scope.threads
    found = find(visible, wish.search, scope.pages) if wish.search else None
    if found is not None:
        # Each was looked at: they need not be again for every tab.
        visible = SupportThread.objects.filter(pk__in=found.pks)
    known = known_topics(viewer) if wish.tab == "open" and found is None else frozenset()
    pks = _ordered(in_tab(visible, wish.tab, viewer), wish, found, known)
    size = conf.HUB_PAGE_SIZE
    shown = list(pks[(wish.page - 1) * size : wish.page * size + 1])
    words = found.words if found is not None else frozenset()
    rows = thread_faces(shown[:size], viewer, words, scope.addresses)
    is_signposted = locale is not None and found is None
    return Listing(
        rows=tuple(rows),
        tabs=tuple(_tabs(visible, wish, viewer, is_cut=found is not None and found.is_cut)),
        wish=wish,
        has_next=len(shown) > size,
        topics=topics,
        sorts=tuple(_sorts(wish)),
        post=scope.post,
        posts=_posts(rows, wish),
        languages=other_languages(scope.addresses, scope.locale, wish) if is_signposted else (),
        known=tuple(topic.name for topic in topics if topic.pk in known),
        is_near=found is not None and found.is_near,
    )


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a list is about before anything is searched or counted."""

    wish: Wish
    addresses: Addresses
    pages: QuerySet
    locale: Any
    post: PostFace | None

    @property
    def threads(self) -> ThreadQuerySet:
        return SupportThread.objects.active().on(self.pages)


def _scope(viewer: Viewer, wish: Wish, locale: Any) -> _Scope:
    addresses = Addresses(viewer)
    own = locale
    if own is not None and wish.language:
        locale = Locale.objects.filter(language_code=wish.language).first() or own
    page = addresses.pages.filter(pk=wish.post).first() if wish.post else None
    if page is not None:
        post = PostFace(page.pk, page.title, addresses.of_page(page))
        pages = addresses.pages.filter(pk=page.pk)
    else:
        post = None
        pages = addresses.pages if own is None else addresses.pages.filter(locale=locale)
    return _Scope(
        wish=replace(
            wish,
            post=post.pk if post is not None else 0,
            language="" if locale == own else locale.language_code,
        ),
        addresses=addresses,
        pages=pages,
        locale=locale,
        post=post,
    )


def in_tab(threads: ThreadQuerySet, tab: str, viewer: Viewer = ANYBODY) -> ThreadQuerySet:
    """What a tab holds. Only current questions and problems can be unanswered: archive is no
    reproach. Nobody is asked to help with what they asked themselves.
    """
    if tab == "all":
        return threads
    if tab == "open":
        return threads.open_to_readers().not_asked_by(viewer)
    within = threads.current() if tab == "unanswered" else threads
    return getattr(within, tab)()


def _ordered(
    threads: ThreadQuerySet, wish: Wish, found: Found | None, known: frozenset[int]
) -> Any:
    """The keys of these threads in the order of the list: sliceable, no query yet without one."""
    if found is not None:
        hits = found.pks if wish.tab == "all" else set(threads.values_list("pk", flat=True))
        return [pk for pk in found.pks if pk in hits]
    order = SORTS[wish.sort]
    if wish.tab == "open" and wish.sort == wish.first_sort:
        return likeliest_first(threads, known, *order).values_list("pk", flat=True)
    return threads.order_by(*order).values_list("pk", flat=True)


def _posts(rows: Iterable[ThreadFace], wish: Wish) -> tuple[QuestionLink, ...]:
    titles = {row.post_pk: row.post_title for row in rows}
    if len(titles) < 2:
        return ()
    return tuple(QuestionLink(title, wish.query(post=pk)) for pk, title in titles.items())


def _sorts(wish: Wish) -> Iterable[Choice]:
    labels = {
        "newest": _("Newest"),
        "oldest": _("Oldest"),
        "active": _("Last reply"),
        "wanted": _("Most wanted"),
    }
    for name in SORTS:
        yield Choice(name, labels[name], wish.query(sort=name), name == wish.sort)


def _tabs(visible: ThreadQuerySet, wish: Wish, viewer: Viewer, *, is_cut: bool) -> Iterable[Tab]:
    labels = {
        "open": _("Can you help?"),
        "unanswered": _("Unanswered"),
        "answered": _("Answered"),
        "solved": _("Solved"),
        "ideas": _("Ideas"),
        "all": _("All"),
    }
    for name in TABS:
        is_current = name == wish.tab
        if name == "answered" and not is_current:
            continue
        count = in_tab(visible, name, viewer)[:MOST_COUNTED].count()
        if name != "ideas" or count >= FEWEST_IDEAS or is_current:
            yield Tab(name, labels[name], count, is_current, wish.query(tab=name), is_cut)

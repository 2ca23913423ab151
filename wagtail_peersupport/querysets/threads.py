"""Questions asked of many threads at once. They chain:
``.visible_to(viewer).unanswered().overdue(now)``.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from wagtail.search.queryset import SearchableQuerySetMixin

from ..conf import conf
from .pages import visible_pages
from .waiting import WaitingMixin

if TYPE_CHECKING:
    from ..viewer import Viewer


class ThreadQuerySet(WaitingMixin, SearchableQuerySetMixin, QuerySet):
    """Threads by what can be said of any: who sees them, where they stand."""

    def active(self) -> ThreadQuerySet:
        """Threads whose comment everybody may see and which still needs support."""
        return self.filter(is_retired=False, comment__is_public=True, comment__is_removed=False)

    def visible_to(self, viewer: Viewer) -> ThreadQuerySet:
        """Active threads under pages that the viewer may see."""
        return self.active().on(visible_pages(viewer))

    def on(self, pages: QuerySet) -> ThreadQuerySet:
        """Threads of these pages."""
        return self.filter(page__in=pages.order_by().values("pk"))

    def in_locale(self, locale: Any) -> ThreadQuerySet:
        return self.filter(page__locale=locale)

    def under(self, page: Any) -> ThreadQuerySet:
        """Threads of one post."""
        return self.filter(page_id=page.pk)

    def ideas(self) -> ThreadQuerySet:
        return self.filter(kind="idea")

    def questions(self) -> ThreadQuerySet:
        """Questions and problems: what can be unanswered, answered or solved, as ideas can't."""
        return self.exclude(kind="idea")

    def unsettled(self) -> ThreadQuerySet:
        """Questions and problems that are neither solved nor closed."""
        return self.questions().filter(solved_at__isnull=True, closed_at__isnull=True)

    def unanswered(self) -> ThreadQuerySet:
        return self.unsettled().filter(answered_at__isnull=True)

    def answered(self) -> ThreadQuerySet:
        return self.unsettled().filter(answered_at__isnull=False)

    def closed(self) -> ThreadQuerySet:
        """Where staff said all that they could."""
        return self.questions().filter(solved_at__isnull=True, closed_at__isnull=False)

    def solved(self) -> ThreadQuerySet:
        return self.questions().filter(solved_at__isnull=False)

    def worth_finding(self, now: datetime) -> ThreadQuerySet:
        """Threads that search engines should know: with an answer, solved in another way, ideas,
        and what was asked lately. Archive without an answer is none.
        """
        is_fresh = Q(is_archive=False, asked_at__gt=now - conf.noindex_after)
        helps = Q(answered_at__isnull=False) | Q(solved_at__isnull=False) | Q(kind="idea")
        return self.filter(helps | is_fresh)

    def open_to_readers(self) -> ThreadQuerySet:
        """What readers are asked to help with: current, not solved, and not for staff to answer."""
        return self.current().unsettled().exclude(topic__staff_only=True)

    def not_asked_by(self, viewer: Viewer) -> ThreadQuerySet:
        """Without those of which the viewer is proven to be the asker."""
        others = self
        if viewer.user is not None:
            others = others.exclude(comment__user=viewer.user)
        if viewer.key:
            others = others.exclude(comment__peersupport_origin__voter=viewer.key)
        return others

    def current(self) -> ThreadQuerySet:
        return self.filter(is_archive=False)

    def archived(self) -> ThreadQuerySet:
        return self.filter(is_archive=True)

    def with_authors(self) -> ThreadQuerySet:
        return self.select_related("comment__user", "comment__peersupport_idea", "page", "topic")

"""Questions asked of many rows at once. They chain:
``.visible_to(viewer).unanswered().overdue(now)``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import swapper
from django.apps import apps
from django.db.models import (
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce
from wagtail.models import PageViewRestriction
from wagtail.search.queryset import SearchableQuerySetMixin

from .accounts import is_alone, staff_accounts
from .conf import conf

if TYPE_CHECKING:
    from .viewer import Viewer


def _refuses(restriction: PageViewRestriction, viewer: Viewer) -> bool:
    if restriction.restriction_type == PageViewRestriction.PASSWORD:
        return restriction.pk not in viewer.passed
    if viewer.user is None:
        return True
    if restriction.restriction_type == PageViewRestriction.LOGIN or viewer.user.is_superuser:
        return False
    allowed = {group.pk for group in restriction.groups.all()}
    return not allowed & {group.pk for group in viewer.user.groups.all()}


def visible_pages(viewer: Viewer) -> QuerySet:
    """The live pages of the viewer's site (of all sites without one) that no restriction keeps from
    them.

    An alias page is as restricted as its source. The number of queries to build it does not grow
    with the pages, only with aliases of aliases of what the viewer may not see.
    """
    pages = swapper.load_model("wagtailcore", "Page").objects.live()
    if viewer.site is not None:
        pages = pages.filter(_below_roots(viewer.site))
    restrictions = PageViewRestriction.objects.select_related("page").prefetch_related("groups")
    refusing = [restriction.page for restriction in restrictions if _refuses(restriction, viewer)]
    return pages.exclude(_with_aliases(refusing)) if refusing else pages


def _with_aliases(pages: Iterable[Any]) -> Q:
    """These pages with all below them, and whatever is an alias of one of those, at any remove."""
    objects = swapper.load_model("wagtailcore", "Page").objects
    level = list(pages)
    covered = Q(pk__in=())
    while level:
        below = _at_or_below(level)
        covered |= below
        aliases = objects.filter(alias_of__in=objects.filter(below)).exclude(covered)
        level = list(aliases.only("path", "numchild"))
    return covered


def _at_or_below(pages: Iterable[Any]) -> Q:
    """Named by as few paths as possible: a database takes only so many conditions."""
    found = Q(path__in=[page.path for page in pages])
    last = None
    for page in sorted(pages, key=lambda page: page.path):
        if page.numchild and not (last and page.path.startswith(last)):
            last = page.path
            found |= Q(path__startswith=last)
    return found


def _below_roots(site: Any) -> Q:
    """Pages of a site in all its languages: each has a root page of its own."""
    below = Q(pk__in=())
    for root in site.root_page.get_translations(inclusive=True):
        below |= Q(path__startswith=root.path)
    return below


class ThreadQuerySet(SearchableQuerySetMixin, QuerySet):
    def active(self) -> ThreadQuerySet:
        """Threads whose comment everybody may see and which still needs support."""
        return self.filter(is_retired=False, comment__is_public=True, comment__is_removed=False)

    def visible_to(self, viewer: Viewer) -> ThreadQuerySet:
        """Active threads under pages that the viewer may see."""
        return self.active().filter(page__in=visible_pages(viewer).values("pk"))

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

    def joined_in(self) -> ThreadQuerySet:
        """Threads that somebody besides the asker said something in: an answer or a me-too."""
        return self.filter(Q(answer_count__gt=0) | Q(me_too_count__gt=0))

    def current(self) -> ThreadQuerySet:
        return self.filter(is_archive=False)

    def archived(self) -> ThreadQuerySet:
        return self.filter(is_archive=True)

    def overdue(self, now: datetime) -> ThreadQuerySet:
        """Questions and problems that nobody answered within the readers' head start, or within
        the target of their topic where that is shorter.
        """
        promised = Q(topic__response_target_hours__isnull=False, answer_due_at__lte=now)
        return (
            self.current()
            .unanswered()
            .alias(answer_due_at=due_at(F("asked_at")))
            .filter(Q(asked_at__lte=now - head_start()) | promised)
            .exclude(Exists(self._follow_ups().filter(resolved_since_activity())))
        )

    def awaiting_staff(self) -> ThreadQuerySet:
        """Questions and problems of a topic for staff that no member of staff answered.

        They have no head start, and what readers answer is welcome but not enough; an accepted
        answer is, whoever wrote it.
        """
        answers = apps.get_model("wagtail_peersupport", "SupportReply").objects.filter(
            thread=OuterRef("pk"), comment__user__in=staff_accounts().values("pk")
        )
        return (
            self.current()
            .unsettled()
            .filter(topic__staff_only=True)
            .exclude(Exists(answers.visible().answers()))
            .exclude(Exists(self._follow_ups().filter(resolved_since_activity())))
        )

    def urgent(self) -> ThreadQuerySet:
        """Threads that should not wait and that staff neither answered nor resolved since the asker
        said so. An accepted answer is enough, whoever wrote it; other answers by readers are not.
        """
        replies = apps.get_model("wagtail_peersupport", "SupportReply").objects.visible()
        said_since = replies.filter(
            thread=OuterRef("thread"),
            by_asker=True,
            comment__submit_date__gt=OuterRef("comment__submit_date"),
            comment__peersupport_analysis__isnull=False,
        ).exclude(comment__peersupport_analysis__urgency=[])
        answers = replies.answers().filter(
            ~Exists(said_since),
            thread=OuterRef("pk"),
            comment__user__in=staff_accounts().values("pk"),
        )
        return (
            self.current()
            .exclude(urgency=[])
            .filter(solved_at__isnull=True, closed_at__isnull=True)
            .exclude(Exists(answers))
            .exclude(Exists(self._follow_ups().filter(resolved_since_activity())))
        )

    def asked_again(self) -> ThreadQuerySet:
        """Closed threads in which the asker said something since, other than thanks."""
        replies = apps.get_model("wagtail_peersupport", "SupportReply").objects.visible()
        said = replies.filter(
            thread=OuterRef("pk"), by_asker=True, comment__submit_date__gt=OuterRef("closed_at")
        ).exclude(role="thanks")
        return (
            self.current()
            .closed()
            .filter(Exists(said))
            .exclude(Exists(self._follow_ups().filter(resolved_since_activity())))
        )

    def reported(self) -> ThreadQuerySet:
        """Threads with a comment that readers reported and staff have not looked at. Even in the
        archive somebody has to.
        """
        report = apps.get_model("wagtail_peersupport", "Report")
        return self.filter(Exists(report.objects.waiting().in_outer_thread()))

    def needing_staff(self, now: datetime) -> ThreadQuerySet:
        """Threads that somebody flagged, reported or looks after, those for staff, urgent ones,
        overdue ones, and closed ones whose asker asks again: the staff's queue.
        """
        taken = self._follow_ups().filter(assignee__isnull=False, resolved_at__isnull=True)
        waiting = Exists(taken) | Exists(raised_on("pk"))
        threads = self.model.objects
        for derived in (
            threads.overdue(now),
            threads.awaiting_staff(),
            threads.urgent(),
            threads.asked_again(),
        ):
            waiting |= Q(pk__in=derived.values("pk"))
        return self.filter(Q(waiting, is_archive=False) | Q(pk__in=threads.reported().values("pk")))

    def with_authors(self) -> ThreadQuerySet:
        return self.select_related("comment__user", "comment__peersupport_idea", "page", "topic")

    @staticmethod
    def _follow_ups() -> QuerySet:
        follow_up = apps.get_model("wagtail_peersupport", "FollowUp")
        return follow_up.objects.filter(thread=OuterRef("pk"))


def raised_on(outer: str, *reasons: str) -> QuerySet:
    """What was said to staff of an outer thread (whose key is ``outer``) and still holds."""
    raised = apps.get_model("wagtail_peersupport", "FollowUpReason").objects.filter(
        follow_up__thread=OuterRef(outer), follow_up__resolved_at__isnull=True
    )
    if reasons:
        raised = raised.filter(reason__in=reasons)
    return still_holding(raised)


def still_holding(raised: QuerySet) -> QuerySet:
    """Without what is settled: what is solved, and for "stuck" what staff answered since."""
    replies = apps.get_model("wagtail_peersupport", "SupportReply").objects.visible().answers()
    answered = replies.filter(
        thread=OuterRef("follow_up__thread"),
        comment__user__in=staff_accounts().values("pk"),
        comment__submit_date__gt=OuterRef("raised_at"),
    )
    solved = Q(reason__in=("blocking", "still-stuck"), follow_up__thread__solved_at__isnull=False)
    return raised.exclude(solved | Q(Exists(answered), reason="still-stuck"))


def resolved_since_activity() -> Q:
    """For follow-ups of an outer thread: staff resolved it and nothing has happened since."""
    return Q(resolved_at__gte=OuterRef("last_activity_at"))


def due_at(since: Any) -> ExpressionWrapper:
    """For threads: when an answer is due that was asked for at ``since``, by the target of the
    topic, else by the site's.
    """
    hours = Coalesce(
        F("topic__response_target_hours"),
        Value(conf.RESPONSE_TARGET_HOURS),
        output_field=IntegerField(),
    )
    target = ExpressionWrapper(hours * Value(timedelta(hours=1)), output_field=DurationField())
    return ExpressionWrapper(since + target, output_field=DateTimeField())


def head_start() -> timedelta:
    """How long readers may answer first: nothing where only one person is staff."""
    return timedelta(0) if is_alone() else conf.head_start

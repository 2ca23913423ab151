"""What the bulk actions of the queue share: which questions are meant, which of them can be done,
and what is said afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction

from ... import permissions
from ...actions.errors import Refused
from ...models import SupportThread
from ...threads.waiting import with_waiting
from ..counts import forget_count
from ..doing import tell
from ..places import queue_url
from ..queue import listed
from ..reach import reachable_threads, staff_viewer
from ..situations import Situation, situations
from .undo import Done, undo_button

#: How many questions one go takes: no request should run for minutes.
MOST = 200
#: How many of them the page before it shows at once; the others can be unfolded.
NAMED = 10
#: The field that carries what that page named, so that nothing else is done.
SHOWN = "shown"


class QueueAction(BulkAction):
    """A verb for many questions. A subclass says when it applies, does it to one, and counts.

    Each question is a transaction of its own, so that one refusal leaves the others done.
    """

    models: ClassVar[list[type]] = [SupportThread]
    template_name = "wagtail_peersupport/staff/bulk.html"
    icon = "comment"
    question: Any = ""
    """What the page before it asks."""
    button: Any = ""
    for_team: ClassVar[bool] = False
    """Whether it is of use only where more than one person is staff."""

    def __init__(self, request: HttpRequest, model: Any) -> None:
        self.viewer = staff_viewer(request)
        super().__init__(request, model)
        if self.next_url == request.path:
            self.next_url = queue_url()

    # What a subclass says --------------------------------------------------------------------

    def why_not(self, situation: Situation) -> str:
        """Why a question has to stay as it is; "" where nothing speaks against it."""
        raise NotImplementedError

    def do(self, situation: Situation, data: dict[str, Any]) -> Any:
        """Do it to one question by a verb of actions/, which logs it; ``data`` is the cleaned form.

        Returns what :meth:`take_back` needs, as JSON can hold it. Raises Refused.
        """
        raise NotImplementedError

    @staticmethod
    def take_back(thread: SupportThread, viewer: Any, before: Any) -> None:
        """The way back for one question. Raises Refused."""
        raise NotImplementedError

    def said(self, count: int) -> str:
        """What was done, with the number."""
        raise NotImplementedError

    def words_of(self, situation: Situation) -> str:
        """What the page before it shows of a question besides its title."""
        return ""

    # Which questions -------------------------------------------------------------------------

    def get_all_objects_in_listing_query(self, parent_id: Any) -> list[int]:
        """What the listing holds with its search and filters, in its order; one more than fits."""
        return list(listed(self.request).values_list("pk", flat=True)[: MOST + 1])

    @cached_property
    def chosen(self) -> list[Situation]:
        pks = self._pks()[:MOST]
        threads = with_waiting(reachable_threads(self.viewer)).filter(pk__in=pks)
        place = {pk: number for number, pk in enumerate(pks)}
        rows = sorted(threads, key=lambda thread: place[thread.pk])
        return situations(rows, self.viewer, timezone.now())

    def _pks(self) -> list[int]:
        shown = self.request.POST.get(SHOWN)
        if shown is not None:
            return _keys(shown.split(","))
        given = self.request.GET.getlist("id")
        return self.get_all_objects_in_listing_query(None) if "all" in given else _keys(given)

    @cached_property
    def _refusals(self) -> dict[int, str]:
        return {one.thread.pk: self._why_not(one) for one in self.chosen}

    def _why_not(self, situation: Situation) -> str:
        if not permissions.can_support(self.viewer, situation.thread):
            return _("You need the permission to answer as staff.")
        return self.why_not(situation)

    def check_perm(self, obj: Situation) -> bool:
        return not self._refusals[obj.thread.pk]

    def get_actionable_objects(self) -> tuple[list[Situation], dict[str, list[Situation]]]:
        able = [one for one in self.chosen if self.check_perm(one)]
        left = [one for one in self.chosen if not self.check_perm(one)]
        return able, {"items_with_no_access": left}

    # The page before it ----------------------------------------------------------------------

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        able, found = self.get_actionable_objects()
        left = found["items_with_no_access"]
        doing = [(one, self.words_of(one)) for one in able]
        return super().get_context_data(
            doing=doing[:NAMED],
            more=doing[NAMED:],
            count=len(able),
            left=[(one, self._refusals[one.thread.pk]) for one in left],
            most=MOST if len(self._pks()) > MOST else None,
            shown=",".join(str(one.thread.pk) for one in self.chosen),
            action=self,
            **kwargs,
        )

    # Doing it --------------------------------------------------------------------------------

    def form_valid(self, form: Any) -> HttpResponse:
        able, __ = self.get_actionable_objects()
        threads = [one.thread for one in able]
        if (stopped := self._ask_hooks("before_bulk_action", threads)) is not None:
            return stopped
        done, refused = Done(self.action_type), {}
        for one in able:
            try:
                done.before[one.thread.pk] = self.do(one, form.cleaned_data)
            except Refused as refusal:
                refused[one.thread.pk] = str(refusal)
        forget_count(self.viewer)
        self._tell(done, {**self._refusals, **refused})
        if (stopped := self._ask_hooks("after_bulk_action", threads)) is not None:
            return stopped
        return redirect(self.next_url)

    def _ask_hooks(self, name: str, threads: list[SupportThread]) -> HttpResponse | None:
        for hook in hooks.get_hooks(name):
            result = hook(self.request, self.action_type, threads, self)
            if hasattr(result, "status_code"):
                return result
        return None

    def _tell(self, done: Done, refusals: dict[int, str]) -> None:
        left = [one for one in self.chosen if refusals[one.thread.pk]]
        if done.before:
            tell(self.request, self.said(len(done.before)), undo_button(done, self.viewer))
        if left:
            messages.warning(self.request, _left_as_they_were(left, refusals))
        elif not done.before:
            messages.warning(self.request, _("No question was chosen, so nothing was changed."))


def _left_as_they_were(left: list[Situation], refusals: dict[int, str]) -> str:
    words = ngettext(
        "%(count)d question was left as it was: %(why)s",
        "%(count)d questions were left as they were: %(why)s",
        len(left),
    )
    why = dict.fromkeys(refusals[one.thread.pk] for one in left)
    return words % {"count": len(left), "why": " ".join(why)}


def _keys(given: Iterable[str]) -> list[int]:
    """The primary keys among what an address or a form says, each once."""
    return list(dict.fromkeys(int(key) for key in given if key.isascii() and key.isdigit()))

"""Who of the staff's side is told of a question: the author of its post, else the team of its site,
else whoever supports it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import swapper
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.functional import cached_property
from django.utils.translation import get_supported_language_variant

from .. import permissions
from ..accounts import account_email, staff_accounts
from ..addresses import site_of
from ..models import StaffPreference, SupportThread, TeamSettings
from ..querysets import visible_pages
from ..viewer import Viewer
from .proven import proven_address


class Recipients:
    """Those who are told, with what was looked up of them. Queries grow with the people, never
    with the questions.

    ``wish`` is the field of StaffPreference that they may have switched off.
    """

    def __init__(self, wish: str) -> None:
        quiet = StaffPreference.objects.filter(**{wish: False})
        self._quiet = set(quiet.values_list("user_id", flat=True))
        self._visible: dict[Any, frozenset[int]] = {}
        self._accounts: dict[Any, Any] = {user.pk: user for user in staff_accounts()}
        self._staff = sorted(self._accounts)

    def of(self, thread: SupportThread) -> list[Any]:
        """The accounts to tell of a question: the first of author, team and all staff in which
        there is somebody who can be told. Each address stands there once.
        """
        page_pk, author = thread.page_id, thread.page.owner_id
        if author is not None and (found := self._tellable([author], thread)):
            return found
        for group in (self._team(site_of(thread.page)), self._staff):
            supporters = [pk for pk in group if permissions.supports(self.account(pk), page_pk)]
            if found := self._tellable(supporters, thread):
                return found
        return []

    def account(self, pk: Any) -> Any:
        """One object for each account, so that what it holds is asked once; None if it is gone."""
        if pk not in self._accounts:
            accounts = get_user_model()._default_manager
            self._accounts[pk] = accounts.filter(pk=pk).first()
        return self._accounts[pk]

    def _team(self, site_pk: int | None) -> list[Any]:
        return self._teams.get(site_pk, [])

    @cached_property
    def _teams(self) -> dict[int | None, list[Any]]:
        rows = TeamSettings.objects.prefetch_related("members")
        return {team.site_id: sorted(user.pk for user in team.members.all()) for team in rows}

    def _tellable(self, pks: Iterable[Any], thread: SupportThread) -> list[Any]:
        found = {}
        for user in map(self.account, pks):
            if user is not None and self._can_be_told(user, thread):
                found.setdefault(account_email(user).casefold(), user)
        return list(found.values())

    def _can_be_told(self, user: Any, thread: SupportThread) -> bool:
        email = account_email(user)
        if not (user.is_active and email) or user.pk in self._quiet:
            return False
        asker = thread.comment
        is_own = asker.user_id == user.pk
        if is_own or proven_address(asker).casefold() == email.casefold():
            return False
        return may_triage(user, thread.page_id) or thread.page_id in self._visible_to(user)

    def _visible_to(self, user: Any) -> frozenset[int]:
        if user.pk not in self._visible:
            asked = SupportThread.objects.active().current().values("page")
            pages = visible_pages(Viewer(user=user)).filter(pk__in=asked)
            self._visible[user.pk] = frozenset(pages.values_list("pk", flat=True))
        return self._visible[user.pk]


def may_triage(user: Any, page_pk: int) -> bool:
    """Whether an account can work on the questions of a post in the admin."""
    return permissions.supports(user, page_pk) and user.has_perm("wagtailadmin.access_admin")


def may_open_queue(user: Any) -> bool:
    return permissions.is_staff(user) and user.has_perm("wagtailadmin.access_admin")


def concerns(user: Any) -> bool:
    """Whether an account could ever be told: it is staff, or wrote a post."""
    pages = swapper.load_model("wagtailcore", "Page").objects
    return permissions.is_staff(user) or pages.filter(owner=user.pk).exists()


def language_of(user: Any) -> str:
    """The language that an account chose for the admin, else the site's."""
    profile = getattr(user, "wagtail_userprofile", None)
    chosen = profile.preferred_language if profile is not None else ""
    try:
        return get_supported_language_variant(chosen or settings.LANGUAGE_CODE)
    except LookupError:
        return settings.LANGUAGE_CODE

"""What may be shown and used of an account, and which ones may do what, whatever user model the
site has.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import swapper
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from wagtail.permissions import page_permission_policy

_REACHED = "_peersupport_reached"
_ADDRESS = re.compile(r"([^\s@]+)@[^\s@]+")


def account_name(user: Any) -> str:
    """The full name, else the username. Of one that is an e-mail address, the part before the @.

    Never empty for an account with a username.
    """
    full_name = getattr(user, "get_full_name", None)
    name = (full_name() if full_name is not None else "") or user.get_username()
    address = _ADDRESS.fullmatch(str(name))
    return address.group(1) if address else str(name)


def account_email(user: Any) -> str:
    """The address that the user model declares (EMAIL_FIELD), "" without one."""
    return getattr(user, user.get_email_field_name(), "") or ""


def reach_of(user: Any) -> Q | None:
    """For pages: those on which, or on an ancestor of which, an account holds any page permission;
    None for all there are.
    """
    if getattr(user, "is_superuser", False):
        return None
    # Wagtail remembers them on the user.
    held = page_permission_policy.get_cached_permissions_for_user(user)
    below = Q(pk__in=())
    for page in {permission.page for permission in held}:
        if page.depth == 1:
            return None
        below |= Q(path__startswith=page.path)
    return below


def reached_pages(user: Any) -> frozenset[int] | None:
    """The same by their keys: one query for an object that stands for an account."""
    if not hasattr(user, _REACHED):
        reach = reach_of(user)
        pages = swapper.load_model("wagtailcore", "Page").objects
        pks = pages.filter(reach).values_list("pk", flat=True) if reach is not None else None
        setattr(user, _REACHED, frozenset(pks) if pks is not None else None)
    return getattr(user, _REACHED)


def staff_accounts() -> QuerySet:
    """The active accounts that hold the staff permission."""
    return accounts_with("support")


def staff_keys() -> tuple[Any, ...]:
    """Their primary keys, read now: there are few, and a query that names them is quicker made and
    answered than one that looks for them at every place that asks.
    """
    return tuple(_staff_keys().all())


@cache
def _staff_keys() -> QuerySet:
    """The query, put together once: that takes longer than to answer it."""
    return staff_accounts().order_by("pk").values_list("pk", flat=True)


def is_alone() -> bool:
    """Whether at most one person is staff, so that nobody shares the work."""
    return len(staff_keys()) < 2


def accounts_with(codename: str) -> QuerySet:
    """The active accounts that hold a permission of ours: themselves, by a group, or as
    superuser.
    """
    return get_user_model()._default_manager.filter(_holding(codename))


@cache
def _holding(codename: str) -> Q:
    """The same as a condition, put together once."""
    held = Permission.objects.filter(
        content_type__app_label="wagtail_peersupport", codename=codename
    )
    model = get_user_model()
    objects = model._default_manager
    # Each found on its own: most accounts are readers', and no join has to pass them all.
    own = objects.filter(user_permissions__in=held).values("pk")
    by_group = objects.filter(groups__permissions__in=held).values("pk")
    holding = Q(is_superuser=True) | Q(pk__in=own) | Q(pk__in=by_group)
    # A user model without the field has active accounts only.
    if any(field.name == "is_active" for field in model._meta.get_fields()):
        holding &= Q(is_active=True)
    return holding

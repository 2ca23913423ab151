"""What may be shown and used of an account, and which ones may do what, whatever user model the
site has.
"""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet

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


def staff_accounts() -> QuerySet:
    """The active accounts that hold the staff permission."""
    return accounts_with("support")


def accounts_with(codename: str) -> QuerySet:
    """The active accounts that hold a permission of ours: themselves, by a group, or as
    superuser.
    """
    held = Permission.objects.filter(
        content_type__app_label="wagtail_peersupport", codename=codename
    )
    model = get_user_model()
    accounts = model._default_manager.filter(
        Q(is_superuser=True) | Q(user_permissions__in=held) | Q(groups__permissions__in=held)
    )
    # A user model without the field has active accounts only.
    if any(field.name == "is_active" for field in model._meta.get_fields()):
        accounts = accounts.filter(is_active=True)
    return accounts.distinct()

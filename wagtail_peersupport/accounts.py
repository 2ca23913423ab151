"""What may be shown and used of an account, whatever user model the site has."""

from __future__ import annotations

import re
from typing import Any

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

"""Who else answers as staff; where nobody does, nothing is said of who looks after what."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from ..accounts import staff_accounts
from ..viewer import Viewer


def colleagues_for(page: Any, viewer: Viewer) -> QuerySet:
    """The other staff accounts that support a post: by any page permission on it, or above."""
    above = page.get_ancestors(inclusive=True).values("pk")
    reaches = Q(groups__page_permissions__page__in=above) | Q(is_superuser=True)
    # Apart: whoever reaches it by two groups is one colleague.
    reaching = staff_accounts().model._default_manager.filter(reaches).values("pk")
    return staff_accounts().filter(pk__in=reaching).exclude(pk=viewer.user.pk)

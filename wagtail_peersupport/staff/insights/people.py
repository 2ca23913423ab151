"""Readers who used to help and went quiet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Max, Q
from django.db.models.functions import Lower

from ...accounts import account_name, staff_accounts
from ...models import SupportReply
from ...querysets import ThreadQuerySet

#: Who answered so often, and not for so long.
ANSWERS = 3
QUIET = timedelta(days=60)
LISTED = 10


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who answered. ``name`` is an account's; "" for one that only an address proves."""

    name: str
    answers: int
    last_at: datetime


def quiet_helpers(threads: ThreadQuerySet, now: datetime) -> list[Helper]:
    """Those who gave most answers to ``threads``, and none in the last QUIET. Staff are none of
    them, nor accounts that were switched off. Two queries.
    """
    proven = Q(comment__user__isnull=False) | Q(comment__peersupport_origin__is_confirmed=True)
    answers = (
        SupportReply.objects.visible()
        .answers()
        .filter(proven, thread__in=threads.values("pk"))
        .exclude(comment__user__in=staff_accounts().values("pk"))
        # Whoever has an account is one person, whatever address stands there.
        .annotate(address=Lower("comment__user_email"))
    )
    counted = {"count": Count("pk"), "last_at": Max("comment__submit_date")}
    often = Q(count__gte=ANSWERS, last_at__lt=now - QUIET)
    by_account = answers.filter(comment__user__isnull=False).values_list("comment__user_id")
    by_address = answers.filter(comment__user__isnull=True).values_list("address")
    accounts = list(by_account.annotate(**counted).filter(often).order_by("-count"))
    users = _active(pk for pk, __, __ in accounts)
    found = [Helper(account_name(users[pk]), *row) for pk, *row in accounts if pk in users]
    found += [Helper("", *row) for __, *row in by_address.annotate(**counted).filter(often)]
    return sorted(found, key=lambda one: (-one.answers, one.last_at))[:LISTED]


def _active(pks: Iterable[int]) -> dict[int, Any]:
    users = get_user_model()._default_manager.in_bulk(list(pks))
    return {pk: user for pk, user in users.items() if user.is_active}

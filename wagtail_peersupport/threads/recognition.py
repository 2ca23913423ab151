"""Who helped whom: counted by person and by the name that readers know them by.

A person is an account or a confirmed address. Two names of one person are never joined, since
whoever writes under a pseudonym may have a reason.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Max, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from ..accounts import account_name
from ..models import HelperChoice, helper_key
from .names import in_order, look_of
from .remembered import forget, remembered
from .survivors import accepted, helping, standing, surviving

_NAME = "recognition"
#: What those who helped most did: see helpers.py, which adds a month.
DID = "helped"
#: What tells persons and their names apart, of an answer.
_WRITER = ("comment__user_id", "address", "comment__user_name")


@dataclass(frozen=True, slots=True)
class Helped:
    """What somebody did under one name."""

    name: str
    answers: int
    solved: int
    sample: int
    """One of the answers."""


Key = tuple[str, str]
"""The key of a person, and the look of a guest's name; "" for an account, which has one name."""


NOBODY: Key = ("", "")
"""A guest who proved nothing."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """Everybody on a site whose answers solved something."""

    helped: Mapping[Key, Helped] = field(default_factory=dict)
    """Of those whose answers survived, and who did not ask to be left out."""
    earned: frozenset[Key] = frozenset()
    """Everybody with an accepted answer, however fresh, listed or not: their names are theirs."""
    looks: frozenset[str] = frozenset()
    """How the names of those look."""


def recognition(site: Any) -> Recognition:
    """Who helped on a site, in answers that everybody may see; at most some minutes old."""
    return remembered(_NAME, site, lambda: count_helped(helping(site)))


def forget_recognition() -> None:
    """Somebody was accepted, or wants to be listed or not: let it be seen at once."""
    forget(_NAME)
    forget(DID)


def key_of(comment: Any, is_confirmed: bool) -> Key:
    """Whom a comment is credited to."""
    email = comment.user_email if is_confirmed else ""
    is_proven = bool(comment.user_id or email)
    return writer_of(comment.user_id, email, comment.user_name) if is_proven else NOBODY


def count_helped(answers: QuerySet) -> Recognition:
    """Who of the writers of these answers (see ``survivors.helping``) solved something. Four
    queries.
    """
    now = timezone.now()
    counts = _by_writer(surviving(answers, now), answers=Count("pk"))
    solved = _by_writer(
        answers.filter(comment__in=accepted().values("answer")),
        accepted=Count("pk"),
        solved=Count("pk", filter=standing(now)),
        sample=Max("comment_id"),
    )
    names: dict[Key, Counter[str]] = defaultdict(Counter)
    found: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    samples = {}
    for user_pk, email, name, is_accepted, solves, sample in solved:
        key = writer_of(user_pk, email, name)
        samples[key] = sample
        names[key][name] += is_accepted
        found[key][1] += solves
    for user_pk, email, name, times in counts:
        key = writer_of(user_pk, email, name)
        if key in samples:
            names[key][name] += times
            found[key][0] += times
    accounts = _accounts(samples)
    shown = {
        key: in_order(account_name(accounts[key[0]]) if key[0] in accounts else _usual(counted))
        for key, counted in names.items()
    }
    quiet = unlisted() | {person for person, user in accounts.items() if not user.is_active}
    return Recognition(
        helped={
            key: Helped(shown[key], answers, solved, samples[key])
            for key, (answers, solved) in found.items()
            if solved and key[0] not in quiet
        },
        earned=frozenset(shown),
        looks=frozenset(map(look_of, shown.values())),
    )


def _usual(counted: Counter[str]) -> str:
    """How a guest's name is written most often."""
    return max(counted, key=lambda name: (counted[name], name))


def _by_writer(written: QuerySet, **counted: Any) -> Iterable[tuple]:
    rows = written.annotate(address=Lower("comment__user_email")).values_list(*_WRITER)
    return rows.annotate(**counted).order_by()


def unlisted() -> set[str]:
    """The persons who asked to be left out."""
    return set(HelperChoice.objects.filter(is_unlisted=True).values_list("person", flat=True))


def writer_of(user_pk: Any, email: str, name: str) -> Key:
    """Whom an answer is credited to that a person wrote, by account or by a confirmed address."""
    return helper_key(user_pk, email), "" if user_pk else look_of(name)


def _accounts(keys: Iterable[Key]) -> dict[str, Any]:
    pks = {person.removeprefix("u:") for person, __ in keys if person.startswith("u:")}
    users = get_user_model()._default_manager.filter(pk__in=pks)
    return {f"u:{user.pk}": user for user in users}

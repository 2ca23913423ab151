"""Who is who under a post: badges come from accounts, credit from persons, never from a typed
name.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from ..accounts import account_name
from ..models import is_by_mail
from .faces import AuthorFace
from .facts import Facts, load_credit, person_key
from .names import in_order, passes_for


class Authors:
    """Turns writers into faces. One query, for the credit of those who wrote here."""

    def __init__(self, rows: Iterable[Any], facts: Facts, page: Any = None) -> None:
        rows = list(rows)
        self.facts = facts
        self.owner_pk = page.owner_id if page is not None else None
        credit = load_credit(rows)
        self.credit = credit.counts
        owner = page.owner if page is not None else None
        known = [*facts.staff_names, *credit.names]
        if owner is not None:
            known += [account_name(owner), owner.get_username()]
        self.names = frozenset(known)

    def face(self, comment: Any) -> AuthorFace:
        name = shown_name(comment)
        return AuthorFace(
            name=name,
            initials=_initials(name),
            badge="by-mail" if is_by_mail(comment) else self._badge(comment, name),
            posted_by=self._posted_by(comment),
            url=comment.user_url if not comment.user_id and is_web(comment.user_url) else "",
            answers=self.credit.get(self._person(comment), 0),
        )

    @staticmethod
    def nobody() -> AuthorFace:
        """The face of a removed comment."""
        return AuthorFace(name="", initials="")

    def _person(self, comment: Any) -> str:
        origin = self.facts.origins.get(comment.pk)
        return person_key(comment, origin is not None and origin.is_confirmed)

    def _posted_by(self, comment: Any) -> str:
        origin = self.facts.origins.get(comment.pk)
        by = origin.posted_by if origin is not None else None
        return account_name(by) if by is not None else ""

    def _badge(self, comment: Any, name: str) -> str:
        if comment.user_id:
            if self.facts.is_by_staff(comment):
                return "staff"
            return "author" if comment.user_id == self.owner_pk else ""
        if self.credit.get(self._person(comment), 0):
            return ""
        return "guest" if any(passes_for(name, known) for known in self.names) else ""


def shown_name(comment: Any) -> str:
    """The account's name, else what the guest typed."""
    if comment.user_id and comment.user is not None:
        return in_order(account_name(comment.user))
    return in_order(comment.user_name)


def signature(author: AuthorFace) -> str:
    """A name for where no badge can stand beside it: what a guest typed and readers could take for
    somebody else's says so itself.
    """
    if author.badge == "guest":
        return _("%(name)s (guest)") % {"name": author.name}
    return author.name or _("Somebody")


def is_web(url: str) -> bool:
    """Whether an address may become a link; an import may hold any."""
    return url.startswith(("http://", "https://"))


def _initials(name: str) -> str:
    words = [word for word in name.split() if word[0].isalnum()] or [name.strip() or "?"]
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()

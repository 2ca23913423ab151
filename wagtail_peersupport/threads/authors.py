"""Who is who under a post: badges come from accounts, credit from persons, never from a typed
name.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from ..accounts import account_name
from ..models import is_by_mail
from .faces import AuthorFace
from .facts import Facts
from .names import in_order, look_of, passes_for
from .recognition import NOBODY, Key, key_of


class Authors:
    """Turns writers into faces; asks the database nothing but who owns the ``page``, where it is
    the comments of one.
    """

    def __init__(self, facts: Facts, page: Any = None) -> None:
        self.facts = facts
        self.owner_pk = page.owner_id if page is not None else None
        owner = page.owner if page is not None else None
        own = [account_name(owner), owner.get_username()] if owner is not None else []
        self.names = frozenset([*facts.staff_names, *own])

    def face(self, comment: Any) -> AuthorFace:
        name = shown_name(comment)
        return AuthorFace(
            name=name,
            initials=initials_of(name),
            badge="by-mail" if is_by_mail(comment) else self._badge(comment, name),
            posted_by=self._posted_by(comment),
            url=comment.user_url if not comment.user_id and is_web(comment.user_url) else "",
            **self._as_helper(comment),
        )

    @staticmethod
    def nobody() -> AuthorFace:
        """The face of a removed comment."""
        return AuthorFace(name="", initials="")

    def _as_helper(self, comment: Any) -> dict[str, int]:
        """What they helped, but for what bears the badge of staff."""
        key = self._key(comment)
        helped = self.facts.recognition.helped.get(key) if key != NOBODY else None
        if helped is None or self.facts.is_by_staff(comment):
            return {}
        return {"answers": helped.answers, "solved": helped.solved}

    def _key(self, comment: Any) -> Key:
        origin = self.facts.origins.get(comment.pk)
        return key_of(comment, origin is not None and origin.is_confirmed)

    def _posted_by(self, comment: Any) -> str:
        origin = self.facts.origins.get(comment.pk)
        by = origin.posted_by if origin is not None else None
        return account_name(by) if by is not None else ""

    def _badge(self, comment: Any, name: str) -> str:
        if comment.user_id:
            if self.facts.is_by_staff(comment):
                return "staff"
            return "author" if comment.user_id == self.owner_pk else ""
        known = self.facts.recognition
        if self._key(comment) in known.earned:
            return ""
        is_known = look_of(name) in known.looks or any(passes_for(name, one) for one in self.names)
        return "guest" if is_known else ""


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


def initials_of(name: str) -> str:
    """At most two letters that stand for a name."""
    words = [word for word in name.split() if word[0].isalnum()] or [name.strip() or "?"]
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()

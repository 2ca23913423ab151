"""Links in mail by which somebody who asked acts without an account: for one purpose and one
question, and bound to the proven address.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.crypto import constant_time_compare, salted_hmac

from .conf import conf
from .mail_links import BadLink, MailLink

_LINK = MailLink("asker", salt="wagtail_peersupport.asker")
_ADDRESS_SALT = "wagtail_peersupport.asker.address"
_HASH_LENGTH = 24


class Purpose(StrEnum):
    """What a link is good for, and for nothing else."""

    SOLVED = "solved"
    """Say that one answer solved it, and take that back."""

    STUCK = "stuck"
    """Say that nothing solved it yet, and take that back."""

    QUESTION = "question"
    """Everything that somebody may say of their own question."""


@dataclass(frozen=True, slots=True)
class AskerLink:
    """What a link claims: comments by their keys; ``answer`` is None where it is about no single
    one.
    """

    purpose: Purpose
    question: int
    answer: int | None
    address_hash: str

    def is_for(self, address: str) -> bool:
        """Whether it was made for this address; nothing is for an unproven one ("")."""
        return bool(address) and constant_time_compare(self.address_hash, _hash(address))


def read_token(token: str) -> AskerLink:
    """What a link claims. Raises BadLink, and OldLink after ``ASKER_LINK_DAYS``."""
    claim = _LINK.read(token, conf.asker_link_age)
    try:
        answer = int(claim["a"]) if claim["a"] is not None else None
        return AskerLink(Purpose(claim["for"]), int(claim["q"]), answer, str(claim["to"]))
    except (KeyError, TypeError, ValueError) as error:
        raise BadLink from error


def asker_url(
    page: Any, purpose: Purpose, question: int, address: str, answer: int | None = None
) -> str:
    """The full address of a link for whoever reads mail at ``address``, which must be proven; on
    the site of ``page``, the post.
    """
    claim = {"for": str(purpose), "q": question, "a": answer, "to": _hash(address)}
    return _LINK.url(page, claim)


def _hash(address: str) -> str:
    hashed = salted_hmac(_ADDRESS_SALT, address.casefold(), algorithm="sha256")
    return hashed.hexdigest()[:_HASH_LENGTH]

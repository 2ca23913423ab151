"""How links in mail are signed, by which somebody acts without an account: each sort for one
purpose, and only for a while.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing
from django.urls import reverse

from .addresses import absolute


class BadLink(Exception):
    """A link that was cut, altered, or is not ours."""


class OldLink(BadLink):
    """A link that was good, longer ago than such links work."""


@dataclass(frozen=True, slots=True)
class MailLink:
    """One sort of link."""

    leads_to: str
    """The name of our view that takes the signed part."""
    salt: str
    """No two sorts share one: so no link is good for another purpose."""

    def url(self, page: Any, claim: Any) -> str:
        """The full address of a link that claims this, as JSON can hold it, on the site of
        ``page``, the post.
        """
        key = signing.dumps(claim, salt=self.salt)
        return absolute(page, reverse(f"wagtail_peersupport:{self.leads_to}", args=[key]))

    def read(self, key: str, within: timedelta) -> Any:
        """What the signed part of a link claims. Raises OldLink, BadLink."""
        try:
            return signing.loads(key, salt=self.salt, max_age=within)
        except signing.SignatureExpired as error:
            raise OldLink from error
        except signing.BadSignature as error:
            raise BadLink from error

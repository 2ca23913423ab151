"""Which kind and role a comment has: the cues propose, and the model may know better.

The cues decide what can be told by a phrase. The model has weighed everything at once, and is
heard where it clearly contradicts them, but it never makes a joke or a word of the asker an answer.
"""

from collections.abc import Mapping

from wagtail_peersupport.detection.types import Context, Kind, Role

Shares = Mapping[str, float]
"""How probable each kind and role is; together 1."""

CLEARLY = 0.35
"""What the model must give to a role that no cue proposed."""

HARDLY = 0.12
"""What the model gives to a role that it does not believe in."""


def settled_role(proposed: Role, shares: Shares, context: Context, *, needs: bool) -> Role:
    """The role of a comment that the cues take for ``proposed``; it ``needs`` support or not."""
    is_trusted = context.by_author or context.by_staff
    if proposed is Role.ANSWER and not is_trusted and shares.get(Role.ANSWER, 0.0) < HARDLY:
        return _thanks_or_other(shares)
    if proposed is Role.OTHER and not needs:
        return _thanks_or_other(shares)
    return proposed


def settled_kind(proposed: Kind, shares: Shares) -> Kind:
    """Praise or remark, of a comment that needs no support and that the cues take for one of them
    or for something that asks.
    """
    if proposed in {Kind.PRAISE, Kind.REMARK}:
        is_praise = shares.get(Kind.PRAISE, 0.0) > shares.get(Kind.REMARK, 0.0)
        return Kind.PRAISE if is_praise else Kind.REMARK
    return proposed


def _thanks_or_other(shares: Shares) -> Role:
    return Role.THANKS if shares.get(Role.THANKS, 0.0) >= CLEARLY else Role.OTHER

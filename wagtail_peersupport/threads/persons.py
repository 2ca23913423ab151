"""What a person wrote who has no account: from an e-mail address, confirmed for each comment."""

from __future__ import annotations

from .. import comments
from ..models import CommentOrigin


def confirmed_by(email: str) -> list[int]:
    """The comments of guests that were confirmed from this address, by their keys.

    No index that we may make knows addresses: so they are looked for once, in the comments alone,
    and not again for every condition on a thread.
    """
    written = comments.comment_model().norel_objects.filter(user=None, user_email__iexact=email)
    pks = list(written.order_by().values_list("pk", flat=True))
    proven = CommentOrigin.objects.filter(comment__in=pks, is_confirmed=True)
    return list(proven.values_list("comment", flat=True))

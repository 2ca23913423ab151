"""When a guest's comment is saved at last: remember whose browser it came from, and hold first
links.
"""

import re
from typing import Any

from .. import comments
from ..cleaning import clean_comment
from ..conf import conf
from ..models import CommentOrigin, PendingComment

_SCHEME = re.compile(r"\w:?//\w", re.I)


def claim_pending(rows: list[Any]) -> None:
    """Turn what was remembered of waiting comments into origins of the saved ones.

    One query when nothing waits. A comment that never waited (an import, an account's) has no
    origin.
    """
    digests = {comments.digest(row): row for row in rows if row.user_id is None}
    waiting = list(PendingComment.objects.filter(digest__in=digests))
    if not waiting:
        return
    for one in waiting:
        row = digests[one.digest]
        CommentOrigin.objects.get_or_create(
            comment_id=row.pk,
            defaults={
                "voter": one.voter,
                "is_confirmed": one.is_confirmed,
                "is_held": conf.HOLD_FIRST_LINKS and has_link(row) and is_first(row),
            },
        )
    PendingComment.objects.filter(pk__in=[one.pk for one in waiting]).delete()


def has_link(comment: Any) -> bool:
    """Whether readers would see a link: in the words as they are shown, or on the writer's name."""
    shown = "<a " in clean_comment(comment.comment)
    # The linkifier knows common endings only; whatever says that it is a link is one, too.
    return bool(comment.user_url) or shown or bool(_SCHEME.search(comment.comment))


def is_first(comment: Any) -> bool:
    """Whether this e-mail address has no earlier comment that everybody may see."""
    earlier = comments.settled(
        user_email__iexact=comment.user_email, submit_date__lt=comment.submit_date
    )
    return not earlier.filter(comments.shown()).exclude(pk=comment.pk).exists()

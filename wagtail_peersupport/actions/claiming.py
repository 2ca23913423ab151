"""When a comment is saved at last: what its writer ticked, whose browser a guest's came from, and
whether it is held as a first link.
"""

import re
from typing import Any

from .. import comments
from ..cleaning import clean_comment
from ..conf import conf
from ..models import CommentOrigin, PendingComment
from ..models.choices import Source
from . import decisions

_SCHEME = re.compile(r"\w:?//\w", re.I)


def claim_pending(rows: list[Any]) -> bool:
    """Turn what was remembered of waiting comments into origins of the saved ones, and into
    decisions by their writers.

    One query when nothing waits; returns whether something did. A comment that never waited (an
    import, an account's) has no origin.
    """
    digests = {comments.digest(row): row for row in rows}
    waiting = list(PendingComment.objects.filter(digest__in=digests))
    if not waiting:
        return False
    rows_by_pk = comments.settled().in_bulk([digests[one.digest].pk for one in waiting])
    for one in waiting:
        row = rows_by_pk[digests[one.digest].pk]
        if one.wants_answer is not None:
            _decide(row, one.wants_answer)
        if row.user_id is None:
            _remember_origin(row, one)
    PendingComment.objects.filter(pk__in=[one.pk for one in waiting]).delete()
    return True


def _decide(row: Any, wants_answer: bool) -> None:
    """What the writer ticked, unless somebody decided already."""
    before = decisions.decision_of(row.pk)
    if before is None or not before.is_about_need:
        decisions.write(row.pk, needs_support=wants_answer, source=Source.WRITER, user=row.user)
        said = {"needs_support": wants_answer, "by": Source.WRITER}
        decisions.note(row, "peersupport.decide", row.user, **said)


def _remember_origin(row: Any, one: PendingComment) -> None:
    CommentOrigin.objects.get_or_create(
        comment_id=row.pk,
        defaults={
            "voter": one.voter,
            "is_confirmed": one.is_confirmed,
            "is_held": conf.HOLD_FIRST_LINKS and has_link(row) and is_first(row),
        },
    )


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

"""Staff write officially or personally."""

from typing import Any

from .. import comments, permissions
from ..models import CommentOrigin
from ..models.choices import Capacity


def remember_capacity(comment: Any, capacity: str) -> None:
    """Note in which capacity the account of a new comment wrote it: official or personal.

    Only for staff of its post; of anybody else it means nothing. Nothing said means official.
    """
    sayable = (Capacity.OFFICIAL, Capacity.PERSONAL)
    if capacity in sayable and permissions.supports(comment.user, comments.page_pk(comment)):
        CommentOrigin.objects.update_or_create(
            comment_id=comment.pk, defaults={"capacity": capacity}
        )

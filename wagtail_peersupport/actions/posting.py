"""Whether a comment may be posted; asked by our form before xtd sees it, and by the net behind
xtd's own doors.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import comments, permissions
from ..models import SupportReply
from ..querysets import is_visible
from ..viewer import Viewer
from .errors import NotAllowed, Refused
from .limits import AN_HOUR, check_guests_rate, check_rate
from .locking import lock_account

#: The same words sent again within this time are a double click, not a second comment.
DOUBLE_CLICK = timedelta(minutes=10)


def check_may_post(
    page: Any,
    viewer: Viewer,
    *,
    reply_to: Any,
    email: str,
    hashed_address: str,
    parent: Any = None,
) -> None:
    """Raise Refused, saying why in words for the writer, if this may not be posted now.

    ``reply_to`` is the key of the comment replied to as it was sent; 0 or "" for none. ``parent``
    is that comment, where it was found already. How much accounts write, :func:`once` checks.
    """
    check_page(page, viewer)
    if viewer.user is None and not comments.guests_may_post(page):
        raise NotAllowed(_("Please log in to comment here. Your words are kept below."))
    if str(reply_to) not in ("", "0"):
        check_parent(page, parent or comments.find(reply_to))
    if viewer.user is None:
        check_guests_rate(email, hashed_address)


@contextmanager
def once(user: Any, page: Any, data: Any) -> Iterator[Any]:
    """One account's words, one at a time: a second click waits for the first.

    Gives the comment that the first click made, None where these words are new; raises TooMany
    where they are, after too many others. Guests confirm by mail, where the same is asked again.
    ``data`` is the form's, with ``comment`` and ``reply_to``.
    """
    if user is None:
        yield None
        return
    words, reply_to = data.get("comment", "").strip(), comments.as_pk(data.get("reply_to", ""))
    with transaction.atomic():
        lock_account(user.pk)
        written = comments.written_by(user, since=timezone.now() - AN_HOUR)
        earlier = _twin(written, page, words, reply_to)
        if earlier is None:
            check_account_rate(user, written)
        yield earlier


def _twin(written: Sequence[Any], page: Any, words: str, reply_to: int | None) -> Any | None:
    since = timezone.now() - DOUBLE_CLICK
    for row in written:
        parent = row.parent_id if comments.is_reply(row) else None
        is_same = (row.comment, row.object_pk, parent) == (words, str(page.pk), reply_to or None)
        if is_same and row.submit_date >= since and not row.is_removed:
            return comments.find(row.pk)
    return None


def check_account_rate(user: Any, written: Sequence[Any] | None = None) -> None:
    """Raise TooMany when an account wrote too much: the comments of the last hour, where they are
    known.
    """
    if written is None:
        written = comments.written_by(user, since=timezone.now() - AN_HOUR)
    check_rate([row.submit_date for row in written], user)


def check_page(page: Any, viewer: Viewer) -> None:
    """Raise NotAllowed unless the viewer may see the post: live, on this site, past its
    restrictions. Those who support it write there from any site's admin.
    """
    if not comments.takes_comments(page):
        raise NotAllowed(_("This page takes no comments."))
    if not (is_visible(page, viewer) or _is_visible_to_staff(page, viewer)):
        raise NotAllowed(_("This post can't be commented on: it is not published for you."))


def _is_visible_to_staff(page: Any, viewer: Viewer) -> bool:
    may = permissions.supports(viewer.user, page.pk)
    return may and is_visible(page, replace(viewer, site=None))


def check_parent(page: Any, parent: Any) -> None:
    """Raise Refused unless ``parent`` is a visible comment of this post that may be replied to."""
    is_here = parent is not None and comments.page_pk(parent) == page.pk
    if not is_here or not comments.is_shown(parent) or SupportReply.objects.hides(parent.pk):
        raise Refused(_("The comment you reply to is no longer there. Send it as a new comment?"))
    allowed = comments.allowed_parent(parent, page)
    if allowed is None or allowed.pk != parent.pk:
        raise Refused(
            _("Replies can't go any deeper here. Send it as a reply to the comment above?")
        )

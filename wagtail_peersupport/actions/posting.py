"""Whether a comment may be posted; asked by our form before xtd sees it, and by the net behind
xtd's own doors.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import comments, permissions
from ..models import PendingComment, SupportReply
from ..querysets import visible_pages
from ..viewer import Viewer
from .errors import NotAllowed, Refused
from .limits import check_post_rate

#: The same words sent again within this time are a double click, not a second comment.
DOUBLE_CLICK = timedelta(minutes=10)


def check_may_post(
    page: Any, viewer: Viewer, *, reply_to: Any, email: str, hashed_address: str
) -> None:
    """Raise Refused, saying why in words for the writer, if this may not be posted now.

    ``reply_to`` is the key of the comment replied to as it was sent; 0 or "" for none.
    """
    check_page(page, viewer)
    if viewer.user is None and not comments.guests_may_post(page):
        raise NotAllowed(_("Please log in to comment here. Your words are kept below."))
    if str(reply_to) not in ("", "0"):
        check_parent(page, comments.find(reply_to))
    check_post_rate(user=viewer.user, email=email, hashed_address=hashed_address)


@contextmanager
def once(user: Any, page: Any, data: Any) -> Iterator[Any]:
    """One writer's words at one place, one at a time: a second click waits for the first.

    Gives the comment that the first click made, None where these words are new. Guests confirm by
    mail, where the same is asked again. ``data`` is the form's, with ``comment`` and ``reply_to``.
    """
    if user is None:
        yield None
        return
    words, reply_to = data.get("comment", "").strip(), comments.as_pk(data.get("reply_to", ""))
    place = f"{user.pk} {page.pk} {reply_to} {words}"
    digest = hashlib.sha256(place.encode()).hexdigest()
    with transaction.atomic():
        # Whoever else sends the same waits here until this transaction ends.
        claim = PendingComment.objects.get_or_create(
            digest=digest, defaults={"created_at": timezone.now()}
        )[0]
        since = timezone.now() - DOUBLE_CLICK
        yield comments.twin(page.pk, words, since, reply_to=reply_to, user=user)
        claim.delete()


def check_page(page: Any, viewer: Viewer) -> None:
    """Raise NotAllowed unless the viewer may see the post: live, on this site, past its
    restrictions. Those who support it write there from any site's admin.
    """
    if permissions.supports(viewer.user, page.pk):
        viewer = replace(viewer, site=None)
    if not comments.takes_comments(page):
        raise NotAllowed(_("This page takes no comments."))
    if not visible_pages(viewer).filter(pk=page.pk).exists():
        raise NotAllowed(_("This post can't be commented on: it is not published for you."))


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

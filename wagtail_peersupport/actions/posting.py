"""Whether a comment may be posted; asked by our form before xtd sees it, and by the net behind
xtd's own doors.
"""

from typing import Any

from django.utils.translation import gettext as _

from .. import comments
from ..querysets import visible_pages
from ..viewer import Viewer
from .errors import NotAllowed, Refused
from .limits import check_post_rate


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


def check_page(page: Any, viewer: Viewer) -> None:
    """Raise NotAllowed unless the viewer may see the post: live, on this site, past its
    restrictions.
    """
    if not visible_pages(viewer).filter(pk=page.pk).exists():
        raise NotAllowed(_("This post can't be commented on: it is not published for you."))


def check_parent(page: Any, parent: Any) -> None:
    """Raise Refused unless ``parent`` is a visible comment of this post that may be replied to."""
    is_here = parent is not None and comments.page_pk(parent) == page.pk
    if not is_here or not comments.is_shown(parent):
        raise Refused(_("The comment you reply to is no longer there. Send it as a new comment?"))
    allowed = comments.allowed_parent(parent, page)
    if allowed is None or allowed.pk != parent.pk:
        raise Refused(
            _("Replies can't go any deeper here. Send it as a reply to the comment above?")
        )

"""Whom we may write to: whoever proved an address, and of helpers of before only who came back."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from .. import comments
from ..models import ImportedComment, Notice, SupportReply
from ..querysets import visible_pages
from ..viewer import Viewer, public_viewer


def proven_address(comment: Any) -> str:
    """The address to write to: the account's, or the one that a guest confirmed; else ""."""
    if comment.user_id:
        return comment.user.email if comment.user.is_active else ""
    origin = getattr(comment, "peersupport_origin", None)
    return comment.user_email if origin is not None and origin.is_confirmed else ""


def writer_of(comment: Any) -> Viewer:
    """As whom the writer of a comment sees the blog when they open a link in a mail."""
    return Viewer(user=comment.user) if comment.user_id else public_viewer()


def helper_address(answer: Any) -> str:
    """The proven address of whoever wrote an answer. Of one that was there before us, or imported,
    only once they acted again: "" before.
    """
    since = _quiet_since(answer)
    if since is None:
        return proven_address(answer)
    acted = Q(submit_date__gt=since, peersupport_origin__is_confirmed=True)
    email = answer.user_email
    if answer.user_id:
        return proven_address(answer) if _came_back(answer.user, since) else ""
    return email if email and _own(acted, user_email__iexact=email) else ""


def helper_who_sees(reply: SupportReply) -> tuple[str, Viewer]:
    """The address of whoever wrote a reply, and as whom they see it; "" where they may not be
    written to, or do not see its page any more.
    """
    to, viewer = helper_address(reply.comment), writer_of(reply.comment)
    if to and not visible_pages(viewer).filter(pk=reply.thread.page_id).exists():
        to = ""
    return to, viewer


def _quiet_since(answer: Any) -> datetime | None:
    """Since when an answer stands here that nobody was told of; None for any other."""
    quiet = Notice.objects.filter(comment=answer.pk, recipient_hash="").first()
    if quiet is not None:
        return quiet.sent_at
    is_imported = ImportedComment.objects.filter(comment=answer.pk).exists()
    return answer.submit_date if is_imported else None


def _came_back(user: Any, since: datetime) -> bool:
    """Whether an account logged in or wrote since then."""
    last_login = getattr(user, "last_login", None)
    has_logged_in = last_login is not None and last_login > since
    return has_logged_in or _own(Q(submit_date__gt=since), user=user)


def _own(written: Q, **by: Any) -> bool:
    """Whether there is such a comment that was written here."""
    imported = ImportedComment.objects.filter(comment=OuterRef("pk"))
    return comments.settled(**by).filter(~Exists(imported), written).exists()

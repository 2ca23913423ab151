"""From rows to faces: what one viewer sees of one comment, and what they may do about it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.timesince import timesince

from .. import permissions
from ..addresses import Addresses
from ..cleaning import clean_comment
from ..models import SupportThread
from ..viewer import Viewer
from .authors import Authors
from .faces import CommentFace, ThreadFace
from .facts import Facts


class Painter:
    """Paints comments and threads for one viewer from facts already loaded; asks the database
    nothing.
    """

    def __init__(
        self, facts: Facts, authors: Authors, viewer: Viewer, addresses: Addresses, pages: dict
    ) -> None:
        self.facts = facts
        self.authors = authors
        self.viewer = viewer
        self.addresses = addresses
        self.pages = pages
        self.now = timezone.now()
        self.is_staff = permissions.is_staff(viewer.user)

    def thread(self, thread: SupportThread, excerpt: str = "") -> ThreadFace:
        page = self.pages[thread.page_id]
        comment = thread.comment
        asked = thread.comment_id in self.facts.my_calls
        return ThreadFace(
            pk=thread.pk,
            comment_pk=thread.comment_id,
            title=thread.title,
            kind=thread.kind,
            status=thread.status,
            is_idea=thread.is_idea,
            is_archive=thread.is_archive,
            language=thread.language,
            asked_at=thread.asked_at,
            asker=self.authors.face(comment),
            url=self.addresses.of(thread, page),
            post_title=page.title,
            post_url=self.addresses.of_page(page),
            answers=thread.answer_count,
            me_toos=thread.me_too_count,
            is_mine=permissions.wrote(self.viewer, comment),
            i_said_me_too=thread.comment_id in self.facts.my_me_toos,
            can_say_me_too=permissions.can_say_me_too(self.viewer, thread),
            can_ask_for_staff=not asked and permissions.can_ask_for_staff(self.viewer, thread),
            i_asked_for_staff=asked,
            can_decide=self.is_staff,
            excerpt=excerpt,
        )

    def comment(self, row: Any, **below: Any) -> CommentFace:
        """A visible comment; ``below`` sets what hangs on it (replies, best, reply_count,
        reply_to).
        """
        thread = self.facts.threads.get(row.pk)
        origin = self.facts.origins.get(row.pk)
        is_mine = permissions.wrote(self.viewer, row)
        return CommentFace(
            pk=row.pk,
            author=self.authors.face(row),
            html=clean_comment(row.comment),
            submit_date=row.submit_date,
            is_mine=is_mine,
            is_held=is_mine and origin is not None and origin.is_held,
            thread=self.thread(thread) if thread is not None else None,
            can_decide=self.is_staff,
            **self._as_reply(row),
            **below,
        )

    def removed(self, row: Any, **below: Any) -> CommentFace:
        """What is left of a removed comment that others replied to: nothing of its words or
        writer.
        """
        return CommentFace(
            pk=row.pk,
            author=self.authors.nobody(),
            html=clean_comment(""),
            submit_date=row.submit_date,
            is_removed=True,
            **below,
        )

    def _as_reply(self, row: Any) -> dict[str, Any]:
        reply = self.facts.replies.get(row.pk)
        if reply is None:
            return {}
        acceptance = self.facts.accepted.get(row.pk)
        accepted_by = ("staff" if acceptance.for_asker else "asker") if acceptance else ""
        return {
            "role": reply.role,
            "how": reply.link,
            "is_answer": reply.is_answer,
            "helpful": self.facts.tallies.get(row.pk, (0, 0))[0],
            "my_vote": self.facts.my_votes.get(row.pk),
            "can_vote": permissions.can_vote(self.viewer, reply),
            "accepted_by": accepted_by,
            "can_accept": not acceptance and permissions.can_accept(self.viewer, reply, self.now),
            "can_unaccept": bool(acceptance)
            and permissions.can_unaccept(self.viewer, reply.thread),
            "waited": _waited(reply.thread.asked_at, row.submit_date),
        }


def _waited(asked_at: datetime, answered_at: datetime) -> str:
    if answered_at - asked_at < timedelta(minutes=1):
        return ""
    return timesince(asked_at, answered_at, depth=1)

"""From rows to faces: what one viewer sees of one comment, and what they may do about it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from .. import comments, permissions
from ..accounts import account_email, account_name
from ..addresses import Addresses
from ..cleaning import clean_comment
from ..models import Acceptance, SupportThread, effective_kind
from ..models.choices import Kind
from ..viewer import Viewer
from .asker_side import asker_side, is_withdrawn, may_bring_back, proposed_to
from .authors import Authors
from .caring import seen_face
from .faces import CommentFace, QuestionLink, ThreadFace
from .facts import Facts
from .judged import Care
from .judging import care_of, closing_of, removed_for, verdict_on
from .topics import topic_face

#: How long after it was read a writer is asked what the engine is not sure of.
ASKED_FOR = timedelta(hours=1)


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
        self.is_staff = all(permissions.supports(viewer.user, pk) for pk in pages)

    def thread(self, thread: SupportThread, excerpt: str = "") -> ThreadFace:
        page = self.pages[thread.page_id]
        comment = thread.comment
        topic = thread.topic
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
            post_pk=page.pk,
            post_title=page.title,
            post_url=self.addresses.of_page(page),
            answers=thread.answer_count,
            me_toos=thread.me_too_count,
            is_mine=permissions.wrote(self.viewer, comment),
            i_said_me_too=thread.comment_id in self.facts.my_me_toos,
            can_say_me_too=permissions.can_say_me_too(self.viewer, thread),
            **self._as_telling(thread),
            can_ask_for_staff=not asked and permissions.can_ask_for_staff(self.viewer, thread),
            i_asked_for_staff=asked,
            **self._as_blocking(thread),
            asker_side=asker_side(thread, self.facts, self.viewer),
            can_decide=permissions.can_support(self.viewer, thread),
            excerpt=excerpt,
            topic=topic_face(topic, self.addresses.of_topic(topic.slug, page)) if topic else None,
            is_on_hub=getattr(page, "is_support_hub", False),
            is_off_post=thread.is_off_post,
            in_post_since=self.facts.in_post.get(thread.comment_id),
            closing=closing_of(thread, self.viewer),
            seen=seen_face(thread, self.facts, self.viewer),
            **(self._as_idea(thread) if thread.is_idea else {}),
        )

    def _as_telling(self, thread: SupportThread) -> dict[str, Any]:
        """Whether they hear when it is solved; nobody is told twice, so nobody is offered it
        again.
        """
        said = self.facts.my_tellings.get(thread.comment_id)
        if said is None or not permissions.can_be_told(self.viewer, thread):
            return {}
        user = self.viewer.user
        has_address = user is None or bool(account_email(user))
        return {
            "can_be_told": said.is_open and has_address,
            "needs_address": user is None,
            "is_to_be_told": said.wants_mail,
        }

    def _as_blocking(self, thread: SupportThread) -> dict[str, Any]:
        """What the asker said, once, and may say; to anybody else nothing of it."""
        said = self.facts.my_blocks.get(thread.comment_id)
        can_say = permissions.can_say_blocking(self.viewer, thread)
        return {
            "can_say_blocking": can_say and said is None,
            "i_am_blocked": can_say and bool(said),
        }

    def _as_idea(self, thread: SupportThread) -> dict[str, Any]:
        status = thread.idea_status
        state = getattr(thread.comment, "peersupport_idea", None)
        return {
            "idea_status": str(status),
            "idea_label": str(status.label),
            "idea_reason": state.reason if state is not None else "",
            "can_set_idea": permissions.can_set_idea(self.viewer, thread),
        }

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
            asked_before=self._asked_before(row),
            can_decide=self.is_staff,
            **self._as_guessed(row, is_mine),
            **self._as_praise(row),
            **self._as_reply(row),
            **self._as_judged(row),
            **below,
        )

    def removed(self, row: Any, **below: Any) -> CommentFace:
        """What is left of a removed or hidden comment: nothing of its words or writer."""
        known = self.facts.judged
        return CommentFace(
            pk=row.pk,
            author=self.authors.nobody(),
            html=clean_comment(""),
            submit_date=row.submit_date,
            is_removed=row.is_removed,
            is_withdrawn=is_withdrawn(row),
            can_bring_back=may_bring_back(self.viewer, row),
            removed_for=removed_for(row) if row.is_removed else "",
            was_reply=comments.is_reply(row),
            is_hidden=not row.is_removed,
            is_mine=permissions.wrote(self.viewer, row),
            care=Care(
                can_remove=self.is_staff and not is_withdrawn(row),
                reports=known.reports.get(row.pk),
            ),
            **below,
        )

    def _as_judged(self, row: Any) -> dict[str, Any]:
        """What staff said of it, and what may be done about it; nothing outside of threads."""
        reply = self.facts.replies.get(row.pk)
        if reply is None and row.pk not in self.facts.threads:
            return {"care": Care(can_remove=self.is_staff)}
        is_accepted = row.pk in self.facts.accepted
        return {
            "verdict": verdict_on(row) if reply is not None else None,
            "team_thanks": self.facts.thanks.get(row.pk),
            "care": care_of(
                row,
                reply,
                self.facts.judged,
                self.viewer,
                is_accepted=is_accepted,
                is_official=self.facts.is_by_staff(row),
            ),
        }

    def _asked_before(self, row: Any) -> QuestionLink | None:
        thread = self.facts.asked_before.get(row.pk)
        # Under the same post it stands below that question.
        if thread is None or row.pk in self.facts.replies:
            return None
        return QuestionLink(thread.title, self.addresses.of(thread, thread.page))

    def _as_guessed(self, row: Any, is_mine: bool) -> dict[str, Any]:
        """What it was taken for, what people said instead, and what this viewer may say."""
        decision = getattr(row, "peersupport_decision", None)
        analysis = getattr(row, "peersupport_analysis", None)
        is_decided = decision is not None and decision.is_about_need
        is_fresh = analysis is not None and self.now - analysis.analyzed_at < ASKED_FOR
        is_open = row.pk in self.facts.threads
        is_reader = is_mine and not self.is_staff
        return {
            "kind": effective_kind(row),
            "decided": decision.needs_support if is_decided else None,
            "can_wish": is_reader and permissions.can_decide(self.viewer, row),
            "can_withdraw": permissions.can_withdraw(self.viewer, row),
            "asks_writer": is_reader
            and not (is_open or is_decided)
            and is_fresh
            and analysis.is_unsure,
        }

    def _as_praise(self, row: Any) -> dict[str, Any]:
        if effective_kind(row) != Kind.PRAISE:
            return {}
        mark = getattr(row, "peersupport_praise", None)
        by = mark.thanked_by if mark is not None else None
        return {
            "can_mark_praise": permissions.can_mark_praise(self.viewer, row),
            "is_thanked": mark is not None and mark.thanked_at is not None,
            "thanked_by": account_name(by) if by is not None else "",
            "is_featured": mark is not None and mark.featured_at is not None,
        }

    def _as_reply(self, row: Any) -> dict[str, Any]:
        reply = self.facts.replies.get(row.pk)
        if reply is None:
            return {}
        acceptance = self.facts.accepted.get(row.pk)
        is_proposed = row.pk in self.facts.proposed
        return {
            "role": reply.role,
            "how": reply.link,
            "is_answer": reply.is_answer,
            "helpful": self.facts.tallies.get(row.pk, (0, 0))[0],
            "my_vote": self.facts.my_votes.get(row.pk),
            "can_vote": permissions.can_vote(self.viewer, reply),
            **_as_accepted(acceptance),
            "proposed_to": proposed_to(self.viewer, reply) if is_proposed else "",
            "can_accept": not acceptance
            and permissions.can_accept(self.viewer, reply, self.now, is_proposed=is_proposed),
            "can_unaccept": bool(acceptance)
            and permissions.can_unaccept(self.viewer, reply.thread),
            "asked_at": reply.thread.asked_at,
        }


def _as_accepted(acceptance: Acceptance | None) -> dict[str, str]:
    """Who says that an answer solved it; nobody without an acceptance."""
    if acceptance is None:
        return {}
    if not acceptance.for_asker:
        return {"accepted_by": "asker"}
    by = acceptance.accepted_by
    return {"accepted_by": "staff", "accepter": account_name(by) if by is not None else ""}

"""Everything that is known about a set of comments, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from .. import comments
from ..accounts import account_name, staff_accounts
from ..models import (
    Acceptance,
    CommentAnalysis,
    CommentDecision,
    CommentOrigin,
    FollowUpReason,
    HelpfulVote,
    IdeaState,
    Lesson,
    MeToo,
    PraiseMark,
    Seen,
    SupportReply,
    SupportThread,
    is_personal,
)
from ..models.choices import Reason
from ..querysets import still_holding
from ..ranking.order import UNKNOWN_MERIT, Staff, Standing
from ..viewer import Viewer
from .asker_side import proposed_answers
from .caring import load_seen
from .judging import Judgements, load_judgements, said_by_staff
from .merges import asked_before, questions_of
from .recognition import Recognition, recognition
from .thanks import ThanksFace, load_thanks

#: What is read of an analysis for showing its comment.
READ = ("comment", "kind", "is_unsure", "analyzed_at")


@dataclass(frozen=True, slots=True)
class Telling:
    """Whether somebody who said "me too" wants to be told; neither, once they were."""

    wants_mail: bool
    is_open: bool
    """Whether they may still wish for it."""


@dataclass(slots=True)
class Facts:
    """Rows keyed by the comment they are about."""

    threads: dict[int, SupportThread] = field(default_factory=dict)
    replies: dict[int, SupportReply] = field(default_factory=dict)
    tallies: dict[int, tuple[int, int]] = field(default_factory=dict)
    """(helpful, not helpful) votes of an answer that count."""
    my_votes: dict[int, bool] = field(default_factory=dict)
    my_me_toos: frozenset[int] = frozenset()
    my_tellings: dict[int, Telling] = field(default_factory=dict)
    """What became of the wish to be told, by the comment this viewer said "me too" of."""
    my_calls: frozenset[int] = frozenset()
    """Comments whose thread this viewer asked staff to look at, while that is open."""
    my_blocks: dict[int, bool] = field(default_factory=dict)
    """Comments whose thread this viewer said to be blocked by; whether staff have not settled it
    since.
    """
    my_stuck: frozenset[int] = frozenset()
    """Comments whose asker, this viewer, is still stuck."""
    proposed: frozenset[int] = frozenset()
    """Answers that the asker's own words propose to accept."""
    accepted: dict[int, Acceptance] = field(default_factory=dict)
    """Acceptances by answer."""
    in_post: dict[int, datetime] = field(default_factory=dict)
    """Since when posts hold an answer to the questions under them."""
    verdicts: dict[int, Staff] = field(default_factory=dict)
    """What staff said of answers, where they said anything."""
    thanks: dict[int, ThanksFace] = field(default_factory=dict)
    """That staff thanked for answers, for all to see."""
    seen: dict[int, Seen] = field(default_factory=dict)
    """That staff saw a question, and have not answered it since."""
    asked_before: dict[int, SupportThread] = field(default_factory=dict)
    """The threads that merged questions lead to, by the comments that asked them."""
    origins: dict[int, CommentOrigin] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    """Comments that readers' reports hide until staff look."""
    judged: Judgements = field(default_factory=Judgements)
    staff: frozenset[int] = frozenset()
    """The accounts of staff."""
    staff_names: tuple[str, ...] = ()
    recognition: Recognition = field(default_factory=Recognition)
    """Who helped on this site."""

    def standing(self, comment: Any) -> Standing:
        """What decides the place of an answer."""
        helpful, unhelpful = self.tallies.get(comment.pk, (0, 0))
        acceptance = self.accepted.get(comment.pk)
        reply = self.replies.get(comment.pk)
        return Standing(
            position=comment.submit_date,
            accepted_at=acceptance.accepted_at if acceptance else None,
            helpful=helpful,
            unhelpful=unhelpful,
            merit=reply.merit if reply is not None else UNKNOWN_MERIT,
            staff=self.verdicts.get(comment.pk, Staff.SILENT),
        )

    def is_by_staff(self, row: Any) -> bool:
        """Whether staff wrote a comment as staff."""
        return row.user_id in self.staff and not is_personal(row)

    def is_shown(self, row: Any) -> bool:
        """Whether readers may see a comment."""
        return comments.is_shown(row) and row.pk not in self.hidden

    def thread_of(self, pk: int) -> SupportThread | None:
        """The thread that a comment opened or belongs to."""
        if pk in self.threads:
            return self.threads[pk]
        return self.replies[pk].thread if pk in self.replies else None


def load_facts(rows: Iterable[Any], viewer: Viewer) -> Facts:
    """The facts about these comments (rows with ``user``), and what this viewer said of them.

    A thread whose opening comment is hidden counts as none, noticed or not.
    """
    by_comment = {row.pk: row for row in rows}
    threads = SupportThread.objects.active().filter(comment__in=by_comment).select_related("topic")
    facts = Facts(threads={thread.comment_id: thread for thread in threads})
    by_pk = {thread.pk: thread for thread in facts.threads.values()}
    replies = list(SupportReply.objects.filter(comment__in=by_comment))
    facts.hidden = frozenset(one.comment_id for one in replies if one.hidden_at is not None)
    for reply in replies:
        if reply.thread_id in by_pk:
            reply.thread, reply.comment = by_pk[reply.thread_id], by_comment[reply.comment_id]
            facts.replies[reply.comment_id] = reply
    facts.origins = _hang(by_comment, CommentOrigin.objects.select_related("posted_by"))
    _hang(by_comment, CommentDecision.objects.all())
    _hang(by_comment, IdeaState.objects.all())
    _hang(by_comment, PraiseMark.objects.select_related("thanked_by"))
    _hang(by_comment, CommentAnalysis.objects.only(*READ))
    for thread in facts.threads.values():
        thread.comment = by_comment[thread.comment_id]
    facts.asked_before = asked_before(by_comment, viewer)
    facts.seen = load_seen(facts.threads)
    facts.thanks = load_thanks(facts.replies)
    facts.proposed = proposed_answers(facts.replies.values())
    _load_voices(facts, by_comment, viewer)
    openers = [by_comment[pk] for pk in facts.threads]
    facts.judged = load_judgements(by_comment.values(), facts.replies.values(), openers, viewer)
    facts.verdicts = {
        pk: said
        for pk, reply in facts.replies.items()
        if (said := said_by_staff(reply.comment)) is not Staff.SILENT
    }
    accounts = list(staff_accounts())
    facts.staff = frozenset(account.pk for account in accounts)
    facts.staff_names = tuple(
        name for account in accounts for name in (account_name(account), account.get_username())
    )
    facts.recognition = recognition(viewer.site)
    return facts


def _hang(by_comment: dict[int, Any], rows: QuerySet) -> dict[int, Any]:
    """Hangs what there is one of for each comment on it, or that there is none: what a prefetch
    does, in less time. One query; gives what was found by comment.
    """
    hook = rows.model._meta.get_field("comment").remote_field
    found = {row.comment_id: row for row in rows.filter(comment__in=by_comment)}
    for pk, comment in by_comment.items():
        if pk in found:
            found[pk].comment = comment
        else:
            hook.set_cached_value(comment, None)
    return found


def _load_voices(facts: Facts, comments: dict[int, Any], viewer: Viewer) -> None:
    votes = HelpfulVote.objects.filter(comment__in=comments)
    facts.tallies = {pk: (yes, no) for pk, yes, no in votes.tallies()}
    # What was accepted before staff said that it is an idea solves nothing any more.
    counts_for = questions_of(facts.threads.values())
    solvable = [pk for pk, asked in counts_for.items() if not facts.threads[asked].is_idea]
    accepted = Acceptance.objects.filter(answer__in=comments, question__in=solvable)
    for row in accepted.select_related("accepted_by"):
        reply = facts.replies.get(row.answer_id)
        # An answer may have been moved to another thread since.
        if reply is not None and reply.thread.comment_id == counts_for[row.question_id]:
            facts.accepted[row.answer_id] = row
    facts.in_post = _in_post(facts, counts_for)
    if viewer.key:
        facts.my_votes = dict(votes.filter(voter=viewer.key).values_list("comment_id", "helpful"))
        mine = MeToo.objects.filter(voter=viewer.key, comment__in=counts_for)
        said = mine.order_by("wants_mail", "pk")
        for pk, wants, confirmed in said.values_list("comment_id", "wants_mail", "is_confirmed"):
            facts.my_tellings[counts_for[pk]] = Telling(wants, is_open=not (wants or confirmed))
        facts.my_me_toos = frozenset(facts.my_tellings)
        _load_calls(facts, viewer)


def _in_post(facts: Facts, counts_for: dict[int, int]) -> dict[int, datetime]:
    """By the comment of the thread; what was merged from under another post is in that one."""
    live = Lesson.objects.filter(question__in=counts_for, live_at__isnull=False)
    return {
        counts_for[question]: since
        for question, page, since in live.values_list("question_id", "page_id", "live_at")
        if question in facts.threads or page == facts.threads[counts_for[question]].page_id
    }


def _load_calls(facts: Facts, viewer: Viewer) -> None:
    said = FollowUpReason.objects.filter(
        voter=viewer.key, follow_up__thread__comment__in=facts.threads
    )
    holds = Exists(still_holding(FollowUpReason.objects.filter(pk=OuterRef("pk"))))
    calls, stuck = set(), set()
    for pk, reason, resolved_at, is_holding in said.annotate(holds=holds).values_list(
        "follow_up__thread__comment_id", "reason", "follow_up__resolved_at", "holds"
    ):
        if reason == Reason.BLOCKING:
            facts.my_blocks[pk] = resolved_at is None
        elif resolved_at is None and reason == Reason.STILL_STUCK:
            stuck |= {pk} if is_holding else set()
        elif resolved_at is None:
            calls.add(pk)
    facts.my_calls, facts.my_stuck = frozenset(calls), frozenset(stuck)

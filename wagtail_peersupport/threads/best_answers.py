"""What to show of a thread in a few words: its best answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from ..detection.text import plain_text, read
from ..detection.titles import shorten
from ..models import Acceptance, HelpfulVote, SupportReply, SupportThread
from ..ranking.order import Staff, Standing, ranked
from .judging import said_by_staff
from .merges import questions_of

#: A sentence shorter than that says little by itself; nothing longer than that is quoted.
TELLING, QUOTED = 40, 240


def best_answers(threads: Iterable[SupportThread]) -> dict[int, Any]:
    """The answer of each thread to show for it, as a comment, by the key of the thread: the first
    in the order of answers. Those without one that staff don't warn of are left out.

    The number of queries is fixed.
    """
    threads = list(threads)
    rows = SupportReply.objects.visible().filter(thread__in=threads)
    rows = rows.select_related(
        "comment__user", "comment__peersupport_endorsement", "comment__peersupport_origin"
    ).order_by("comment__submit_date", "comment_id")
    replies: dict[int, list[SupportReply]] = defaultdict(list)
    for reply in rows:
        replies[reply.thread_id].append(reply)
    accepted = _accepted(threads)
    answers = [reply.comment_id for several in replies.values() for reply in several]
    tallies = HelpfulVote.objects.filter(comment__in=answers).tallies()
    votes = {pk: (yes, no) for pk, yes, no in tallies}
    best = {}
    for pk, several in replies.items():
        standings = {one: _standing(one, accepted, votes) for one in several}
        shown = [one for one in several if one.is_answer or standings[one].accepted_at]
        shown = [one for one in shown if standings[one].staff is not Staff.WARNED]
        if shown:
            best[pk] = ranked(shown, standings.__getitem__)[0].comment
    return best


def quote(comment: Any, limit: int = QUOTED) -> str:
    """The first sentence of an answer, with the next where it says little by itself ("Yes.")."""
    text = ""
    for sentence in read(comment.comment).sentences or (plain_text(comment.comment),):
        text = f"{text} {sentence}".strip()
        if len(text) >= TELLING:
            break
    return shorten(text, limit)


def _standing(reply: SupportReply, accepted: dict[tuple[int, int], Any], votes: Any) -> Standing:
    helpful, unhelpful = votes.get(reply.comment_id, (0, 0))
    return Standing(
        position=reply.comment.submit_date,
        accepted_at=accepted.get((reply.thread_id, reply.comment_id)),
        helpful=helpful,
        unhelpful=unhelpful,
        merit=reply.merit,
        staff=said_by_staff(reply.comment),
    )


def _accepted(threads: list[SupportThread]) -> dict[tuple[int, int], Any]:
    """When answers were accepted, by thread and answer: an answer may have been moved since."""
    counts_for = questions_of(threads)
    opened = {thread.comment_id: thread.pk for thread in threads if not thread.is_idea}
    rows = Acceptance.objects.filter(question__in=counts_for)
    return {
        (opened[counts_for[question]], answer): at
        for question, answer, at in rows.values_list("question_id", "answer_id", "accepted_at")
        if counts_for[question] in opened
    }

"""Which answer of a question staff would vouch for: the one that stands first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ...models import SupportReply, SupportThread
from ...ranking.order import ranked
from ...threads.facts import load_facts
from ...viewer import Viewer


def first_answers(threads: Iterable[SupportThread], viewer: Viewer) -> dict[int, SupportReply]:
    """The first answer of each thread, an accepted one before any other, by the thread's key.

    What readers' reports hide is none. In a fixed number of queries.
    """
    threads = list(threads)
    replies = list(
        SupportReply.objects.visible()
        .filter(thread__in=[thread.pk for thread in threads])
        .select_related(
            "thread",
            "comment__user",
            "comment__peersupport_origin",
            "comment__peersupport_endorsement",
        )
        .order_by("comment__submit_date", "comment_id")
    )
    facts = load_facts(
        [*(thread.comment for thread in threads), *(reply.comment for reply in replies)], viewer
    )
    answers: dict[int, list[SupportReply]] = defaultdict(list)
    for reply in replies:
        if reply.is_answer or reply.comment_id in facts.accepted:
            answers[reply.thread_id].append(reply)
    return {
        pk: ranked(found, lambda reply: facts.standing(reply.comment))[0]
        for pk, found in answers.items()
    }

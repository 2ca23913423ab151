"""Whoever has a question, too, and asked to be told, hears once that it is solved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation

from ..accounts import account_email
from ..actions.accepting import acceptances
from ..addresses import Addresses
from ..detection.text import plain_text
from ..models import MeToo, Notice, SupportThread
from ..models.choices import Ended
from ..models.merges import asked_in, taken_in
from ..models.notices import recipient_hash
from ..querysets import visible_pages
from ..viewer import Viewer, public_viewer
from .answering import answers
from .once import remember, tell_each
from .sending import send
from .told_links import stop_url


@dataclass(frozen=True, slots=True)
class Solution:
    """How a question was solved."""

    comment: Any = None
    """The answer; None where the asker found another way."""
    words: str = ""
    settled_by: int | None = None
    """The account that said so."""


def awaited(pks: Iterable[int]) -> list[int]:
    """Which of these threads are solved while somebody still waits to hear it."""
    solved = dict(_solved().filter(pk__in=list(pks)).values_list("pk", "comment_id"))
    if not solved:
        return []
    merged = taken_in(solved)
    asked = {pk: {comment, *merged[pk]} for pk, comment in solved.items()}
    wishes = MeToo.objects.filter(wants_mail=True, comment__in=set().union(*asked.values()))
    waiting = set(wishes.values_list("comment_id", flat=True))
    return sorted(pk for pk, pks_asked in asked.items() if pks_asked & waiting)


def untold_solutions(since: datetime) -> list[int]:
    """Threads that were solved after ``since`` while somebody waits to hear it; primary keys."""
    return awaited(_solved().filter(solved_at__gt=since).values_list("pk", flat=True))


def notify_solved(thread_pk: int) -> None:
    """Tell whoever waits for it that a question is solved, each once, ever. Does nothing where that
    was taken back meanwhile.

    Raises what the mail backend raises, after everybody else was told.
    """
    thread = _solved().select_related("comment", "page__locale").filter(pk=thread_pk).first()
    solution = _solution(thread) if thread is not None else None
    if thread is None or solution is None:
        return
    tell_each(_waiting(thread), lambda said: _tell(thread, solution, said))


def _solved() -> QuerySet:
    return SupportThread.objects.active().current().solved()


def _waiting(thread: SupportThread) -> list[MeToo]:
    wishes = MeToo.objects.filter(comment__in=asked_in(thread), wants_mail=True)
    return list(wishes.order_by("pk"))


def _solution(thread: SupportThread) -> Solution | None:
    """The answer that was accepted first, else that the asker found another way; None where neither
    holds any more.
    """
    accepted = acceptances(thread).order_by("accepted_at", "pk")
    shown = {reply.comment_id: reply for reply in answers().filter(thread=thread)}
    for one in accepted:
        if one.answer_id in shown:
            answer = shown[one.answer_id].comment
            return Solution(answer, plain_text(answer.comment), one.accepted_by_id)
    ending = getattr(thread.comment, "peersupport_ending", None)
    if ending is None or ending.how != Ended.ANOTHER_WAY:
        return None
    return Solution(None, ending.note, ending.ended_by_id)


def _tell(thread: SupportThread, solution: Solution, said: MeToo) -> None:
    to, viewer = _recipient(said)
    if not to or not visible_pages(viewer).filter(pk=thread.page_id).exists():
        return
    # In one transaction: a mail that could not be sent leaves no notice, and the sweep tries again.
    with transaction.atomic():
        is_new = remember(thread.comment, to, Notice.Event.SOLVED)
        MeToo.objects.filter(pk=said.pk).update(wants_mail=False, email="", is_confirmed=True)
        if is_new and not _knows(thread, solution, said, to):
            _send(thread, solution, to, viewer)


def _recipient(said: MeToo) -> tuple[str, Viewer]:
    """Where to write, and as whom they see the blog; "" where nobody proved an address."""
    user = None
    if said.voter.startswith("u:"):
        user = get_user_model()._default_manager.filter(pk=said.voter[2:]).first()
        if user is None or not user.is_active:
            return "", public_viewer()
    to = said.email if said.is_confirmed else ""
    if user is None:
        return to, public_viewer()
    return to or account_email(user), Viewer(user=user)


def _knows(thread: SupportThread, solution: Solution, said: MeToo, to: str) -> bool:
    """Whoever solved it, or said so, and whoever was told when it was another question's."""
    if solution.settled_by is not None and said.voter == f"u:{solution.settled_by}":
        return True
    answer = solution.comment
    if answer is not None and answer.user_email.casefold() == to.casefold():
        return True
    told = Notice.objects.filter(event=Notice.Event.SOLVED, recipient_hash=recipient_hash(to))
    return told.filter(comment__in=asked_in(thread)).exclude(comment=thread.comment_id).exists()


def _send(thread: SupportThread, solution: Solution, to: str, viewer: Viewer) -> None:
    page = thread.page.specific
    answer_pk = solution.comment.pk if solution.comment is not None else None
    with translation.override(page.locale.language_code):
        send(
            "solved",
            to,
            {
                "page": page,
                "question": thread.title,
                "helper": solution.comment.user_name if solution.comment is not None else "",
                "words": solution.words,
                "thread_url": Addresses(viewer).full(thread, page, answer_pk),
            },
            stop_url=stop_url(page, to),
        )

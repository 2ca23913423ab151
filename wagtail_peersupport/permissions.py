"""One predicate per verb. The button, the endpoint and the API ask the same one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from . import comments
from .accounts import reached_pages
from .conf import conf
from .models.analysis import effective_kind
from .models.choices import Kind
from .models.people import is_by_mail

if TYPE_CHECKING:
    from .models import StaffNote, SupportReply, SupportThread
    from .viewer import Viewer

SUPPORT = "wagtail_peersupport.support"
MANAGE = "wagtail_peersupport.manage_support"


def is_staff(user: Any) -> bool:
    """Whether an account may answer as staff and work the queue."""
    return user is not None and user.is_active and user.has_perm(SUPPORT)


def supports(user: Any, page_pk: int) -> bool:
    """Whether an account may support readers under a post: it may answer as staff, and holds any
    page permission on the post or above.
    """
    if not is_staff(user):
        return False
    reached = reached_pages(user)
    return reached is None or page_pk in reached


def _is_here(viewer: Viewer, comment: Any) -> bool:
    return is_staff(viewer.user) and supports(viewer.user, comments.page_pk(comment))


def may_manage(user: Any) -> bool:
    """Whether an account may change topics, and what else is set up for the support."""
    return user is not None and user.is_active and user.has_perm(MANAGE)


def wrote(viewer: Viewer, comment: Any) -> bool:
    """Whether the viewer is proven to be the writer: by account, by the key of the guest's browser,
    or for one comment by a link in mail to its writer.
    """
    if viewer.asks is not None:
        return bool(viewer.asks == comment.pk)
    if viewer.user is not None and comment.user_id == viewer.user.pk:
        return True
    origin = getattr(comment, "peersupport_origin", None)
    return bool(viewer.key) and origin is not None and origin.voter == viewer.key


def voter_of(comment: Any) -> str:
    """The voter key of whoever is proven to have written a comment, "" where nobody is."""
    if comment.user_id is not None:
        return f"u:{comment.user_id}"
    origin = getattr(comment, "peersupport_origin", None)
    return origin.voter if origin is not None else ""


def can_accept(
    viewer: Viewer, reply: SupportReply, now: datetime, *, is_proposed: bool = False
) -> bool:
    """The asker, at once; staff for an asker who had their time, or at once where the asker's own
    words propose it, or where the asker wrote an e-mail. Never the asker's own.
    """
    thread = reply.thread
    if thread.is_idea or reply.by_asker:
        return False
    if wrote(viewer, thread.comment):
        return True
    if not can_support(viewer, thread):
        return False
    if is_proposed or is_by_mail(thread.comment):
        return True
    return thread.may_staff_accept(now, conf.staff_accept_after)


def can_unaccept(viewer: Viewer, thread: SupportThread) -> bool:
    return wrote(viewer, thread.comment) or can_support(viewer, thread)


def can_vote(viewer: Viewer, reply: SupportReply) -> bool:
    """Anybody, on any answer that is not their own."""
    return reply.is_answer and not wrote(viewer, reply.comment)


def can_say_me_too(viewer: Viewer, thread: SupportThread) -> bool:
    return not wrote(viewer, thread.comment)


def can_say_helped(viewer: Viewer) -> bool:
    """Say that something answered what one was about to ask: any reader. Staff are shown none."""
    return bool(viewer.key) and not is_staff(viewer.user)


def can_be_told(viewer: Viewer, thread: SupportThread) -> bool:
    """Hear of it when a current question is solved: whoever has it, too, and did not ask it."""
    is_over = thread.is_retired or thread.is_archive or thread.is_idea
    is_open = not (is_over or thread.solved_at or thread.closed_at)
    return is_open and can_say_me_too(viewer, thread)


def can_ask_for_staff(viewer: Viewer, thread: SupportThread) -> bool:
    """Any reader, about any current thread."""
    return not thread.is_archive


def can_say_blocking(viewer: Viewer, thread: SupportThread) -> bool:
    """The asker, about their own current question while it is not solved."""
    is_open = not (thread.is_archive or thread.is_retired or thread.is_idea or thread.solved_at)
    return is_open and wrote(viewer, thread.comment)


def can_say_not_yet(viewer: Viewer, thread: SupportThread) -> bool:
    """Answer "did this solve it?" with no: whoever asked."""
    return wrote(viewer, thread.comment)


def can_say_another_way(viewer: Viewer, thread: SupportThread) -> bool:
    """Say that something else than an answer solved it: the asker, about a question."""
    return not (thread.is_retired or thread.is_idea) and wrote(viewer, thread.comment)


def can_undo_another_way(viewer: Viewer, thread: SupportThread) -> bool:
    return wrote(viewer, thread.comment) or can_support(viewer, thread)


def can_say_stuck(viewer: Viewer, thread: SupportThread) -> bool:
    """The asker, about their own current question that somebody answered, solved or not."""
    is_current = not (thread.is_archive or thread.is_retired or thread.is_idea)
    was_helped = bool(thread.answered_at or thread.solved_at)
    return is_current and was_helped and wrote(viewer, thread.comment)


def can_take_back_stuck(viewer: Viewer, thread: SupportThread) -> bool:
    return wrote(viewer, thread.comment)


def can_withdraw_question(viewer: Viewer, comment: Any) -> bool:
    """Take one's own question out of sight, and bring it back."""
    return wrote(viewer, comment)


def can_decide(viewer: Viewer, comment: Any) -> bool:
    """Say what a comment is: staff, and whoever wrote it until staff have."""
    if _is_here(viewer, comment):
        return True
    decision = getattr(comment, "peersupport_decision", None)
    return wrote(viewer, comment) and not (decision is not None and decision.is_by_staff)


def can_withdraw(viewer: Viewer, comment: Any) -> bool:
    """Go back to the guess: staff from any decision, the writer from their own."""
    decision = getattr(comment, "peersupport_decision", None)
    if decision is None or not decision.is_about_need:
        return False
    return _is_here(viewer, comment) or (wrote(viewer, comment) and decision.is_by_writer)


def can_set_idea(viewer: Viewer, thread: SupportThread) -> bool:
    """Say what becomes of an idea: staff."""
    return thread.is_idea and can_support(viewer, thread)


def can_mark_praise(viewer: Viewer, comment: Any) -> bool:
    """Thank for praise, and feature it: staff, where it is praise."""
    return _is_here(viewer, comment) and effective_kind(comment) == Kind.PRAISE


def can_judge(viewer: Viewer, reply: SupportReply, is_accepted: bool = False) -> bool:
    """Mark an answer as outdated or wrong, and take back what staff said of it: staff.

    Whatever was accepted counts as an answer.
    """
    return can_support(viewer, reply.thread) and (reply.is_answer or is_accepted)


def can_verify(viewer: Viewer, reply: SupportReply, is_accepted: bool = False) -> bool:
    """Vouch for an answer: staff, for what others wrote. Their own bears their badge anyway."""
    return can_judge(viewer, reply, is_accepted) and not wrote(viewer, reply.comment)


def can_thank(
    viewer: Viewer, reply: SupportReply, is_accepted: bool = False, *, is_official: bool
) -> bool:
    """Thank a reader for an answer: staff, for what others did not write as staff."""
    return not is_official and can_verify(viewer, reply, is_accepted)


def can_teach(viewer: Viewer, thread: SupportThread, page: Any) -> bool:
    """Draft an answer into ``page``, the post: staff who may edit it."""
    may_edit = page.permissions_for_user(viewer.user).can_edit() if viewer.user else False
    return can_support(viewer, thread) and may_edit


def can_report(viewer: Viewer, comment: Any) -> bool:
    """Say that something is wrong with a comment in a thread: any reader, of what others wrote.
    Staff remove it instead.
    """
    return not (_is_here(viewer, comment) or wrote(viewer, comment))


def can_close(viewer: Viewer, thread: SupportThread) -> bool:
    """Say that staff have said what they can: staff, of a question that is not solved."""
    is_open = not (thread.is_idea or thread.is_retired or thread.solved_at)
    return is_open and can_support(viewer, thread)


def can_open_again(viewer: Viewer, thread: SupportThread) -> bool:
    """Take closing back, whatever became of the question since: staff."""
    return can_support(viewer, thread)


def can_mark_seen(viewer: Viewer, thread: SupportThread) -> bool:
    """Say that they saw a question, and by when they answer: staff, while it waits."""
    is_over = thread.is_idea or thread.is_retired or thread.solved_at or thread.closed_at
    return not is_over and can_support(viewer, thread)


def can_take_back_seen(viewer: Viewer, thread: SupportThread) -> bool:
    return can_support(viewer, thread)


def can_snooze(viewer: Viewer, thread: SupportThread) -> bool:
    """Let a thread rest, and end that: staff."""
    return can_support(viewer, thread)


def can_write_note(viewer: Viewer, thread: SupportThread) -> bool:
    """Write a note for colleagues, and read theirs: staff."""
    return can_support(viewer, thread)


def can_delete_note(viewer: Viewer, note: StaffNote, thread: SupportThread) -> bool:
    """Delete a note about the question of ``thread``: staff who wrote it, or who may manage."""
    is_theirs = viewer.user is not None and note.written_by_id == viewer.user.pk
    return can_support(viewer, thread) and (is_theirs or may_manage(viewer.user))


def can_rearrange(viewer: Viewer, comment: Any) -> bool:
    """Move a comment between threads, split it off, merge what it opened: staff."""
    return _is_here(viewer, comment)


def can_moderate(viewer: Viewer, comment: Any) -> bool:
    """Approve a comment, remove it, settle its reports: staff."""
    return _is_here(viewer, comment)


def can_support(viewer: Viewer, thread: SupportThread) -> bool:
    """Assign, resolve, reopen, flag, correct a question: staff who support its post."""
    return supports(viewer.user, thread.page_id)


def can_ask_by_mail(viewer: Viewer, page: Any) -> bool:
    """Post a question under a post for somebody who wrote an e-mail: staff who support it."""
    return supports(viewer.user, page.pk)


def can_work_queue(viewer: Viewer) -> bool:
    """Open the queue and what belongs to it; what it shows is what they reach."""
    return is_staff(viewer.user)

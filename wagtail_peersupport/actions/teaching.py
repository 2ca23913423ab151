"""The post learns: staff draft an accepted answer into it. Publishing is not ours."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .. import comments, permissions
from ..lessons.posts import Insertion, learns, teach
from ..models import Lesson, SupportReply, SupportThread
from ..models.choices import Verdict
from ..viewer import Viewer
from .accepting import acceptances
from .errors import NotAllowed, Refused, staff_only
from .lessons import leads_there
from .locking import lock


def draft_lesson(reply: SupportReply, viewer: Viewer, insertion: Insertion) -> Lesson:
    """Put an answer into the latest draft of its post, as a new revision that nobody published.

    The comment stays as it is. There is one Lesson for each question and post. Raises NotAllowed,
    Refused: also where the draft leads to the answer already.
    """
    with transaction.atomic():
        thread = lock(reply.thread_id)
        page = _locked(page_of(thread))
        # As it is now: it may have been hidden, or warned of, since the page was opened.
        reply = SupportReply.objects.select_related("comment").get(pk=reply.pk)
        check(reply, thread, viewer, page)
        draft = page.get_latest_revision_as_object()
        check_draft(draft, reply)
        try:
            teach(draft, insertion)
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error
        # What was not complete before stays so: the editor asks for it when it is published.
        draft.save_revision(user=viewer.user, log_action=True, clean=False)
        lesson, __ = Lesson.objects.update_or_create(
            question_id=thread.comment_id,
            page_id=page.pk,
            defaults={
                "answer_id": reply.comment_id,
                "drafted_by": viewer.user,
                "drafted_at": timezone.now(),
            },
        )
        data = {"comment": reply.comment_id, "page": page.pk}
        log(thread, "peersupport.teach", user=viewer.user, data=data)
    return lesson


def page_of(thread: SupportThread) -> Any:
    """The post to teach, specific: an alias learns from the page that it follows."""
    page = thread.page
    while page.alias_of_id:
        page = page.alias_of
    return page.specific


def check(reply: SupportReply, thread: SupportThread, viewer: Viewer, page: Any) -> None:
    """Raises NotAllowed or Refused, saying why an answer can't go into ``page`` now."""
    staff_only(permissions.can_support(viewer, thread))
    if thread.is_retired or thread.is_idea:
        raise Refused(_("This is no question any more, so there is nothing to put into the post."))
    if not acceptances(thread).filter(answer=reply.comment_id).exists():
        raise Refused(_("Only an accepted answer goes into the post: accept it first."))
    check_answer(reply)
    check_post(thread, viewer, page)


def check_draft(draft: Any, reply: SupportReply) -> None:
    """Raises Refused where the latest draft of the post leads to the answer already."""
    if leads_there(draft, reply.comment_id):
        raise Refused(_("The latest draft of the post has this answer already: edit it there."))


def check_answer(reply: SupportReply) -> None:
    """Raises Refused, saying what speaks against an accepted answer. ``reply`` comes with its
    comment.
    """
    if reply.hidden_at is not None or not comments.is_shown(reply.comment):
        raise Refused(_("Readers can’t see this answer, so it can’t go into the post either."))
    said = getattr(reply.comment, "peersupport_endorsement", None)
    if said is not None and said.verdict in (Verdict.WRONG, Verdict.OUTDATED):
        words = _("We said of this answer: %(verdict)s. So it can’t go into the post.")
        raise Refused(words % {"verdict": Verdict(said.verdict).label})


def check_post(thread: SupportThread, viewer: Viewer, page: Any) -> None:
    """Raises NotAllowed or Refused, saying what speaks against changing the post now."""
    if not learns(page):
        raise Refused(_("This post has no rich text to put an answer into."))
    if not permissions.can_teach(viewer, thread, page):
        raise NotAllowed(_("You may not edit this post. Please ask somebody who may."))
    if page.workflow_in_progress:
        words = _("The post is in a workflow: wait until it is published or comes back.")
        raise Refused(words)
    lock_on_page = page.get_lock()
    if lock_on_page is not None and lock_on_page.for_user(viewer.user):
        words = _("The post can’t be edited just now: %(why)s.")
        why = str(lock_on_page.get_locked_by(viewer.user))
        raise Refused(words % {"why": why[:1].lower() + why[1:]})


def _locked(page: Any) -> Any:
    """The post as it is now; whoever drafts something else into it waits."""
    pages = comments.page_model().objects.select_for_update(of=("self",))
    return pages.get(pk=page.pk).specific

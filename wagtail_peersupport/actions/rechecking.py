"""The post was published again: are the answers that were accepted before still right?"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .. import permissions, signals
from ..models import Acceptance, Endorsement, Lesson, SupportReply, SupportThread
from ..models.choices import Outcome, Verdict
from ..models.merges import asked_in
from ..viewer import Viewer
from .endorsing import said_of
from .errors import Refused, staff_only
from .followups import close
from .locking import lock


def answers_to_check(thread: SupportThread) -> list[SupportReply]:
    """The accepted answers of a thread that nobody looked at since its post was published last.

    None where staff resolved the thread since, or where that publication put an answer of this
    thread into the post. ``thread`` comes with its page.
    """
    published = thread.page.last_published_at
    if published is None or thread.is_retired or thread.is_idea:
        return []
    if thread.follow_ups.filter(resolved_at__gte=published).exists():
        return []
    asked = asked_in(thread)
    if Lesson.objects.filter(question__in=asked, live_at=published).exists():
        return []
    accepted = Acceptance.objects.filter(question__in=asked, accepted_at__lt=published)
    looked_at = Endorsement.objects.exclude(verdict=Verdict.VERIFIED, made_at__lt=published)
    replies = thread.replies.visible().filter(comment__in=accepted.values("answer"))
    return list(
        replies.exclude(comment__in=looked_at.values("comment"))
        .select_related("comment__user", "thread__comment")
        .order_by("comment__submit_date", "pk")
    )


def still_right(reply: SupportReply, viewer: Viewer) -> None:
    """Staff looked at an accepted answer after the post changed, and it holds: readers read that
    they vouch for it. Of one's own answer, what is open on the thread is resolved instead.

    Raises NotAllowed, Refused.
    """
    now = timezone.now()
    with transaction.atomic():
        thread = lock(reply.thread_id)
        is_accepted = Acceptance.objects.filter(answer_id=reply.comment_id).exists()
        staff_only(permissions.can_judge(viewer, reply, is_accepted))
        if said_of(reply.comment_id)[0] in (Verdict.OUTDATED, Verdict.WRONG):
            raise Refused(_("We warned of this answer meanwhile. Take that back first."))
        is_own = not permissions.can_verify(viewer, reply, is_accepted)
        if is_own:
            close(thread, viewer, Outcome.NO_REPLY_NEEDED)
        else:
            endorsement, __ = Endorsement.objects.update_or_create(
                comment_id=reply.comment_id,
                defaults={
                    "verdict": Verdict.VERIFIED,
                    "made_by": viewer.user,
                    "made_at": now,
                },
            )
        log(thread, "peersupport.recheck", user=viewer.user, data={"comment": reply.comment_id})
    if not is_own:
        signals.answer_endorsed.send(Endorsement, thread=thread, endorsement=endorsement)
        signals.threads_changed.send(type(thread), threads=[thread.pk])

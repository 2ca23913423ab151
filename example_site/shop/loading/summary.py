"""What the site understood of the comments, counted in the database."""

from collections import Counter

from django.utils import timezone

from wagtail_peersupport import comments
from wagtail_peersupport.models import SupportThread
from wagtail_peersupport.models.choices import Kind, Status


def what_was_understood():
    """One sentence, such as "78 questions, 9 problems and 7 ideas in 366 comments: 31 solved …"."""
    threads = list(SupportThread.objects.active())
    kinds = Counter(thread.kind for thread in threads)
    # Nobody owes an idea an answer.
    states = Counter(thread.status for thread in threads if not thread.is_idea)
    waiting = SupportThread.objects.active().needing_staff(timezone.now()).count()
    return (
        f"{kinds[Kind.QUESTION]} questions, {kinds[Kind.PROBLEM]} problems and "
        f"{kinds[Kind.IDEA]} ideas in {comments.settled().count()} comments: "
        f"{states[Status.SOLVED]} solved, {states[Status.ANSWERED]} answered, "
        f"{states[Status.UNANSWERED]} unanswered, {waiting} waiting for staff."
    )


def most_asked_post():
    """The post under which most was asked."""
    counts = Counter(SupportThread.objects.active().values_list("page_id", flat=True))
    ((page_pk, __),) = counts.most_common(1)
    return comments.page_model().objects.get(pk=page_pk)

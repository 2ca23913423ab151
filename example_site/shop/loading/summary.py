"""What the site understood of the comments, counted in the database."""

from collections import Counter

from django.utils import timezone
from django.utils.translation import get_language_info
from wagtail.models import Site

from wagtail_peersupport import comments
from wagtail_peersupport.hub.models import SupportHubPage
from wagtail_peersupport.models import SupportThread
from wagtail_peersupport.models.choices import Kind, Status
from wagtail_peersupport.threads.listing import in_tab
from wagtail_peersupport.viewer import Viewer


def what_was_understood():
    """Such as "78 questions, 9 problems and 7 ideas in 366 comments: 31 solved …"."""
    threads = list(SupportThread.objects.active())
    kinds = Counter(thread.kind for thread in threads)
    # Nobody owes an idea an answer.
    states = Counter(thread.status for thread in threads if not thread.is_idea)
    waiting = SupportThread.objects.active().needing_staff(timezone.now()).count()
    return (
        f"{kinds[Kind.QUESTION]} questions, {kinds[Kind.PROBLEM]} problems and "
        f"{kinds[Kind.IDEA]} ideas in {comments.settled().count()} comments: "
        f"{states[Status.SOLVED]} solved, {states[Status.ANSWERED]} answered, "
        f"{states[Status.UNANSWERED]} unanswered ({', '.join(where_unanswered())}). "
        f"Waiting for staff: {waiting}."
    )


def where_unanswered():
    """How many of the unanswered each hub shows, and how many are too old to be shown as such."""
    anybody = Viewer(site=Site.objects.get(is_default_site=True))
    for hub in SupportHubPage.objects.live().order_by("path").select_related("locale"):
        threads = SupportThread.objects.visible_to(anybody).in_locale(hub.locale)
        language = get_language_info(hub.locale.language_code)["name"]
        yield f"{in_tab(threads, 'unanswered').count()} on the {language} hub"
    archived = SupportThread.objects.active().archived().unanswered().exclude(kind=Kind.IDEA)
    yield f"{archived.count()} in the archive"


def most_asked_post():
    """The post under which most was asked."""
    counts = Counter(SupportThread.objects.active().values_list("page_id", flat=True))
    ((page_pk, __),) = counts.most_common(1)
    return comments.page_model().objects.get(pk=page_pk)

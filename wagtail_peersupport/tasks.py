"""Thin wrappers for work that happens after the request; arguments are primary keys only.

Everything here may run twice, late or never: what is lost, ``peersupport_sweep`` finds.
"""

from django_tasks import task

from .actions.indexing import index_threads
from .actions.lessons import refresh_lessons
from .actions.purging import purge_posts, purge_threads
from .actions.sync import sync_comments
from .actions.topics import reroute_threads
from .notifications.alarming import notify_staff
from .notifications.answering import notify_asker
from .notifications.merging import notify_merged
from .notifications.solving import notify_solved
from .notifications.teaching import notify_taught
from .notifications.thanking import notify_helper
from .notifications.thanks import notify_thanked


@task()
def sync_comments_task(pks: list[int]) -> None:
    """Read new or changed comments."""
    sync_comments(pks)


@task()
def index_threads_task(pks: list[int]) -> None:
    """Bring the search index up to date."""
    index_threads(pks)


@task()
def reroute_threads_task(pks: list[int]) -> None:
    """Find the topics of these threads anew, of all of them where the list is empty."""
    reroute_threads(pks or None)


@task()
def notify_asker_task(pks: list[int]) -> None:
    """Tell askers that somebody answered."""
    for pk in pks:
        notify_asker(pk)


@task()
def notify_merged_task(pks: list[int]) -> None:
    """Tell askers of merged threads what is known already."""
    for pk in pks:
        notify_merged(pk)


@task()
def notify_helper_task(pks: list[int]) -> None:
    """Tell helpers that these acceptances are of their answers."""
    for pk in pks:
        notify_helper(pk)


@task()
def notify_solved_task(pks: list[int]) -> None:
    """Tell whoever waits for it that these threads are solved."""
    for pk in pks:
        notify_solved(pk)


@task()
def notify_staff_task(pks: list[int]) -> None:
    """Tell staff what is alarming about these threads."""
    for pk in pks:
        notify_staff(pk)


@task()
def refresh_lessons_task(pks: list[int]) -> None:
    """Find anew which answers these posts hold."""
    refresh_lessons(pks)


@task()
def notify_taught_task(pks: list[int]) -> None:
    """Tell helpers that these lessons, their answers, stand in the post."""
    for pk in pks:
        notify_taught(pk)


@task()
def notify_thanked_task(pks: list[int]) -> None:
    """Send these letters of thanks."""
    for pk in pks:
        notify_thanked(pk)


@task()
def purge_posts_task(pks: list[int]) -> None:
    """Have caches in front of the site ask for these posts anew."""
    purge_posts(pks)


@task()
def purge_threads_task(pks: list[int]) -> None:
    """Have caches in front of the site ask for these threads anew, and for what lists them."""
    purge_threads(pks)

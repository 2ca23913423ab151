"""What threads are about: what a person decided, else what their words say."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log

from .. import comments, permissions, signals
from ..detection.topics import Definition, Router
from ..models import CommentDecision, SupportThread, Topic
from ..models.choices import Source
from ..viewer import Viewer
from .decisions import is_empty
from .errors import staff_only
from .locking import lock
from .reading import Known, Read

BATCH = 500


class Place(NamedTuple):
    """Where a question belongs."""

    topic_id: int | None = None
    is_off_post: bool = False
    """The post it stands under is about something else."""
    reason: str = ""
    """Why the engine thinks so, in English; "" where a person decided."""


class Topics:
    """All topics as they are now, in two queries."""

    def __init__(self) -> None:
        topics = list(Topic.objects.all())
        self.exist = bool(topics)
        texts: dict[int, list[str]] = defaultdict(list)
        self._examples: dict[int, int] = {}
        for topic_pk, comment_pk, text in _examples() if topics else ():
            texts[topic_pk].append(text)
            self._examples.setdefault(comment_pk, topic_pk)
        self._router = Router(
            [Definition(topic.pk, topic.phrases, tuple(texts[topic.pk])) for topic in topics]
        )
        self._touched: dict[tuple[int, str], bool] = {}

    def place(self, comment: Any, page: Any, decision: CommentDecision | None = None) -> Place:
        """Where a question belongs that stands under ``page``, as far as its title says."""
        topic_pk, reason = self._topic(comment, decision)
        if topic_pk is None:
            return Place()
        return Place(topic_pk, not self._touches(topic_pk, _words_of(page)), reason)

    def _topic(self, comment: Any, decision: CommentDecision | None) -> tuple[int | None, str]:
        if decision is not None and (decision.no_topic or decision.topic_id):
            return decision.topic_id, ""
        if comment.pk in self._examples:
            return self._examples[comment.pk], "is one of its examples"
        route = self._router.route(comment.comment)
        return (route.key, route.reason) if route else (None, "")

    def _touches(self, topic_pk: int, words: str) -> bool:
        if (topic_pk, words) not in self._touched:
            self._touched[topic_pk, words] = self._router.touches(topic_pk, words)
        return self._touched[topic_pk, words]


def places_of(reads: Iterable[Read], known: Known, pages: dict[int, Any]) -> dict[int, Place]:
    """Where the comments that open a thread belong, by their keys. Two queries at most.

    A thread whose comment reads as before stays where it stands: whatever else moves it
    (:func:`reroute_threads`) does so at once.
    """
    places: dict[int, Place] = {}
    topics: Topics | None = None
    for read in (read for read in reads if read.opens):
        row, thread = read.comment, known.threads.get(read.comment.pk)
        if thread is not None and not (thread.is_retired or read.is_new_analysis):
            places[row.pk] = Place(thread.topic_id, thread.is_off_post)
        else:
            topics = topics or Topics()
            page, decision = pages[comments.page_pk(row)], known.decisions.get(row.pk)
            places[row.pk] = topics.place(row, page, decision)
    return places


def guessed_place(thread: SupportThread) -> Place:
    """Where one thread belongs by its words, whatever a person decided. Two queries."""
    return Topics().place(thread.comment, thread.page)


def reroute_threads(pks: Iterable[int] | None = None) -> list[int]:
    """Find the topics of these threads, or of all, anew; returns those that changed.

    What a person decided stays. Two queries for the topics, two or three for each 500 threads.
    """
    topics = Topics()
    threads = SupportThread.objects.filter(is_retired=False)
    if pks is not None:
        threads = threads.filter(pk__in=list(pks))
    if not topics.exist:
        threads = threads.filter(Q(topic__isnull=False) | Q(is_off_post=True))
    found = list(threads.order_by("pk").values_list("pk", flat=True))
    changed: list[int] = []
    for start in range(0, len(found), BATCH):
        changed += _reroute(found[start : start + BATCH], topics)
    return changed


def _reroute(pks: list[int], topics: Topics) -> list[int]:
    threads = SupportThread.objects.filter(pk__in=pks).select_related(
        "comment__peersupport_decision", "page"
    )
    changed = []
    for thread in threads:
        decision = getattr(thread.comment, "peersupport_decision", None)
        place = topics.place(thread.comment, thread.page, decision)
        if (thread.topic_id, thread.is_off_post) != place[:2]:
            thread.topic_id, thread.is_off_post = place[:2]
            changed.append(thread)
    SupportThread.objects.bulk_update(changed, ["topic", "is_off_post"])
    keys = sorted(thread.pk for thread in changed)
    if keys:
        signals.threads_changed.send(SupportThread, threads=keys)
    return keys


def retopic(thread: SupportThread, viewer: Viewer, topic: Topic | None) -> None:
    """Say what a thread is about; None says that it is about none of the topics. Raises NotAllowed.

    The decision outlives every re-reading and every change of the topics, except that the topic is
    deleted.
    """
    _decide(thread, viewer, topic, no_topic=topic is None)


def leave_topic_to_engine(thread: SupportThread, viewer: Viewer) -> None:
    """Take back what was decided: the words of the thread say again what it is about. Raises
    NotAllowed.
    """
    _decide(thread, viewer, None, no_topic=False)


def _decide(thread: SupportThread, viewer: Viewer, topic: Topic | None, *, no_topic: bool) -> None:
    staff_only(permissions.can_support(viewer, thread))
    with transaction.atomic():
        thread = lock(thread.pk)
        # Who decided other things of this comment stays on record.
        decision, __ = CommentDecision.objects.get_or_create(
            comment_id=thread.comment_id,
            defaults={
                "source": Source.STAFF,
                "decided_by": viewer.user,
                "decided_at": timezone.now(),
            },
        )
        if (decision.topic, decision.no_topic) != (topic, no_topic):
            decision.topic, decision.no_topic = topic, no_topic
            decision.save(update_fields=["topic", "no_topic"])
            data = {"topic": topic.name if topic else "", "is_decided": bool(topic or no_topic)}
            log(thread, "peersupport.retopic", user=viewer.user, data=data)
        if is_empty(decision):
            decision.delete()
        reroute_threads([thread.pk])


def _examples() -> Iterable[tuple[int, int, str]]:
    """Topic, comment and words of every example that everybody may see."""
    return (
        Topic.examples.through.objects.filter(
            supportthread__is_retired=False,
            supportthread__comment__is_public=True,
            supportthread__comment__is_removed=False,
        )
        .order_by("topic__sort_order", "topic__name", "pk")
        .values_list("topic_id", "supportthread__comment_id", "supportthread__comment__comment")
    )


def _words_of(page: Any) -> str:
    return f"{page.title}\n{page.seo_title}\n{page.search_description}"

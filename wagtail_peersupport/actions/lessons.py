"""Which answers stand in published posts: found again from what is published, whenever it is."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import COMMENTS_RELATION_NAME

from .. import comments, signals
from ..addresses import hub_paths, leads_to
from ..models import Lesson, SupportReply, SupportThread

_WORD = re.compile(r"[^\s\"'<>\\]+")


def refresh_lessons(page_pks: Iterable[int] | None = None) -> list[int]:
    """Find anew which lessons of these posts are live (of all posts without any given).

    Returns the keys of those for which that changed. One that goes live counts from when its post
    was published last.
    """
    lessons = Lesson.objects.select_related("question")
    if page_pks is not None:
        lessons = lessons.filter(page__in=list(page_pks))
    by_page: dict[int, list[Lesson]] = {}
    for lesson in lessons.order_by("pk"):
        by_page.setdefault(lesson.page_id, []).append(lesson)
    if not by_page:
        return []
    threads = _threads([lesson for rows in by_page.values() for lesson in rows])
    hubs = hub_paths()
    return [
        lesson.pk
        for page in comments.find_pages(by_page).values()
        for lesson in _changed(page, by_page[page.pk], threads, hubs)
    ]


def leads_there(page: Any, comment_pk: int) -> bool:
    """Whether what a specific page holds, saved or not, leads to a comment."""
    return _leads(_addresses(page), comment_pk)


def _threads(lessons: list[Lesson]) -> dict[int, set[int]]:
    """The comments of each question that was taught: a link to any of them leads to it."""
    found = {lesson.question_id: {lesson.question_id, lesson.answer_id} for lesson in lessons}
    replies = SupportReply.objects.filter(thread__comment__in=found)
    for question, comment in replies.values_list("thread__comment_id", "comment_id"):
        found[question].add(comment)
    return found


def _changed(
    page: Any, lessons: list[Lesson], threads: dict[int, set[int]], hubs: list[str]
) -> Iterator[Lesson]:
    addresses = list(_addresses(page)) if page.live else []
    since = page.last_published_at or timezone.now()
    for lesson in lessons:
        keys = threads[lesson.question_id]
        if not any(leads_to(one, key, hubs) for one in addresses for key in keys):
            changed = Lesson.objects.filter(pk=lesson.pk, live_at__isnull=False)
            live_at = None
        else:
            absent = Q(live_at__isnull=True)
            if since >= lesson.drafted_at and _leads(addresses, lesson.answer_id):
                # Another answer to the same question was there already.
                absent |= Q(live_at__lt=F("drafted_at"))
            changed = Lesson.objects.filter(absent, pk=lesson.pk)
            live_at = since
        if changed.update(live_at=live_at):
            lesson.live_at = live_at
            _tell(lesson)
            yield lesson


def _tell(lesson: Lesson) -> None:
    thread = SupportThread.objects.filter(comment=lesson.question_id).first()
    if thread is None:
        return
    if lesson.live_at is not None:
        signals.post_learned.send(Lesson, thread=thread, lesson=lesson)
    signals.threads_changed.send(SupportThread, threads=[thread.pk])


def _leads(addresses: Iterable[str], comment_pk: int) -> bool:
    return any(leads_to(one, comment_pk) for one in addresses)


def _addresses(page: Any) -> Iterator[str]:
    """Whatever could be an address in the fields of a page and in what belongs to it."""
    data = page.serializable_data()
    # What editors write to each other is no part of the post.
    data.pop(COMMENTS_RELATION_NAME, None)
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False)
    return (word for word in _WORD.findall(text) if "#" in word or "/" in word)

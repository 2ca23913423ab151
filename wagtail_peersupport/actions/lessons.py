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
from ..models import Lesson, SupportThread

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
    pages = comments.page_model().objects.filter(pk__in=by_page).specific()
    hubs = hub_paths()
    return [
        lesson.pk
        for page in pages
        for lesson in _changed(page, by_page[page.pk], list(_addresses(page)), hubs)
    ]


def leads_there(page: Any, comment_pk: int) -> bool:
    """Whether what a specific page holds, saved or not, leads to a comment."""
    return any(leads_to(word, comment_pk) for word in _addresses(page))


def _changed(
    page: Any, lessons: list[Lesson], addresses: list[str], hubs: list[str]
) -> Iterator[Lesson]:
    for lesson in lessons:
        holds_answer = page.live and any(leads_to(one, lesson.answer_id) for one in addresses)
        holds_question = page.live and any(
            leads_to(one, lesson.question_id, hubs) for one in addresses
        )
        if not (holds_answer or holds_question):
            if Lesson.objects.filter(pk=lesson.pk, live_at__isnull=False).update(live_at=None):
                _tell(lesson)
                yield lesson
            continue
        since = page.last_published_at or timezone.now()
        absent = Q(live_at__isnull=True)
        if holds_answer and since >= lesson.drafted_at:
            # It took the place of another answer to the same question.
            absent |= Q(live_at__lt=F("drafted_at"))
        if Lesson.objects.filter(absent, pk=lesson.pk).update(live_at=since):
            lesson.live_at = since
            _tell(lesson)
            yield lesson


def _tell(lesson: Lesson) -> None:
    thread = SupportThread.objects.filter(comment=lesson.question_id).first()
    if thread is None:
        return
    if lesson.live_at is not None:
        signals.post_learned.send(Lesson, thread=thread, lesson=lesson)
    signals.threads_changed.send(SupportThread, threads=[thread.pk])


def _addresses(page: Any) -> Iterator[str]:
    """Whatever could be an address in the fields of a page and in what belongs to it."""
    data = page.serializable_data()
    # What editors write to each other is no part of the post.
    data.pop(COMMENTS_RELATION_NAME, None)
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False)
    return (word for word in _WORD.findall(text) if "#" in word or "/" in word)

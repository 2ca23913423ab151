"""What threads are about, as readers see it."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Exists, OuterRef

from ..models import Topic
from ..querysets import ThreadQuerySet
from .faces import TopicFace


def topic_face(topic: Topic, url: str = "") -> TopicFace:
    return TopicFace(
        pk=topic.pk,
        name=topic.name,
        slug=topic.slug,
        description=topic.description,
        staff_only=topic.staff_only,
        target_hours=topic.response_target_hours,
        url=url,
    )


def topics_of(visible: ThreadQuerySet, current: str) -> tuple[TopicFace, ...]:
    """The topics that any of these threads is about, in the order that staff gave them. One query.

    ``current`` is the slug of the one that a reader chose; one without threads counts as none, so
    that nobody learns of a topic by what they may not see.
    """
    threads = visible.filter(topic=OuterRef("pk")).order_by()
    faces = [topic_face(topic) for topic in Topic.objects.filter(Exists(threads))]
    return tuple(replace(face, is_current=face.slug == current) for face in faces)

"""What threads are about, as readers see it."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import OuterRef, Subquery

from ..models import Topic
from ..querysets import ThreadQuerySet
from .faces import TopicFace
from .wishes import Wish


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


def topics_of(visible: ThreadQuerySet, wish: Wish) -> tuple[TopicFace, ...]:
    """The topics that any of these threads is about, in the order that staff gave them, each with
    the address of the list narrowed to it. One query.

    The one that a reader chose counts as none if it has no threads, so that nobody learns of a
    topic by what they may not see.
    """
    # The first one is enough; with Exists() PostgreSQL reads them all.
    one = Subquery(visible.filter(topic=OuterRef("pk")).order_by().values("pk")[:1])
    topics = Topic.objects.alias(one=one).filter(one__isnull=False)
    faces = [topic_face(topic, wish.query(topic=topic.slug)) for topic in topics]
    return tuple(replace(face, is_current=face.slug == wish.topic) for face in faces)

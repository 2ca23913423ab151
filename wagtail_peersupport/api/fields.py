"""What the API says of a thread, an answer and a topic: one field for each name in the docs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rest_framework.fields import Field, SkipField
from wagtail.api.v2.serializers import BaseSerializer, TypeField
from wagtail.api.v2.utils import get_object_detail_url

from ..cleaning import clean_comment
from ..detection.text import plain_text
from ..threads.faces import AuthorFace
from ..threads.published import PublishedAnswer


class Said(Field):
    """What ``read`` makes of an instance. The value is plain: text, number, moment, list, dict."""

    def __init__(self, read: Callable[[Any], Any], **options: Any) -> None:
        self.read = read
        super().__init__(read_only=True, **options)

    def get_attribute(self, instance: Any) -> Any:
        return self.read(instance)

    def to_representation(self, value: Any) -> Any:
        return value


class CommentDetailUrl(Field):
    """The address of a thread or an answer in the API, by the number of its comment."""

    def get_attribute(self, instance: Any) -> str:
        router, request = self.context["router"], self.context["request"]
        url = get_object_detail_url(router, request, type(instance), instance.comment_id)
        if not url:
            raise SkipField
        return str(url)

    def to_representation(self, url: str) -> str:
        return url


class PostField(Field):
    """The post that a question stands under, as Wagtail's API shows a related page."""

    def get_attribute(self, instance: Any) -> Any:
        return instance.published.page

    def to_representation(self, page: Any) -> dict[str, Any]:
        meta = meta_of(self, page, page.pk)
        return {"id": page.pk, "meta": meta | {"html_url": page.full_url}, "title": page.title}


class TopicField(Field):
    """What a question is about, null where that is not known."""

    def get_attribute(self, instance: Any) -> Any:
        return instance.topic

    def to_representation(self, topic: Any) -> dict[str, Any]:
        meta = meta_of(self, topic, topic.pk)
        return {"id": topic.pk, "meta": meta, "name": topic.name, "slug": topic.slug}


class ThreadField(Field):
    """The question that an answer belongs to."""

    def get_attribute(self, instance: Any) -> Any:
        return instance.thread

    def to_representation(self, thread: Any) -> dict[str, Any]:
        meta = meta_of(self, thread, thread.comment_id) | {"html_url": thread.published.url}
        return {"id": thread.comment_id, "meta": meta, "title": thread.title}


class AnswersField(Field):
    """All answers to a question, best first."""

    def get_attribute(self, instance: Any) -> Any:
        return instance.published.answers

    def to_representation(self, answers: tuple[PublishedAnswer, ...]) -> list[dict[str, Any]]:
        return [
            {
                "id": answer.face.pk,
                "meta": {"html_url": answer.url},
                **{name: read(answer) for name, read in ANSWER.items()},
            }
            for answer in answers
        ]


class TopicUrl(Field):
    """The hub's list of what is about a topic; null without a hub."""

    def get_attribute(self, instance: Any) -> Any:
        return instance

    def to_representation(self, topic: Any) -> str | None:
        return self.context["view"].topic_url(topic)


class CommentSerializer(BaseSerializer):
    """Of what hangs on a comment: known by the number of that comment, as on the site itself."""

    type = TypeField(read_only=True)
    detail_url = CommentDetailUrl(read_only=True)


def meta_of(field: Field, instance: Any, number: int) -> dict[str, Any]:
    """Type and address of something related, as Wagtail writes them; without an address where the
    site's API has no such endpoint.
    """
    router, request = field.context["router"], field.context["request"]
    meta = {"type": f"{instance._meta.app_label}.{type(instance).__name__}"}
    if url := get_object_detail_url(router, request, type(instance), number):
        meta["detail_url"] = url
    return meta


def person(author: AuthorFace) -> dict[str, str]:
    """Nothing that leads to an address, not even the page that a guest named."""
    return {"name": author.name, "badge": author.badge}


#: What is said of a thread beside what it is related to.
THREAD: dict[str, Callable[[Any], Any]] = {
    "title": lambda thread: thread.title,
    "kind": lambda thread: thread.kind,
    "state": lambda thread: thread.published.face.state,
    "idea_state": lambda thread: thread.published.face.idea_status or None,
    "asked_at": lambda thread: thread.asked_at,
    "solved_at": lambda thread: thread.solved_at,
    "answer_count": lambda thread: thread.published.face.answers,
    "me_too_count": lambda thread: thread.me_too_count,
    "best_answer": lambda thread: thread.published.face.excerpt,
    "asker": lambda thread: person(thread.published.face.asker),
    "locale": lambda thread: thread.published.page.locale.language_code,
    "language": lambda thread: thread.language,
    "text": lambda thread: plain_text(thread.comment.comment),
    "html": lambda thread: clean_comment(thread.comment.comment),
}

#: What is said of an answer.
ANSWER: dict[str, Callable[[PublishedAnswer], Any]] = {
    "author": lambda answer: person(answer.face.author),
    "text": lambda answer: answer.text,
    "html": lambda answer: answer.face.html,
    "written_at": lambda answer: answer.face.submit_date,
    "accepted_by": lambda answer: answer.face.accepted_by or None,
    "verdict": lambda answer: answer.face.verdict.verdict if answer.face.verdict else None,
    "verdict_note": lambda answer: answer.face.verdict.note if answer.face.verdict else "",
    "helpful_count": lambda answer: answer.face.helpful,
}

"""A thread as structured data (schema.org, JSON-LD), as search engines want it.

``QAPage`` where an answer was accepted, else ``DiscussionForumPosting``: both only on the page of
exactly one thread. Answers that staff warn of are left out, and so is whatever isn't shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ..detection.text import plain_text
from .authors import signature
from .faces import CommentFace
from .finding import is_warned_of
from .pages import ThreadPage

CONTEXT = "https://schema.org"


def structured(page: ThreadPage, url: str) -> dict[str, Any]:
    """``url`` is the full address of the thread's page."""
    accepted = [one for one in _told(page.answers) if one.accepted_by]
    return _question(page, url, accepted) if accepted else _posting(page, url)


def _question(page: ThreadPage, url: str, accepted: list[CommentFace]) -> dict[str, Any]:
    taken = {one.pk for one in accepted}
    suggested = [one for one in _told(page.answers) if one.pk not in taken]
    first, *others = [_answer(one, url) for one in accepted]
    question = {
        "@type": "Question",
        "@id": url,
        "name": page.thread.title,
        "text": _text(page.question) or page.thread.title,
        "url": url,
        "inLanguage": page.thread.language,
        "author": _author(page.question),
        "datePublished": _date(page.question.submit_date),
        "upvoteCount": page.thread.me_toos,
        "answerCount": len(page.answers),
        "acceptedAnswer": [first, *others] if others else first,
        "suggestedAnswer": [_answer(one, url) for one in suggested],
        "comment": [_comment(one, url) for one in _told(page.others)],
    }
    return {"@context": CONTEXT, "@type": "QAPage", "mainEntity": _filled(question)}


def _posting(page: ThreadPage, url: str) -> dict[str, Any]:
    said = [*_told(page.answers), *_told(page.others)]
    posting = {
        "@context": CONTEXT,
        "@type": "DiscussionForumPosting",
        "@id": url,
        "mainEntityOfPage": url,
        "headline": page.thread.title,
        "text": _text(page.question) or page.thread.title,
        "url": url,
        "inLanguage": page.thread.language,
        "author": _author(page.question),
        "datePublished": _date(page.question.submit_date),
        "interactionStatistic": [
            _counter("LikeAction", page.thread.me_toos),
            _counter("CommentAction", len(said)),
        ],
        "comment": [_comment(one, url) for one in said],
    }
    return _filled(posting)


def _answer(one: CommentFace, url: str) -> dict[str, Any]:
    return {**_words(one, url), "@type": "Answer", "upvoteCount": one.helpful}


def _comment(one: CommentFace, url: str) -> dict[str, Any]:
    comment = {**_words(one, url), "@type": "Comment"}
    if one.is_answer:
        comment["interactionStatistic"] = _counter("LikeAction", one.helpful)
    return comment


def _words(one: CommentFace, url: str) -> dict[str, Any]:
    return {
        "text": _text(one),
        "url": f"{url}#{one.anchor}",
        "author": _author(one),
        "datePublished": _date(one.submit_date),
    }


def _told(faces: Iterable[CommentFace]) -> list[CommentFace]:
    """Those that are shown, say something, and that staff do not warn of."""
    return [
        face
        for face in faces
        if not (face.is_removed or face.is_hidden or is_warned_of(face)) and _text(face)
    ]


def _text(one: CommentFace) -> str:
    return plain_text(one.html)


def _author(one: CommentFace) -> dict[str, str]:
    return {"@type": "Person", "name": signature(one.author)}


def _date(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _counter(action: str, count: int) -> dict[str, Any]:
    return {
        "@type": "InteractionCounter",
        "interactionType": f"{CONTEXT}/{action}",
        "userInteractionCount": count,
    }


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty; a count of 0 says something."""
    return {name: value for name, value in values.items() if value not in ("", [])}

"""Posting a comment through our door, against the same post through plain xtd.

Tasks run at once, inside the request, as they do on a site without a queue. Whoever asked has no
e-mail address, so that no mail is written on either side. What may have answered a question was
shown while it was typed, as our script does it: suggestions have figures of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from django.conf import settings
from django.db.models.signals import post_save
from django.test import Client
from django_comments import signals
from django_comments_xtd import signals as xtd_signals
from django_comments_xtd import views as xtd_views
from django_comments_xtd.models import TmpXtdComment

from tests.bench.case import Case
from tests.bench.database import analyze
from tests.bench.posts import accounts, blog, post_with
from wagtail_peersupport import comments, forms, signal_handlers
from wagtail_peersupport.threads.reviewing import similar_digest

BEFORE = 20
"""So many comments stand under a post before each of the measured ones."""
ROUNDS = 25
REMARK = "Lovely post, and the photographs of the harbour are better every year, number {}."
QUESTION = "Does the heavy tee number {} run small? I'm between M and L, so which size is mine?"
ANSWER = "Size up, number {}. The cotton shrinks about half a size in the first wash."


def cases() -> Iterator[Case]:
    # As installed without the extra [semantic], and nobody is stopped for writing too much.
    settings.PEERSUPPORT = {"POSTS_PER_MINUTE": 10**6, "POSTS_PER_HOUR": 10**6, "MEANING": False}
    settings.ROOT_URLCONF = "tests.bench.urls"
    writers, index = accounts(30), blog()
    type(writers[0]).objects.update(email="")
    client = Client()
    client.force_login(writers[0])
    for name, words, is_reply, goal in (
        ("a remark", REMARK, False, 1.35),
        ("a question", QUESTION, False, 2.5),
        ("an answer", ANSWER, True, 2.5),
    ):
        # Each side writes under a post of its own, so that both grow alike.
        places = [post_with(index, BEFORE, writers, f"{name} {side}") for side in ("ours", "xtd")]
        analyze()
        ours = _posting(client, "/comments/post/", places[0], words, is_reply)
        plain = _posting(client, "/plain/post/", places[1], words, is_reply)
        yield Case(
            f"posting {name}, against plain xtd", ours, _in_plain_xtd(plain), goal, rounds=ROUNDS
        )


def _posting(
    client: Client, address: str, post: Any, words: str, is_reply: bool
) -> Callable[[], None]:
    numbers = count()
    asked = comments.on_page(post).filter(level=0).last()
    parent = asked if is_reply else None

    def call() -> None:
        form = comments.form_for(post, parent=parent)
        data = {name: form[name].value() or "" for name in form.fields}
        data |= {"comment": words.format(next(numbers)), "name": "Reader", "email": "r@example.com"}
        data["reply_to"] = parent.pk if parent is not None else 0
        data[forms.SEEN] = similar_digest(data["comment"])
        response = client.post(address, data)
        assert response.status_code == 302, response.content.decode()

    return call


def _in_plain_xtd(call: Callable[[], None]) -> Callable[[], None]:
    def plain() -> None:
        with _plain_xtd():
            call()

    return plain


@contextmanager
def _plain_xtd() -> Iterator[None]:
    """As if we were not installed: xtd's own receivers, none of ours."""
    model = comments.comment_model()
    ours = (
        (post_save, signal_handlers.on_comment_saved, model),
        (signals.comment_will_be_posted, signal_handlers.on_will_be_posted, TmpXtdComment),
        (signals.comment_was_posted, signal_handlers.on_was_posted, TmpXtdComment),
        (xtd_signals.confirmation_received, signal_handlers.on_confirmed, TmpXtdComment),
    )
    theirs = (signals.comment_was_posted, xtd_views.on_comment_was_posted, TmpXtdComment)
    for signal, receiver, sender in ours:
        signal.disconnect(receiver, sender=sender)
    theirs[0].connect(theirs[1], sender=theirs[2])
    try:
        yield
    finally:
        theirs[0].disconnect(theirs[1], sender=theirs[2])
        for signal, receiver, sender in ours:
            signal.connect(receiver, sender=sender)

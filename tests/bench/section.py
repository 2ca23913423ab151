"""The comment section of a post, against xtd's own tree of the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.template import engines
from django.test import RequestFactory

from tests.bench.case import Case, times_as_fast
from tests.bench.database import analyze, queries_of
from tests.bench.posts import accounts, blog, post_with
from wagtail_peersupport import cleaning, comments
from wagtail_peersupport.detection.text import plain_text

SIZES = (10, 100, 500, 2000)
GOALS_AT = 500

OURS = "{% load peersupport_tags %}{% peersupport_comments page %}"
XTD = "{% load comments_xtd %}{% render_xtdcomment_tree for page %}"
BARE = """{% for comment in comments %}<article><h3>{{ comment.title }}</h3>
<p>{{ comment.author }} <time>{{ comment.date }}</time></p><div>{{ comment.words }}</div></article>
{% endfor %}"""


def cases() -> Iterator[Case]:
    writers, index = accounts(60), blog()
    posts = {size: post_with(index, size, writers) for size in SIZES}
    analyze()
    for size, post in posts.items():
        ours, xtd, bare = rendered(OURS, post), rendered(XTD, post), loop(post)
        rounds = 11 if size < 2000 else 5
        at = size == GOALS_AT
        yield Case(
            f"section, {size} comments, warm, against xtd",
            ours,
            xtd,
            times_as_fast(25) if at else None,
            rounds=rounds,
        )
        yield Case(
            f"section, {size} comments, cold, against xtd",
            ours,
            xtd,
            times_as_fast(5) if at else None,
            rounds=rounds,
            before=forget,
        )
        yield Case(
            f"section, {size} comments, warm, against a bare loop",
            ours,
            bare,
            2.0 if at else None,
        )
    few, many = (rendered(OURS, posts[size]) for size in (SIZES[0], SIZES[-1]))
    yield Case(
        "section, queries at 2000 against 10, warm",
        lambda: queries_of(many),
        lambda: queries_of(few),
        1.0,
        unit="queries",
        rounds=1,
    )
    yield Case(
        "section, queries at 2000 against 10, cold",
        lambda: queries_of(many),
        lambda: queries_of(few),
        1.0,
        unit="queries",
        rounds=1,
        before=forget,
    )


def rendered(source: str, post: Any, user: Any = None) -> Callable[[], str]:
    """The template rendered for a reader's request for the post, made anew each time."""
    template, factory = engines["django"].from_string(source), RequestFactory()

    def call() -> str:
        request = factory.get(post.url)
        request.user = user or AnonymousUser()
        page = type(post).objects.get(pk=post.pk)
        return template.render({"page": page}, request)

    return call


def loop(post: Any) -> Callable[[], str]:
    """The least that any template does with as many comments: what it shows is prepared."""
    template = engines["django"].from_string(BARE)
    prepared = [
        {
            "title": plain_text(row.comment)[:60],
            "words": row.comment,
            "author": row.user_name,
            "date": row.submit_date,
        }
        for row in comments.on_page(post)
    ]
    return lambda: template.render({"comments": prepared})


def forget() -> None:
    """Nothing of any comment is remembered, in the cache or in the process."""
    cache.clear()
    cleaning.clean_comment.cache_clear()

"""The shop's words, as the files in data/ hold them: site.json, topics.json, replies.json,
posts/*.json, comments/*.jsonl.
"""

import dataclasses
import json
from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody with a log-in. ``role`` is owner, staff or member."""

    username: str
    first_name: str
    last_name: str
    email: str
    role: str
    bio: str


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the site: its home page and its hub."""

    locale: str
    title: str
    slug: str
    tagline: str
    about: str
    help_title: str
    help_slug: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic, with its words in all the languages of the site."""

    name: str
    slug: str
    description: str
    words: list[str]
    staff_only: bool = False
    response_target_hours: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply to start from; ``topic`` is the slug of the one it is for, None for all."""

    title: str
    locale: str
    topic: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Post:
    slug: str
    title: str
    locale: str
    author: str
    days_ago: int
    intro: str
    body: str
    image: str
    alt: str


@dataclass(frozen=True, slots=True)
class Said:
    """One comment and what became of it; ``parent`` is the id of the comment it replies to.

    What its author meant ("wants") the site must find out; but where it proposes to tick "I'd like
    an answer to this", the author leaves the tick if that is meant.
    """

    id: str
    parent: str | None
    author: str
    email: str
    account: str | None
    minutes_ago: int
    text: str
    removed: bool = False
    held: bool = False
    helpful: int = 0
    unhelpful: int = 0
    me_too: int = 0
    accepted: str = ""
    needs_staff: bool = False
    wants: str | None = None
    post: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything there is to load; ``posts`` and ``comments`` oldest first."""

    accounts: list[Account]
    languages: list[Language]
    topics: list[Subject]
    replies: list[Reply]
    posts: list[Post]
    comments: list[Said]


def read_content():
    return Content(
        read_accounts(),
        _languages(),
        _records(Subject, "topics.json"),
        _records(Reply, "replies.json"),
        _posts(),
        _comments(),
    )


def read_accounts():
    return [_record(Account, row) for row in _site()["accounts"]]


def _languages():
    return [_record(Language, row) for row in _site()["languages"]]


def _records(kind, name):
    rows = json.loads((settings.DATA_DIR / name).read_text("utf-8"))
    return [_record(kind, row) for row in rows]


def _posts():
    files = (settings.DATA_DIR / "posts").glob("*.json")
    posts = [_record(Post, json.loads(file.read_text("utf-8"))) for file in files]
    return sorted(posts, key=lambda post: (-post.days_ago, post.slug))


def _comments():
    said = [
        _record(Said, {**json.loads(line), "post": file.stem})
        for file in (settings.DATA_DIR / "comments").glob("*.jsonl")
        for line in file.read_text("utf-8").splitlines()
    ]
    return sorted(said, key=lambda one: (-one.minutes_ago, one.id))


def _site():
    return json.loads((settings.DATA_DIR / "site.json").read_text("utf-8"))


def _record(kind, row):
    names = [field.name for field in dataclasses.fields(kind)]
    return kind(**{name: row[name] for name in names if name in row})

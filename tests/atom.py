"""A strict reading of an Atom feed, by RFC 4287: what a feed and an entry must hold, once each."""

import datetime
from dataclasses import dataclass
from urllib.parse import urlsplit

from defusedxml import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Entry:
    id: str
    title: str
    url: str
    author: str
    content: str
    updated: datetime.datetime
    language: str
    topics: tuple


@dataclass(frozen=True)
class Feed:
    id: str
    title: str
    url: str
    language: str
    entries: tuple


def feed_in(response):
    """The feed of a response; fails where a feed reader could stumble."""
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    assert root.tag == f"{ATOM}feed"
    _moment(root, "updated")
    entries = tuple(_entry(one) for one in root.findall(f"{ATOM}entry"))
    assert len({entry.id for entry in entries}) == len(entries)
    found = Feed(
        id=_identity(root),
        title=_text(root, "title"),
        url=_link(root, "alternate"),
        language=root.get(LANG),
        entries=entries,
    )
    assert _link(root, "self") == found.id
    return found


def _entry(node):
    content = node.find(f"{ATOM}content")
    assert content.get("type") == "html"
    (author,) = node.findall(f"{ATOM}author")
    assert _moment(node, "published") <= _moment(node, "updated")
    return Entry(
        id=_identity(node),
        title=_text(node, "title"),
        url=_link(node, "alternate"),
        author=_text(author, "name"),
        content=_text(node, "content"),
        updated=_moment(node, "updated"),
        language=node.get(LANG, ""),
        topics=tuple(one.get("term") for one in node.findall(f"{ATOM}category")),
    )


def _text(node, name):
    (found,) = node.findall(f"{ATOM}{name}")
    assert len(found) == 0
    assert found.text.strip(), f"<{name}> says nothing"
    return found.text.strip()


def _identity(node):
    text = _text(node, "id")
    assert urlsplit(text).scheme in {"http", "https", "tag"}, text
    return text


def _link(node, rel):
    (found,) = [one.get("href") for one in node.findall(f"{ATOM}link") if one.get("rel") == rel]
    parts = urlsplit(found)
    assert parts.scheme in {"http", "https"}, found
    assert parts.netloc, found
    return found


def _moment(node, name):
    moment = datetime.datetime.fromisoformat(_text(node, name))
    assert moment.tzinfo is not None
    return moment

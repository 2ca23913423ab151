"""An Atom document of threads."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed

from ..threads.feed import Entry
from ..threads.finding import FeedLink

# All that XML can't hold, in whatever spelling.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Atom(Atom1Feed):
    """With the words of each entry in its own language."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        language = item["language"]
        return {"xml:lang": language} if language else {}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        said_in = {"type": "html", "xml:lang": self.feed["language"]}
        handler.addQuickElement("content", item["content"], said_in)


def atom(link: FeedLink, list_url: str, language: str, found: tuple[Entry, ...]) -> bytes:
    """A feed as XML. ``list_url`` is the page that shows the same, ``language`` that of the hub."""
    feed = Atom(
        title=in_xml(link.title),
        link=list_url,
        description=None,
        language=language,
        feed_url=link.url,
        feed_guid=link.url,
    )
    for entry in found:
        thread = entry.thread
        feed.add_item(
            title=in_xml(thread.title),
            link=entry.url,
            description=None,
            unique_id=_identity(entry),
            author_name=in_xml(entry.author),
            pubdate=thread.asked_at,
            updateddate=entry.updated,
            categories=[thread.topic.name] if thread.topic is not None else [],
            language=thread.language,
            content=in_xml(
                render_to_string("wagtail_peersupport/feed/entry.html", {"entry": entry})
            ),
        )
    return feed.writeString("utf-8").encode()


def _identity(entry: Entry) -> str:
    """The same for ever: an address holds words that may change."""
    host, thread = urlsplit(entry.url).hostname, entry.thread
    return f"tag:{host},{thread.asked_at:%Y-%m-%d}:peersupport/{thread.comment_pk}"


def in_xml(text: str) -> str:
    return _NOT_IN_XML.sub("", text)

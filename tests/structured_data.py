"""A strict reading of structured data, by what Google documents for Q&A and forum pages: which
properties a type must have, which it may have, and of which form each is.
"""

import datetime
import json
from html.parser import HTMLParser
from urllib.parse import urlsplit

CONTEXT = "https://schema.org"
ACTIONS = {f"{CONTEXT}/{name}" for name in ("LikeAction", "CommentAction")}


class _Scripts(HTMLParser):
    """Collects what stands in the JSON-LD scripts of a page, as a browser would take it apart."""

    def __init__(self, html):
        super().__init__(convert_charrefs=False)
        self.found = []
        self.is_inside = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "script" and dict(attrs).get("type") == "application/ld+json":
            self.is_inside = True
            self.found.append("")

    def handle_endtag(self, tag):
        if tag == "script":
            self.is_inside = False

    def handle_data(self, data):
        if self.is_inside:
            self.found[-1] += data


def structured_data(response):
    """The one valid item of a page, None without any."""
    scripts = _Scripts(response.content.decode()).found
    assert len(scripts) <= 1, "one page, one item"
    if not scripts:
        return None
    item = json.loads(scripts[0])
    assert item.pop("@context") == CONTEXT
    assert item["@type"] in {"QAPage", "DiscussionForumPosting"}
    _check(item)
    return item


def _text(value):
    assert isinstance(value, str), value
    assert value.strip(), "says nothing"


def _url(value):
    _text(value)
    parts = urlsplit(value)
    assert parts.scheme in {"http", "https"}, value
    assert parts.netloc, value
    assert value.isascii(), value


def _date(value):
    _text(value)
    assert datetime.datetime.fromisoformat(value).tzinfo is not None, value


def _count(value):
    assert type(value) is int, value
    assert value >= 0


def _action(value):
    assert value in ACTIONS, value


def _one(*types):
    def check(value):
        assert isinstance(value, dict), value
        assert value["@type"] in types, value
        _check(value)

    return check


def _many(*types):
    def check(value):
        values = value if isinstance(value, list) else [value]
        assert values, "an empty list says nothing"
        for one in values:
            _one(*types)(one)

    return check


PERSON = _one("Person")
WRITTEN = {"url": _url, "datePublished": _date}
AUTHORED = {"author": PERSON, "datePublished": _date, "text": _text}
STATISTIC = {"interactionStatistic": _many("InteractionCounter")}
COMMENTS = {"comment": _many("Comment")}
PAGE = {"@id": _url, "inLanguage": _text}

# For each type: what it must have, and what it may have besides.
TYPES = {
    "QAPage": ({"mainEntity": _one("Question")}, {}),
    "Question": (
        {"name": _text, "answerCount": _count, "acceptedAnswer": _many("Answer")},
        {
            **PAGE,
            **WRITTEN,
            **COMMENTS,
            "text": _text,
            "author": PERSON,
            "upvoteCount": _count,
            "suggestedAnswer": _many("Answer"),
        },
    ),
    "Answer": ({"text": _text}, {**WRITTEN, "author": PERSON, "upvoteCount": _count}),
    "DiscussionForumPosting": (
        AUTHORED,
        {**PAGE, **STATISTIC, **COMMENTS, "mainEntityOfPage": _url, "headline": _text, "url": _url},
    ),
    "Comment": (
        AUTHORED,
        {**STATISTIC, **WRITTEN},
    ),
    "Person": ({"name": _text}, {}),
    "InteractionCounter": ({"interactionType": _action, "userInteractionCount": _count}, {}),
}


def _check(item):
    required, optional = TYPES[item["@type"]]
    given = item.keys() - {"@type"}
    assert required.keys() <= given, f"{item['@type']} without {required.keys() - given}"
    forms = {**optional, **required}
    assert given <= forms.keys(), f"{item['@type']} with {given - forms.keys()}"
    for name in given:
        forms[name](item[name])
    # Everything that Google recommends and we know is there.
    known = {"Question": WRITTEN.keys() | {"author", "text", "upvoteCount"}}
    known["Answer"] = WRITTEN.keys() | {"author", "upvoteCount"}
    assert known.get(item["@type"], set()) <= given

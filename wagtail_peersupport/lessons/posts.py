"""What a post learns from its readers: an answer under its question, with credit and a link, and
where in the post it goes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.blocks import RichTextBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText
from wagtail.rich_text import features as known_features

from .markup import Heading, fitted, outline

#: What readers' words may keep, where the editor of the post knows it.
WORDS = (
    "bold italic link document-link ol ul blockquote code superscript subscript strikethrough"
).split()
HEADINGS = ("h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Insertion:
    """What a post is taught. A page model takes it with ``peersupport_teach(self, insertion)``,
    or leaves that to :func:`put`.
    """

    heading: str
    """Plain text: the question, unless staff put it otherwise."""
    words: str
    """The readers' answer, as HTML that the rich text of the post knows."""
    credit: str
    """Who answered, as plain text in the language of the post."""
    url: str
    """The full address of the thread. As long as the published post holds it, readers are told."""
    question: str
    """The question in the words of whoever asked, as plain text."""
    html: str
    """All of it, ready for rich text: heading, words, and the credit with the link."""
    under: str = ""
    """The heading of the post at whose end it goes; "" for the end of the post."""


@dataclass(frozen=True, slots=True)
class Body:
    """Where a page keeps its rich text by itself."""

    field: str
    editor: str
    features: tuple[str, ...]
    """What its editor knows."""
    block: str = ""
    """The type of the block, where the field is a StreamField."""

    @property
    def for_words(self) -> list[str]:
        return [name for name in WORDS if name in self.features]


def learns(page: Any) -> bool:
    """Whether a specific page has somewhere to put an answer."""
    return teaches_itself(page) or body_of(page) is not None


def teaches_itself(page: Any) -> bool:
    return callable(getattr(page, "peersupport_teach", None))


def teach(page: Any, insertion: Insertion) -> None:
    """Put it into a specific page, unsaved: by the page's own method, else by :func:`put`.

    Raises ValidationError, in words for staff.
    """
    if teaches_itself(page):
        page.peersupport_teach(insertion)
    else:
        put(page, insertion)


def put(page: Any, insertion: Insertion) -> None:
    """Put it into the first rich text of a specific page, unsaved. Raises ValidationError."""
    body = body_of(page)
    if body is None:
        raise ValidationError(_("This post has no rich text to put it into."))
    value = getattr(page, body.field)
    if body.block:
        _put_into_stream(value, body, insertion)
    else:
        setattr(page, body.field, _put_into(value or "", insertion))


def body_of(page: Any) -> Body | None:
    """The first RichTextField of a specific page, or StreamField with rich text at its top level;
    None without one.
    """
    for field in page._meta.fields:
        if isinstance(field, RichTextField):
            return Body(field.name, field.editor, _features(field.editor, field.features))
        if isinstance(field, StreamField):
            for name, block in field.stream_block.child_blocks.items():
                if isinstance(block, RichTextBlock):
                    features = _features(block.editor, block.features)
                    return Body(field.name, block.editor, features, name)
    return None


def headings(page: Any) -> list[Heading]:
    """The headings of the rich text that :func:`put` uses, each text once."""
    found = [one for text in _texts(page) for one in outline(text)]
    return list({one.text: one for one in reversed(found)}.values())[::-1]


def insertion_for(
    page: Any, *, heading: str, words: str, under: str = "", **said: str
) -> Insertion:
    """An :class:`Insertion` that fits a specific page; ``said`` is its credit, url and question."""
    body = body_of(page)
    features = body.features if body is not None else tuple(known_features.get_default_features())
    words = fitted(words, [name for name in WORDS if name in features])
    credit = escape(said["credit"])
    link = escape(said["url"])
    credit = f'<a href="{link}">{credit}</a>' if "link" in features else f"{credit}: {link}"
    tag = _tag(features, headings(page), under)
    title = f"<{tag}>{escape(heading)}</{tag}>" if tag else f"<p><b>{escape(heading)}</b></p>"
    html = fitted(title + words + f"<p><i>{credit}</i></p>", features)
    return Insertion(heading=heading, words=words, html=html, under=under, **said)


def _features(editor: str, features: list[str] | None) -> tuple[str, ...]:
    """What the site's editor of this name knows, with the features that a field asks for."""
    widget = get_rich_text_editor_widget(editor, features=features)
    known = getattr(widget, "features", None) or features
    return tuple(known or known_features.get_default_features())


def _tag(features: Iterable[str], there: list[Heading], under: str) -> str:
    """The heading of the insertion: one below that under which it stands, else as high as the
    others; "" where the editor knows none.
    """
    known = [tag for tag in HEADINGS if tag in features]
    above = next((one.level for one in there if one.text == under), 0) if under else 0
    level = above + 1 if above else min((one.level for one in there), default=2)
    return next((tag for tag in known if int(tag[1]) >= level), known[-1] if known else "")


def _texts(page: Any) -> list[str]:
    body = body_of(page)
    if body is None:
        return []
    value = getattr(page, body.field)
    if not body.block:
        return [value or ""]
    return [child.value.source for child in _rich_children(value)]


def _rich_children(stream: Any) -> list[Any]:
    return [child for child in stream if isinstance(child.block, RichTextBlock)]


def _put_into(source: str, insertion: Insertion) -> str:
    ends = {one.text: one.end for one in reversed(outline(source))}
    end = ends.get(insertion.under, len(source)) if insertion.under else len(source)
    return source[:end] + insertion.html + source[end:]


def _put_into_stream(stream: Any, body: Body, insertion: Insertion) -> None:
    children = _rich_children(stream)
    for child in children if insertion.under else ():
        if insertion.under in {one.text for one in outline(child.value.source)}:
            child.value = RichText(_put_into(child.value.source, insertion))
            return
    if not _is_full(stream, body.block):
        stream.append((body.block, RichText(insertion.html)))
    elif children:
        children[-1].value = RichText(children[-1].value.source + insertion.html)
    else:
        raise ValidationError(_("The post has no room for another block."))


def _is_full(stream: Any, name: str) -> bool:
    meta = stream.stream_block.meta
    most = (getattr(meta, "block_counts", None) or {}).get(name, {}).get("max_num")
    here = sum(child.block_type == name for child in stream)
    return (meta.max_num is not None and len(stream) >= meta.max_num) or (
        most is not None and here >= most
    )

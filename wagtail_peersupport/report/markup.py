"""Writing HTML so that text is escaped unless somebody says otherwise."""

from html import escape


class Html(str):
    """Markup. Any other string is text and is escaped when it becomes part of an element."""

    __slots__ = ()


VOID = frozenset({"br", "hr", "link", "meta"})


def element(name: str, *children: str, **attributes: str | int) -> Html:
    """An element. A trailing underscore of an attribute's name is dropped, others become hyphens.

    An attribute that is "" is left out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value != ""
    )
    if name in VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{joined(*children)}</{name}>")


def joined(*children: str) -> Html:
    """Children one after the other, without anything between them."""
    return Html("".join(c if isinstance(c, Html) else escape(c, quote=False) for c in children))

"""Writes small WordPress exports, so that a test can choose dates and words."""

from datetime import datetime
from html import escape

HEAD = """<?xml version="1.0"?>
<rss xmlns:wp="http://wordpress.org/export/1.2/"
     xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Kiln notes</title><link>https://kiln.example</link>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login>wren</wp:author_login>
<wp:author_email>wren@kiln.example</wp:author_email>
<wp:author_display_name>Wren</wp:author_display_name></wp:author>"""


def wxr(*items: str) -> str:
    return f"{HEAD}{''.join(items)}</channel></rss>"


def item(number: int, slug: str, *comments: str, title: str = "", body: str = "") -> str:
    return (
        f"<item><title>{escape(title or slug)}</title><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_name>{slug}</wp:post_name><wp:post_type>post</wp:post_type>"
        f"<dc:creator>wren</dc:creator>"
        f"<content:encoded>{escape(body)}</content:encoded>"
        f"<wp:post_date_gmt>2020-01-01 08:00:00</wp:post_date_gmt>{''.join(comments)}</item>"
    )


def comment(
    number: int, text: str, when: datetime, *, by: str = "Ines", email: str = "", parent: int = 0
) -> str:
    return (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id>"
        f"<wp:comment_author>{by}</wp:comment_author>"
        f"<wp:comment_author_email>{email}</wp:comment_author_email>"
        f"<wp:comment_date_gmt>{when:%Y-%m-%d %H:%M:%S}</wp:comment_date_gmt>"
        f"<wp:comment_content>{escape(text)}</wp:comment_content>"
        f"<wp:comment_approved>1</wp:comment_approved>"
        f"<wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
    )

"""What a reader gets of a page, for tests."""

import html
import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags


def words(response):
    """What a reader reads, on one line."""
    return plain(response.content.decode())


def plain(markup):
    markup = re.sub(r"<script\b.*?</script>", "", markup, flags=re.DOTALL)
    return " ".join(html.unescape(strip_tags(markup)).split())


def item(response, comment):
    """The markup of one comment, from its anchor to the end of its element's head and words."""
    found = re.search(
        rf'<(\w+)[^>]*id="c{comment.pk}".*?</\1>', response.content.decode(), re.DOTALL
    )
    return found.group() if found else ""


def queries(client, url):
    """How many queries a page takes, once everything that Wagtail keeps in memory is there."""
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)

"""Rich text: what an editor would keep of readers' words, and where a post's parts end."""

import re

import pytest

from wagtail_peersupport.cleaning import clean_comment
from wagtail_peersupport.lessons.markup import fitted, outline

DEFAULT = ["bold", "italic", "h2", "h3", "link", "ol", "ul"]


def fit(text, features=DEFAULT):
    """What is left of a comment, without the keys that Wagtail gives to blocks."""
    return re.sub(r' data-block-key="\w+"', "", fitted(clean_comment(text), features))


@pytest.mark.parametrize(
    ("text", "features", "kept"),
    [
        ("Cold.\n\nHang it up.", DEFAULT, "<p>Cold.</p><p>Hang it up.</p>"),
        ("Cold.\nHang it up.", DEFAULT, "<p>Cold.<br/>Hang it up.</p>"),
        ("<p><strong>Cold</strong></p>", DEFAULT, "<p><b>Cold</b></p>"),
        ("<p><strong>Cold</strong></p>", ["italic"], "<p>Cold</p>"),
        (
            "See https://example.com/a?b=1",
            DEFAULT,
            '<p>See <a href="https://example.com/a?b=1">https://example.com/a?b=1</a></p>',
        ),
        ("See https://example.com/a", ["bold"], "<p>See https://example.com/a</p>"),
        ("> hot?\n\nNo, cold.", DEFAULT, "<p>hot?</p><p>No, cold.</p>"),
        ("> hot?\n\nNo.", ["blockquote"], "<blockquote>hot?</blockquote><p>No.</p>"),
        (
            "<blockquote><p>a</p><p>b</p></blockquote><p>c</p>",
            ["blockquote"],
            "<blockquote>a</blockquote><blockquote>b</blockquote><p>c</p>",
        ),
        (
            "<ul><li>a<ul><li>b</li></ul></li></ul>",
            DEFAULT,
            "<ul><li>a<ul><li>b</li></ul></li></ul>",
        ),
        ("<ul><li>a</li><li>b</li></ul>", ["bold"], "<p>• a<br/>• b</p>"),
        ("<pre>one\n two</pre>", DEFAULT, "<p>one<br/> two</p>"),
        ("5 < 6 & 7", DEFAULT, "<p>5 &lt; 6 &amp; 7</p>"),
        ('<a href="javascript:alert(1)">x</a>', DEFAULT, "<p>x</p>"),
        ("<p>x<script>alert(1)</script></p>", DEFAULT, "<p>xalert(1)</p>"),
    ],
)
def test_words_keep_what_the_editor_knows(text, features, kept):
    assert fit(text, features) == kept


def test_what_fits_stays_as_it_is():
    once = fitted(clean_comment("Cold.\n\n<b>Never</b> hot: https://example.com/"), DEFAULT)
    assert fitted(once, DEFAULT) == once


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("", []),
        ("<p>No heading.</p>", []),
        (
            "<p>x</p><h2>Wash</h2><p>1</p><h3>Dry</h3><p>2</p><h2>Wear</h2><p>3</p>",
            [("Wash", 2, "<h2>Wear"), ("Dry", 3, "<h2>Wear"), ("Wear", 2, "")],
        ),
        (
            '<h2 data-block-key="a">Wash <b>col</b>d &amp; dry</h2>\n<p>a<br/>b</p>\n<h2>Z</h2>',
            [("Wash cold & dry", 2, "<h2>Z</h"), ("Z", 2, "")],
        ),
        (
            '<h2>A</h2><embed embedtype="image" id="1"/><h2>B</h2>',
            [("A", 2, "<h2>B</h"), ("B", 2, "")],
        ),
        ("<div><h2>Inside</h2></div><h2>Outside</h2>", [("Outside", 2, "")]),
        ("<p>never closed<h2>Lost</h2>", []),
        ("<h2></h2><h2>Named</h2>", [("Named", 2, "")]),
    ],
)
def test_parts_end_where_the_next_heading_stands(source, parts):
    assert [(one.text, one.level, source[one.end :][:8]) for one in outline(source)] == parts

import re

import pytest

from wagtail_peersupport.cleaning import MOST_TAGS, clean_comment


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>hi",
        '<img src=x onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        '<p onclick="alert(1)">x</p>',
        '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
        "<style>*{display:none}</style>",
        '<iframe src="https://example.com"></iframe>',
        '<a href="  java\nscript:alert(1)">x</a>',
        "<<script>script>alert(1)</script>",
        '<b style="position:fixed">x</b>',
        '<form action="/x"><input name="y"></form>',
    ],
)
def test_nothing_executable_survives(hostile):
    html = clean_comment(hostile).lower()
    for danger in ("<script", "<img", "<svg", "<style", "<iframe", "<form", "<input", "style="):
        assert danger not in html
    # As words such things may be shown; inside a tag they must not stand.
    assert not re.search(r"<[^>]*(javascript:|data:|onclick|onerror)", html)


def test_links_are_marked_as_the_readers():
    html = clean_comment("see https://example.com/a?b=1&c=2 and www.example.org")
    assert html.count('rel="nofollow ugc noopener"') == 2
    assert 'href="https://example.com/a?b=1&amp;c=2"' in html


def test_a_rel_that_the_writer_set_is_replaced():
    html = clean_comment('<a href="https://example.com" rel="follow" target="_blank">x</a>')
    assert 'rel="nofollow ugc noopener"' in html
    assert "target" not in html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\ntwo", "<p>one<br>two</p>"),
        ("one\n\ntwo", "<p>one</p>\n\n<p>two</p>"),
        ("3 < 4 & 5 > 2", "<p>3 &lt; 4 &amp; 5 &gt; 2</p>"),
        ("I <3 it", "<p>I &lt;3 it</p>"),
        ("<em>so</em> soft", "<p><em>so</em> soft</p>"),
        ("<p>as</p><p>is</p>", "<p>as</p><p>is</p>"),
        ("", ""),
    ],
)
def test_text_and_html_both_read_well(text, html):
    assert clean_comment(text) == html


def test_quoted_lines_become_a_quote():
    html = clean_comment("> how do I\n> wash it?\n\nCold.")
    assert "<blockquote>" in html
    assert "&gt;" not in html
    assert "<p>Cold.</p>" in html


def test_a_comment_made_of_tags_becomes_plain_text():
    words = [f"word {number} &amp;" for number in range(MOST_TAGS)]
    html = clean_comment("".join(f"<b a={place}><p>{word}" for place, word in enumerate(words)))
    assert "<b>" not in html
    assert "word 0 &amp;" in html
    assert f"word {MOST_TAGS - 1} &amp;" in html


def test_many_tags_do_not_stop_the_page():
    tangled = "".join(f"<b a={place}><p>" for place in range(300))
    # What would take the parser most of a second is shown as plain words.
    assert "<b" not in clean_comment(tangled)


def test_a_long_comment_in_paragraphs_keeps_them():
    html = clean_comment("".join(f"<p>Paragraph {number}.</p>" for number in range(MOST_TAGS // 2)))
    assert html.count("<p>") == MOST_TAGS // 2

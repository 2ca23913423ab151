import pytest

from wagtail_peersupport.cleaning import clean_comment
from wagtail_peersupport.threads.wording import below_title, first_words


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("does it shrink? I wash at 40.", "Does it shrink?", "<p>I wash at 40.</p>"),
        ("Does it shrink?", "Does it shrink?", ""),
        ("Does <b>it</b> shrink?", "Does it shrink?", ""),
        ("Rétrécit-il ? Je lave.", "Rétrécit-il?", "<p>Je lave.</p>"),
        ("Is it (pre-shrunk)? I wash.", "Is it (pre-shrunk)?", "<p>I wash.</p>"),
        ("Does it shrink?\nI wash at 40.", "Does it shrink?", "<p>I wash at 40.</p>"),
        ("Does it shrink?\n\nI wash at 40.", "Does it shrink?", "<p>I wash at 40.</p>"),
        ("Does it shrink? I <b>do</b> wash.", "Does it shrink?", "<p>I <b>do</b> wash.</p>"),
        ("Do A & B? Mine is <3 & big.", "Do A & B?", "<p>Mine is &lt;3 &amp; big.</p>"),
        (
            "Does it shrink? <a href='//b.example' onclick='x()'>Mine</a> is 2 > 1.",
            "Does it shrink?",
            '<p><a href="//b.example" rel="nofollow ugc noopener">Mine</a> is 2 &gt; 1.</p>',
        ),
        ("Help. Any idea? I wash.", "Help. Any idea?", "<p>I wash.</p>"),
    ],
)
def test_a_beginning_that_is_the_title_is_not_said_again(text, title, rest):
    assert below_title(clean_comment(text), title).strip() == rest


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("I wash at 40. Does it shrink?", "Does it shrink?"),
        ("Does <b>it</b> shrink? I wash.", "Does it shrink?"),
        ("Does it shrink when I wash it often?", "Does it shrink when I…"),
        ("Does it shrinkwrap well?", "Does it shrink"),
        ("Does www.example.com/shirt shrink? I wash.", "Does … shrink?"),
        ("> Does it shrink?\n\nI wonder.", "Does it shrink?"),
        ("😀😀😀", "😀"),
    ],
)
def test_words_stay_whole_where_the_title_is_not_simply_their_start(text, title):
    html = clean_comment(text)
    assert below_title(html, title) == html


def test_first_words_leave_out_what_is_quoted():
    assert first_words("> Does it shrink?\n\nA little,\nsee www.example.com/wash", 80) == (
        "A little, see www.example.com/wash"
    )
    assert first_words("<blockquote>Does it shrink?</blockquote>", 80) == "Does it shrink?"


def test_first_words_end_at_a_word():
    assert first_words("Wash it cold and hang it up", 15) == "Wash it cold…"

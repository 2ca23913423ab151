"""Reading a comment: what a writer said, apart from quotes, code and addresses."""

import pytest

from wagtail_peersupport.detection.text import asking_sentence, plain_text, read


@pytest.mark.parametrize(
    ("raw", "own"),
    [
        ("x < y and y > z", "x < y and y > z"),
        ("if x <y then", "if x <y then"),
        ("Tom &amp; Jo &lt;3", "Tom & Jo <3"),
        ("<p>One<br>two</p><p>three", "One\ntwo\nthree"),
        ("<b>unclosed <i>tags", "unclosed tags"),
        ("</div></p>only closing", "only closing"),
        ("<![CDATA[ odd <!DOCTYPE x", "<![CDATA[ odd <!DOCTYPE x"),
        ("<!-- hidden? -->seen", "seen"),
        ("seen <!-- and never closed", "seen <!-- and never closed"),
        ("<!-- a --><!-- b", "<!-- b"),
        ("[quote] never closed", "[quote] never closed"),
        ("[code]x[/quote] never closed", "[code]x[/quote] never closed"),
        ("<script>alert(1)?</script>after", "after"),
        ("ok 🙂👍", "ok 🙂👍"),
        ("see https://example.com/?a=1&b=what.", "see …."),
        ("", ""),
    ],
)
def test_own_words_survive_any_markup(raw, own):
    assert read(raw).own == own


@pytest.mark.parametrize(
    ("raw", "quotes", "own"),
    [
        ("> did it work?\n> really?\nIt did.", ("did it work?\nreally?",), "It did."),
        ("<blockquote><p>Why?</p></blockquote>Because.", ("Why?",), "Because."),
        ("[quote=Jo]what?[/quote] that", ("what?",), "that"),
        ("[quote]a[/quote]b[quote]c[/quote]", ("a", "c"), "b"),
        ("[QUOTE=Jo]a[/Quote]b", ("a",), "b"),
        ("[quote]a[code]b[/code][/quote]c", ("a[code]b[/code]",), "c"),
        ("<blockquote>a<b>b</blockquote>c", ("ab",), "c"),
        ("&gt; escaped quote\nmine", ("escaped quote",), "mine"),
    ],
)
def test_quoted_passages_are_not_the_writers_own(raw, quotes, own):
    reading = read(raw)
    assert (reading.quotes, reading.own) == (quotes, own)


@pytest.mark.parametrize(
    "raw",
    [
        "<code>a ? b : c</code>",
        "<pre>what?\nwhy?</pre>",
        "```\nwhy?\n```",
        "`x?`",
        "[code]?[/code]",
    ],
)
def test_code_is_not_the_writers_own(raw):
    assert "?" not in read(f"Look: {raw}").own


def test_links_are_found_once_in_text_and_in_anchors():
    raw = '<a href="https://a.example/x">here</a> and www.b.example/y, https://a.example/x?'
    assert read(raw).links == ("https://a.example/x", "www.b.example/y")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four", ("One.", "Two!", "Three?", "Four")),
        ("Tu viens ? Oui !", ("Tu viens?", "Oui!")),
        ("Really?No idea", ("Really?", "No idea")),
        ("I use e.g. this. Dr. Who too.", ("I use e.g. this.", "Dr. Who too.")),
        ("1. First step. 2. Second", ("1. First step.", "2. Second")),
        ('She asked "why? how?" and left.', ('She asked "why? how?" and left.',)),
        ("broken by\nan editor", ("broken by an editor",)),
        ("Version 2.10 is out", ("Version 2.10 is out",)),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text, sentences):
    assert read(text).sentences == sentences


def test_plain_text_is_everything_a_reader_reads():
    raw = "<blockquote>Why?</blockquote><p>See <code>x</code> at https://a.example</p>"
    assert plain_text(raw) == "Why?\nSee x at https://a.example"


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("Nice post! How do I wash it? Mine is red.", "How do I wash it?"),
        (
            "Hello. I can't figure out where the button is. Bye.",
            "I can't figure out where the button is.",
        ),
        ("Just a remark. And more.", "Just a remark."),
        ("> quoted? \nMine arrived broken.", "Mine arrived broken."),
        ("<code>x?</code>", "X?"),
        ("https://example.com/?q", "https://example.com/?q"),
        ("where is it?", "Where is it?"),
        ("  ", ""),
    ],
)
def test_title_is_the_sentence_that_asks(raw, title):
    assert asking_sentence(raw) == title


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("My shirt shrank. What do I do now?", "My shirt shrank. What do I do now?"),
        (
            "I ordered in October, by card\nStill nothing.",
            "I ordered in October, by card. Still nothing.",
        ),
        (
            "Five members get one as a gift. Is that possible without an e-mail address?",
            "Five members get one as a gift. Is that possible without an e-mail address?",
        ),
        ("The code is refused. Thanks! Any idea?", "The code is refused. Any idea?"),
        (
            "The code is refused at the till. Could anyone help me?",
            "The code is refused at the till. Could anyone help me?",
        ),
        ("Any idea? My machine leaks.", "Any idea? My machine leaks."),
        ("Any idea?", "Any idea?"),
        (
            "Mein Hemd ist eingelaufen. Was mache ich jetzt?",
            "Mein Hemd ist eingelaufen. Was mache ich jetzt?",
        ),
        ("Ma chemise a rétréci. Que faire ?", "Ma chemise a rétréci. Que faire?"),
        ("Mi camisa ha encogido. ¿Qué hago ahora?", "Mi camisa ha encogido. ¿Qué hago ahora?"),
        (
            "I bought it in May. Does the navy one shrink in the dryer?",
            "Does the navy one shrink in the dryer?",
        ),
        (
            "I bought it in May. The navy one shrank, is that normal?",
            "The navy one shrank, is that normal?",
        ),
        (
            "Could anyone help me? Where do I enter the code on the page?",
            "Where do I enter the code on the page?",
        ),
    ],
)
def test_a_title_that_leans_comes_with_what_it_leans_on(raw, title):
    assert asking_sentence(raw) == title


def test_what_a_title_leans_on_is_cut_and_not_the_question():
    title = asking_sentence(
        "I washed it " + "again and " * 20 + "again. Is that something you repair?"
    )
    assert len(title) <= 120
    assert title.endswith(
        ("again… Is that something you repair?", "and… Is that something you repair?")
    )


def test_a_long_title_is_cut_at_a_word_within_the_limit():
    title = asking_sentence("Why does " + "something happen " * 20 + "here?", limit=60)
    assert len(title) <= 60
    assert title.endswith(("something…", "happen…"))


def test_a_title_of_one_endless_word_still_ends():
    assert asking_sentence("a" * 500, limit=50) == "A" + "a" * 48 + "…"

"""The page itself: true, harmless whatever strangers wrote, and whole without a network."""

from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser

import pytest

from tests.report.blog import ANSWER, QUESTION, busy_blog, export, post, said
from wagtail_peersupport.detection.engine import LinearEngine
from wagtail_peersupport.importers.records import Export
from wagtail_peersupport.report.figures import figures_of
from wagtail_peersupport.report.page import is_report, page_of

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def page(read: Export) -> str:
    return page_of(figures_of(read, LinearEngine()))


class Parsed(HTMLParser):
    """Tags, attributes and visible text of a page."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.ids: list[str] = []
        self._in_style = False
        self.feed(markup)

    def handle_starttag(self, tag, attributes) -> None:
        self.tags.add(tag)
        self.attributes += attributes
        self.ids += [value for name, value in attributes if name == "id"]
        self._in_style = tag == "style"

    def handle_data(self, data: str) -> None:
        if not self._in_style:
            self.words.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


@pytest.mark.parametrize(
    ("questions", "answered", "headline"),
    [
        (1, (), "On one day readers asked 1 question under your posts. It never got an answer."),
        (1, (0,), "In 2 days readers asked 1 question under your posts. It got an answer."),
        (2, (), "In 8 days readers asked 2 questions under your posts. Not one of them"),
        (60, range(20), "In 14 months readers asked 60 questions under your posts. 40 never got"),
        (5, range(5), "readers asked 5 questions under your posts. Every one of them got an"),
    ],
)
def test_the_headline_says_what_happened(questions, answered, headline: str) -> None:
    assert headline in Parsed(page(busy_blog(questions, answered=answered))).text


def test_an_export_without_comments_gives_a_friendly_page() -> None:
    text = Parsed(page(export())).text
    assert "No comments yet" in text
    assert "How this was counted" in text


def test_comments_without_questions_give_a_friendly_page() -> None:
    text = Parsed(page(export(post(said("1", "Lou", "Lovely post, thank you."))))).text
    assert "readers wrote 1 comment and asked nothing we noticed" in text


def test_a_blog_of_one_day_names_the_day_once() -> None:
    text = Parsed(page(export(post(said("1", "Lou", "Lovely post, thank you."))))).text
    assert "1 comment by 1 person, on 1 March 2024." in text
    assert "Left out: 3 spam." in text


@pytest.mark.parametrize("questions", [1, 2])
def test_few_questions_give_no_percentages_and_no_plots(questions: int) -> None:
    markup = page(busy_blog(questions, answered=range(questions)))
    assert " %" not in Parsed(markup).text
    assert "svg" not in Parsed(markup).tags


def test_what_strangers_wrote_is_text_wherever_it_stands() -> None:
    talk = [
        said("1", f"Tom {HOSTILE}", f"{QUESTION} {HOSTILE}"),
        said("2", f"Ines {HOSTILE}", f"{ANSWER} {HOSTILE}", to="1"),
        said("3", "Lou", f"How do I clean it? &lt;script&gt;alert(2)&lt;/script&gt; {HOSTILE}"),
    ]
    parsed = Parsed(page(export(post(*talk, title=HOSTILE), title=HOSTILE)))
    assert not {"script", "img"} & parsed.tags
    assert not [name for name, _ in parsed.attributes if name.startswith("on")]
    assert "<script>alert(1)</script>" in parsed.text


def test_a_script_address_of_a_post_becomes_no_link() -> None:
    sly = replace(post(said("1", "Tom", QUESTION)), url="javascript:alert(1)")
    links = [value for name, value in Parsed(page(export(sly))).attributes if name == "href"]
    assert links
    assert all(link.startswith(("#", "data:,")) for link in links)


def test_addresses_of_people_never_appear() -> None:
    talk = [
        said(
            "1",
            "tom@reader.example",
            f"{QUESTION} Write to tom.b@reader.example!",
            email="a@b.example",
        ),
        said("2", "Ines", ANSWER, to="1", email="ines@reader.example"),
    ]
    markup = page(export(post(*talk, title="Ask nell@bread.example")))
    assert "@reader.example" not in markup
    assert "@b" not in markup
    assert "192.0.2.7" not in markup
    assert "[e-mail address]" in markup


def test_unapproved_comments_do_not_appear() -> None:
    talk = [
        said("1", "Tom", QUESTION),
        said("2", "Held", "Is this secret recipe yours?", approved=False),
        said("3", "Held back", f"{ANSWER} (hidden)", to="1", approved=False),
    ]
    markup = page(export(post(*talk)))
    assert "secret recipe" not in markup
    assert "Held" not in markup


def test_the_page_asks_nobody_for_anything() -> None:
    parsed = Parsed(page(busy_blog(30, answered=range(10))))
    assert not {"script", "iframe", "img", "object", "form"} & parsed.tags
    assert not [value for name, value in parsed.attributes if name in ("src", "srcset", "action")]
    assert ("href", "data:,") in parsed.attributes
    policy = next(v for n, v in parsed.attributes if n == "content" and "default-src" in v)
    assert policy.startswith("default-src 'none'")


def test_every_unanswered_question_is_on_the_page_with_its_date_and_link() -> None:
    read = busy_blog(40)
    parsed = Parsed(page(read))
    assert all(f"Asker {number} asked this on " in parsed.text for number in range(40))
    assert ("href", "https://bread.example/post-1/#comment-390") in parsed.attributes


def test_no_id_stands_twice() -> None:
    ids = Parsed(page(busy_blog(40, answered=range(20)))).ids
    assert len(ids) == len(set(ids))


def test_every_entry_of_the_contents_leads_somewhere() -> None:
    parsed = Parsed(page(busy_blog(40, answered=range(20))))
    anchors = {v[1:] for n, v in parsed.attributes if n == "href" and v.startswith("#")}
    assert anchors <= set(parsed.ids)


def test_the_numbers_of_every_plot_stand_in_a_table() -> None:
    parsed = Parsed(page(busy_blog(40, answered=range(20))))
    assert "First answer Questions" in parsed.text or "First answerQuestions" in parsed.text
    assert "4 to 24 hours20" in parsed.text.replace(" 20", "20")


def test_a_quotation_is_marked_with_its_language() -> None:
    german = said("1", "Tom", "Weiß jemand, ob das auch mit Roggenmehl funktioniert?")
    assert ("lang", "de") in Parsed(page(export(post(german)))).attributes


def test_a_report_is_known_by_its_beginning() -> None:
    assert is_report(page(busy_blog(3))[:2_000])
    assert not is_report("<!DOCTYPE html><title>Something else</title>")


def test_an_answer_dated_before_its_question_tells_no_wait() -> None:
    talk = [
        said("1", "Tom", QUESTION, after=timedelta(days=2)),
        said("2", "Ines", ANSWER, to="1", after=timedelta(days=1)),
    ]
    text = Parsed(page(export(post(*talk)))).text
    assert "It got an answer." in text
    assert "The one answer came after" not in text

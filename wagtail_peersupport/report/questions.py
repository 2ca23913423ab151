"""Questions as the page shows them: a quotation with who, when and where, and lists of those."""

from collections.abc import Sequence

from wagtail_peersupport.detection.types import Kind
from wagtail_peersupport.report.conversations import Answer, Question
from wagtail_peersupport.report.markup import Html, element, joined
from wagtail_peersupport.report.words import count, day, duration

#: How many items of a list are shown before the rest is folded away.
SHOWN = 5
VERBS = {Kind.PROBLEM: "reported"}


def link(text: str, address: str) -> Html:
    """A link out of the page, or just the text where there is no address."""
    label = element("bdi", text)
    return element("a", label, href=address, rel="noopener") if address else label


def folded(items: Sequence[Html], name: str, **attributes: str) -> Html:
    """Items as an ordered list; those behind the first few are folded away.

    `name` says what the items are, in the plural.
    """
    head, rest = items[:SHOWN], items[SHOWN:]
    shown = element("ol", *(element("li", item) for item in head), **attributes)
    if not rest:
        return shown
    hidden = element("ol", *(element("li", item) for item in rest), start=SHOWN + 1, **attributes)
    summary = element("summary", f"{len(rest):,} more {name}")
    return joined(shown, element("details", summary, hidden, class_="more"))


def question_list(questions: Sequence[Question]) -> Html:
    return folded([quotation(question) for question in questions], "questions", class_="questions")


def quotation(question: Question, *, whole: bool = True) -> Html:
    """The words that ask, then who, when and where; with `whole`, the comment folded below."""
    words = element("blockquote", element("p", question.sentence, dir="auto"), **_lang(question))
    rest = _whole(question) if whole else ""
    return joined(words, element("p", *_origin(question), class_="origin"), rest)


def _origin(question: Question) -> list[str]:
    parts: list[str] = [
        element("bdi", question.author or "Somebody"),
        f" {VERBS.get(question.kind, 'asked')} this ",
        *(["on ", _time(question), " "] if question.date else []),
        "under ",
        link(question.post_title, question.link),
        ". ",
    ]
    if question.is_answered:
        parts += _answers(question)
    return parts


def _answers(question: Question) -> list[str]:
    first, more = question.first_answer, len(question.answers) - 1
    after = f" after {duration(question.wait)}" if question.wait is not None else ""
    others = f", then {count(more, 'more answer')}" if more else ""
    return ["Answered by ", _who(first), f"{after}{others}."]


def _who(answer: Answer) -> Html:
    name = element("bdi", answer.author or "somebody")
    return joined(name, " (author)") if answer.by_owner else name


def _time(question: Question) -> Html:
    if question.date is None:
        return joined()
    return element("time", day(question.date), datetime=question.date.date().isoformat())


def _whole(question: Question) -> Html:
    if len(question.text) <= len(question.sentence) + 20:
        return joined()
    lines = [element("p", line, dir="auto") for line in question.text.split("\n") if line.strip()]
    return element(
        "details",
        element("summary", "Whole comment"),
        element("div", *lines, class_="comment", **_lang(question)),
        class_="whole",
    )


def _lang(question: Question) -> dict[str, str]:
    return {"lang": question.language} if question.language else {}

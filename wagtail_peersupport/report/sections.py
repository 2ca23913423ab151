"""The sections of the page. Each gives its heading and content, or nothing to say."""

from dataclasses import dataclass

from wagtail_peersupport.report import charts
from wagtail_peersupport.report.figures import Figures, Helper, Post
from wagtail_peersupport.report.markup import Html, element, joined
from wagtail_peersupport.report.plots import Bar, stretch_of, time_bars, wait_bars
from wagtail_peersupport.report.questions import folded, link, question_list, quotation
from wagtail_peersupport.report.sentences import answered_by, waiting
from wagtail_peersupport.report.words import count

STRETCHES = {1: "month", 3: "quarter", 12: "year"}
#: A plot of fewer questions than this says less than the sentence above it.
WORTH_PLOTTING = 3


@dataclass(frozen=True, slots=True)
class Section:
    """`anchor` is the id of the heading, `short` its name in the list of contents."""

    anchor: str
    short: str
    heading: str
    content: Html


def sections(figures: Figures) -> list[Section]:
    """The sections that have something to say, in order."""
    if not figures.questions:
        return []
    made = [
        _unanswered(figures),
        _waits(figures),
        _times(figures),
        _posts(figures),
        _repeats(figures),
        _helpers(figures),
        _maybe(figures),
        _answered(figures),
    ]
    return [section for section in made if section]


def outcomes_plot(figures: Figures) -> Html:
    """What became of the questions, in proportion."""
    bars = [
        Bar("never answered", len(figures.unanswered), mark="open"),
        Bar("perhaps answered", len(figures.maybe_answered), mark="perhaps"),
        Bar("answered", len(figures.answered), mark="done"),
    ]
    return element("figure", charts.strip("outcomes", "What became of the questions", bars))


def _unanswered(figures: Figures) -> Section:
    found = figures.unanswered
    intro = (
        "Newest first. It is rarely too late: an answer also helps everybody who finds the post "
        "with the same question."
        if found
        else "Every question we found has an answer, or perhaps has one."
    )
    return Section(
        "unanswered",
        "Never answered",
        f"{count(len(found), 'question')} that never got an answer"
        if found
        else "Nobody was left without a reply",
        joined(element("p", intro), question_list(found) if found else ""),
    )


def _maybe(figures: Figures) -> Section | None:
    found = figures.maybe_answered
    if not found:
        return None
    intro = (
        "Further down under the same post the author wrote something that may be the answer, but "
        "it replies to nobody, names nobody and quotes nobody. We count these neither as answered "
        "nor as never answered."
    )
    return Section(
        "perhaps",
        "Perhaps",
        f"{count(len(found), 'question')} perhaps answered",
        joined(element("p", intro), question_list(found)),
    )


def _waits(figures: Figures) -> Section | None:
    if not figures.answered:
        return None
    bars = wait_bars(figures.waits)
    plot = element(
        "figure",
        element("figcaption", "Questions by the time from asking to the first answer"),
        charts.rows("waits", "Time to the first answer", bars),
        charts.table(bars, "First answer", parts=False),
    )
    return Section(
        "waits",
        "Waiting times",
        "How long the others waited",
        joined(
            element("p", f"{waiting(figures)} {answered_by(figures)}".strip()),
            plot if len(figures.waits) >= WORTH_PLOTTING else "",
        ),
    )


def _times(figures: Figures) -> Section | None:
    dates = [question.date for question in figures.questions if question.date]
    bars = time_bars(figures.questions)
    if len(dates) < WORTH_PLOTTING or len(bars) < WORTH_PLOTTING:
        return None
    stretch = STRETCHES[stretch_of(dates)]
    caption = f"Questions per {stretch}. The filled part never got an answer."
    return Section(
        "times",
        "When",
        "When they asked",
        element(
            "figure",
            element("figcaption", caption),
            charts.columns("times", f"Questions per {stretch}", bars),
            charts.table(bars, stretch.capitalize(), parts=True),
        ),
    )


def _posts(figures: Figures) -> Section | None:
    if len(figures.posts) < 2:
        return None
    return Section(
        "posts",
        "Which posts",
        "Which posts raise most questions",
        joined(
            element("p", "A sentence added to the first of these may save the most typing."),
            folded([_post(post) for post in figures.posts], "posts", class_="ranking"),
        ),
    )


def _post(post: Post) -> Html:
    open_still = f", {post.unanswered:,} never answered" if post.unanswered else ""
    numbers = f"{count(post.questions, 'question')}{open_still}"
    return joined(link(post.title, post.link), element("span", numbers, class_="numbers"))


def _repeats(figures: Figures) -> Section | None:
    groups = [
        joined(
            element("h3", f"{len(group):,} times"),
            folded([quotation(q, whole=False) for q in group], "questions", class_="questions"),
        )
        for group in figures.repeated
    ]
    if not groups:
        return None
    return Section(
        "repeats",
        "Repetitions",
        "What is asked again and again",
        joined(
            element("p", "Found by comparing the words; different people, the same question."),
            folded(groups, "groups", class_="groups"),
        ),
    )


def _helpers(figures: Figures) -> Section | None:
    if not figures.helpers:
        return None
    return Section(
        "helpers",
        "Helpers",
        "The quiet helpers",
        joined(
            element(
                "p",
                "Readers who answered other readers, and whom hardly anybody thanked. "
                "Names are as they stand under the comments.",
            ),
            folded([_helper(helper) for helper in figures.helpers], "helpers", class_="ranking"),
        ),
    )


def _helper(helper: Helper) -> Html:
    first = f", {helper.first:,} as the first" if helper.first else ""
    numbers = f"helped with {count(helper.answers, 'question')}{first}"
    return joined(element("bdi", helper.name), element("span", numbers, class_="numbers"))


def _answered(figures: Figures) -> Section | None:
    found = figures.answered
    if not found:
        return None
    return Section(
        "answered",
        "Answered",
        f"{count(len(found), 'question')} answered",
        question_list(found),
    )

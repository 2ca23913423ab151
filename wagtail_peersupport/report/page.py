"""The report as one HTML page that needs nothing else: no script, no request, no font."""

from importlib import resources

from wagtail_peersupport.report import closing
from wagtail_peersupport.report.figures import Figures
from wagtail_peersupport.report.markup import Html, element
from wagtail_peersupport.report.sections import WORTH_PLOTTING, Section, outcomes_plot, sections
from wagtail_peersupport.report.sentences import headline, waiting
from wagtail_peersupport.report.words import count, day

#: Tells our own pages from other files; see `is_report`.
GENERATOR = "wagtail-peersupport report"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"


def page_of(figures: Figures) -> str:
    """The whole page. All text of the export is escaped, and nothing is loaded from anywhere."""
    made = [
        *sections(figures),
        Section("offer", "What next", "What could change", closing.offer(figures)),
        Section("method", "Method", "How this was counted", closing.method(figures)),
    ]
    body = element(
        "body",
        element("a", "Skip to the questions", href=f"#{made[0].anchor}", class_="skip"),
        _header(figures, made),
        element("main", *(_section(section) for section in made)),
        element("footer", element("p", f"Made by {closing.PROJECT}, from an export alone.")),
    )
    return f"<!DOCTYPE html>\n{element('html', _head(figures), body, lang='en')}\n"


def is_report(beginning: str) -> bool:
    """Whether the beginning of a file is that of a page made here."""
    return f'content="{GENERATOR}"' in beginning


def _head(figures: Figures) -> Html:
    style = resources.files(__package__).joinpath("report.css").read_text(encoding="utf-8")
    summary = " ".join(headline(figures)).strip()
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name_="generator", content=GENERATOR),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name_="color-scheme", content="light dark"),
        element("meta", name_="referrer", content="no-referrer"),
        element("meta", name_="robots", content="noindex"),
        element("meta", name_="description", content=summary),
        element("link", rel="icon", href="data:,"),
        element("title", f"{summary} – {figures.title}" if figures.title else summary),
        element("style", Html(style)),
    )


def _header(figures: Figures, made: list[Section]) -> Html:
    links = [
        element("li", element("a", section.short, href=f"#{section.anchor}")) for section in made
    ]
    asked, outcome = headline(figures)
    return element(
        "header",
        element("p", "Questions in the comments of ", _name(figures), class_="kicker"),
        element("h1", asked, " ", element("span", outcome)),
        outcomes_plot(figures) if len(figures.questions) >= WORTH_PLOTTING else "",
        element("p", waiting(figures), class_="lede") if waiting(figures) else "",
        element("p", _period(figures), class_="origin") if figures.comments else "",
        element("nav", element("ul", *links), aria_label="On this page"),
    )


def _name(figures: Figures) -> Html:
    return element("bdi", figures.title or "this blog")


def _period(figures: Figures) -> str:
    comments = count(figures.comments, "comment")
    read = f"{comments} by {count(figures.writers, 'person', 'people')}"
    if figures.since is None or figures.until is None:
        return f"{read}."
    first, last = day(figures.since), day(figures.until)
    return f"{read}, on {first}." if first == last else f"{read}, {first} to {last}."


def _section(section: Section) -> Html:
    return element(
        "section",
        element("h2", section.heading, id=section.anchor, tabindex="-1"),
        section.content,
        aria_labelledby=section.anchor,
    )

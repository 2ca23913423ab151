"""The end of the page: how it was counted, and what the plugin would do about it."""

from wagtail_peersupport.importers.words import counted
from wagtail_peersupport.report.figures import COMPARED, Figures
from wagtail_peersupport.report.markup import Html, element, joined
from wagtail_peersupport.report.words import count

PROJECT = "Wagtail Peer Support"
METHOD = (
    """A program read every approved comment and guessed which ones call for a response: questions
    and problems. We call both questions; ideas are not counted. It goes by cues, such as “does
    anyone know”, or a question mark that is meant, and knows English, German, French and Spanish
    best. It overlooks some, and takes some for questions that are none. Comments by the blog’s own
    authors are never counted as questions.""",
    """An answer is a reply by somebody other than the asker that gives information or advice: one
    that was written as a reply, or that names the asker or quotes the question. Thanks, jokes, “me
    too” and questions back are no answers. An answer that points at nobody, or was sent by e-mail,
    cannot be seen here.""",
    """To check, open ten of the questions in the blog and see how many are what we say. If eight
    are, the figures are about right.""",
)


def offer(figures: Figures) -> Html:
    """What would be different with the plugin. Short, and only what it does."""
    unanswered = len(figures.unanswered)
    waiting = (
        f"The {count(unanswered, 'question')} above would stand on one list of what is worth "
        "answering, and a new one that nobody answers within a day would be shown to you."
        if unanswered
        else "A new question that nobody answers within a day would be shown to you."
    )
    points = [
        waiting,
        "Replies stay with their question, and the answer that helped stands right under it.",
        "All questions are gathered on one page that readers can search before they ask again.",
        "Readers who help are named for it.",
    ]
    return joined(
        element(
            "p",
            f"{PROJECT} is a free add-on for blogs made with Wagtail. It reads comments as this "
            "report did, but as they arrive:",
        ),
        element("ul", *(element("li", point) for point in points)),
        element(
            "p",
            "It can bring this export along: ",
            element("code", "manage.py peersupport_import"),
            " reads the same file. Comments stay ordinary comments, and the add-on can be "
            "removed again without a trace.",
        ),
    )


def method(figures: Figures) -> Html:
    """How it was counted, what that cannot see, and how to check it."""
    return joined(*(element("p", paragraph) for paragraph in _paragraphs(figures)))


def _paragraphs(figures: Figures) -> list[str]:
    compared = f"Repetition was looked for among the newest {COMPARED:,} questions only."
    return [
        *(" ".join(paragraph.split()) for paragraph in METHOD),
        *([compared] if len(figures.questions) > COMPARED else []),
        _scope(figures),
    ]


def _scope(figures: Figures) -> str:
    people = count(figures.writers, "person", "people")
    read = f"Read: {count(figures.comments, 'comment')} by {people}."
    left = counted(dict(figures.left_out))
    if figures.waiting_for_approval:
        left.insert(0, f"{figures.waiting_for_approval:,} not approved")
    skipped = f" Left out: {', '.join(left)}." if left else ""
    return f"{read}{skipped} E-mail addresses and network addresses are not on this page."

"""A blog in a few lines, for tests of the report."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from wagtail_peersupport.detection.engine import LinearEngine
from wagtail_peersupport.importers.records import Export, ExportedComment, ExportedPost
from wagtail_peersupport.report.figures import Figures, figures_of

START = datetime(2024, 3, 1, 9, 0, tzinfo=UTC)
QUESTION = "Does anyone know whether this works with rye flour?"
ANSWER = "Use a third more water with rye flour and let the dough rest longer."


def said(
    identifier: str,
    author: str,
    text: str,
    *,
    to: str = "",
    after: timedelta = timedelta(),
    email: str = "",
    approved: bool = True,
) -> ExportedComment:
    """A comment; "Nell" owns the blog. `after` counts from the first of March 2024, 9:00."""
    return ExportedComment(
        id=identifier,
        parent=to,
        author=author,
        email=email,
        url="",
        ip="192.0.2.7",
        date=START + after,
        text=text,
        approved=approved,
        by_owner=author == "Nell",
    )


def post(*comments: ExportedComment, number: int = 1, title: str = "Bread") -> ExportedPost:
    return ExportedPost(
        id=str(number),
        slug=f"post-{number}",
        title=title,
        url=f"https://bread.example/post-{number}/",
        date=START,
        author="Nell",
        body="",
        comments=comments,
    )


def export(*posts: ExportedPost, title: str = "Sourdough") -> Export:
    return Export("wordpress", title, "https://bread.example", "en", posts, {"spam": 3})


def figures(*comments: ExportedComment) -> Figures:
    return figures_of(export(post(*comments)), LinearEngine())


def busy_blog(questions: int, *, answered: Sequence[int] = ()) -> Export:
    """Many questions, one a week, those of `answered` answered by a reader after a day."""
    talk = []
    for number in range(questions):
        week = timedelta(weeks=number)
        talk.append(said(f"{number}0", f"Asker {number}", f"{number}: {QUESTION}", after=week))
        if number in answered:
            later = week + timedelta(days=1)
            talk.append(said(f"{number}1", "Ines", ANSWER, to=f"{number}0", after=later))
    return export(post(*talk))

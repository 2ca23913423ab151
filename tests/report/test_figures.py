"""The figures that a blogger would repeat to others: they must be right."""

from datetime import timedelta

from tests.report.blog import ANSWER, QUESTION, busy_blog, export, figures, post, said
from wagtail_peersupport.detection.engine import LinearEngine
from wagtail_peersupport.report.figures import figures_of

DAY = timedelta(days=1)


def test_questions_stand_newest_first() -> None:
    found = figures_of(busy_blog(3), LinearEngine())
    assert [question.author for question in found.questions] == ["Asker 2", "Asker 1", "Asker 0"]


def test_every_question_is_answered_perhaps_answered_or_never_answered() -> None:
    found = figures_of(busy_blog(12, answered=range(0, 12, 3)), LinearEngine())
    states = [len(found.answered), len(found.maybe_answered), len(found.unanswered)]
    assert states == [4, 0, 8]


def test_posts_with_most_questions_come_first() -> None:
    calm = post(said("1", "Tom", QUESTION), number=1, title="Calm")
    busy = post(
        said("2", "Tom", QUESTION),
        said("3", "Ravi", "How long does it keep in the fridge?"),
        said("4", "Ines", ANSWER, to="2"),
        number=2,
        title="Busy",
    )
    silent = post(said("5", "Lou", "Lovely post."), number=3, title="Silent")
    found = figures_of(export(calm, busy, silent), LinearEngine()).posts
    assert [(p.title, p.questions, p.unanswered) for p in found] == [("Busy", 2, 1), ("Calm", 1, 1)]
    assert found[0].link == "https://bread.example/post-2/"


def test_helpers_are_readers_counted_by_questions_they_helped_with() -> None:
    found = figures(
        said("1", "Tom", QUESTION),
        said("2", "Ines", ANSWER, to="1", after=DAY),
        said("3", "Ines", f"And one more thing: {ANSWER}", to="1", after=2 * DAY),
        said("4", "Ravi", ANSWER, to="1", after=3 * DAY),
        said("5", "Nell", ANSWER, to="1", after=4 * DAY),
    ).helpers
    assert [(h.name, h.answers, h.first) for h in found] == [("Ines", 1, 1), ("Ravi", 1, 0)]


def test_the_same_question_by_different_people_is_a_repetition() -> None:
    found = figures(
        said("1", "Tom", "Do you ship to Norway, and how long does it take?"),
        said("2", "Ravi", "How do I clean the cast iron pan afterwards?"),
        said("3", "Lou", "Do you ship to Norway? How long does it take?"),
    ).repeated
    assert [{question.author for question in group} for group in found] == [{"Tom", "Lou"}]


def test_one_person_asking_again_is_no_repetition() -> None:
    again = "Do you ship to Norway, and how long does it take?"
    assert not figures(said("1", "Tom", again), said("2", "Tom", again, after=DAY)).repeated


def test_the_long_wait_needs_enough_answers_to_mean_something() -> None:
    few = figures_of(busy_blog(9, answered=range(9)), LinearEngine())
    many = figures_of(busy_blog(10, answered=range(10)), LinearEngine())
    assert (few.median_wait, few.long_wait) == (DAY, None)
    assert many.long_wait == DAY


def test_an_empty_export_gives_figures_without_dates() -> None:
    found = figures_of(export(), LinearEngine())
    assert (found.comments, found.questions, found.since, found.until) == (0, (), None, None)

"""The report, read from its screen: what staff lose where a number is wrong."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.pages.reading import words
from tests.staff_accounts import let_support
from wagtail_peersupport import comments
from wagtail_peersupport.actions.refreshing import refresh_threads
from wagtail_peersupport.models import (
    Acceptance,
    CommentOrigin,
    Deflection,
    Ending,
    Lesson,
    MeToo,
    SupportThread,
    Topic,
)
from wagtail_peersupport.models.choices import Ended

pytestmark = pytest.mark.django_db
TIDES = "Do the {} shirts shrink in the first wash?"
WORDS = "navy herring anchor lighthouse compass barnacle trawler seaweed ferry gull".split()


@pytest.fixture
def ask_many(ask, make_post):
    """Asks questions that have little in common, a day apart, the first five days ago."""

    def ask_many(count, *, start=0, **fields):
        return [
            ask(
                f"How much is number {number} {WORDS[number % 10]} {'x' * (number % 7)}?",
                days=5 + number,
                name=f"Reader{number}",
                **fields,
            )
            for number in range(start, start + count)
        ]

    return ask_many


def me_too(thread, people, *, at=None):
    at = at or timezone.now()
    for number in range(people):
        MeToo.objects.create(comment=thread.comment, voter=f"g:{number}", created_at=at)
    refresh_threads([thread.pk])


def test_questions_are_counted_by_what_became_of_them(numbers, ask_many, answer, accept):
    one, two, __, __, __ = ask_many(5)
    answer(one)
    accept(two, answer(two))
    assert numbers("outcomes") == [
        ("Answered", "2", "40%"),
        ("Solved", "1", "20%"),
        ("Never answered", "3", "60%"),
    ]


def test_fewer_than_five_questions_are_no_percentage(report, numbers, ask_many, answer):
    answer(ask_many(4)[0])
    assert {row[2] for row in numbers("outcomes")} == {"too few to tell"}
    assert report()["outcomes"].says == ("4 questions: too few to tell.",)


def test_every_question_stands_in_its_week(numbers, ask):
    ask("Is there a tour in spring?", days=3)
    ask("Do you ship to Norway?", days=3)
    ask("How do I wash it?", days=20)
    rows = [row for row in numbers("asked", period="28") if row[1] != "0"]
    assert sorted(row[1] for row in rows) == ["1", "2"]
    assert 4 <= len(numbers("asked", period="28")) <= 5


def test_the_time_is_chosen_by_a_period_or_by_days(numbers, report, ask):
    ask("Is there a tour in spring?", days=40)
    asked = timezone.localdate() - timedelta(days=40)

    def total(**chosen):
        return sum(int(row[1]) for row in numbers("asked", **chosen))

    assert total() == 1
    assert "asked" not in report(period="28")
    assert total(period="nonsense") == 1
    day = asked.isoformat()
    assert total(period="28", asked_from=day, asked_to=day) == 1
    assert "asked" not in report(asked_to=(asked - timedelta(days=1)).isoformat())


def test_days_that_are_none_are_passed_over(report, ask):
    ask("Is there a tour in spring?")
    assert "asked" in report(asked_from="soon", topic="none", post="0")
    assert "asked" in report(asked_from="0001-01-01", asked_to="9999-12-31")
    assert "asked" not in report(asked_to="0001-01-01")


def test_a_topic_and_a_post_narrow_it(numbers, report, ask, make_post):
    topic = Topic.objects.create(name="Tours", slug="tours")
    other = make_post("Another post", slug="other")
    tour = ask("Is there a tour in spring?")
    ask("Do you ship to Norway?", page=other)
    SupportThread.objects.filter(pk=tour.pk).update(topic=topic)
    assert [row[:2] for row in numbers("posts", topic="tours")] == [(tour.page.title, "1")]
    assert [row[:2] for row in numbers("posts", post=other.pk)] == [("Another post", "1")]
    assert "posts" not in report(topic="tours", post=other.pk)


def test_archive_ideas_and_hidden_questions_are_not_counted(report, ask, say):
    ask("Is there a tour in spring?", days=80)
    SupportThread.objects.update(is_archive=True)
    ask("Could you offer tote bags with the herring print?")
    assert SupportThread.objects.filter(kind="idea").exists()
    hidden = ask("Do you ship to Norway?")
    with comments.quietly():
        comments.mark_removed(hidden.comment_id, True)
    retired = ask("How do I wash it?")
    SupportThread.objects.filter(pk=retired.pk).update(is_retired=True)
    assert report().keys() == {"not_asked", "quiet", "learned"}


def test_only_posts_that_one_supports_are_counted(
    client, django_user_model, url, ask, make_post, numbers
):
    mine = make_post("Mine", slug="mine")
    ask("Is there a tour in spring?", page=mine)
    ask("Do you ship to Norway?")
    ines = django_user_model.objects.create_user("ines", "ines@example.com", "ines")
    client.force_login(let_support(ines, "access_admin", page=mine))
    report = client.get(url).context["report"]
    (posts,) = [figure for figure in report.figures if figure.name == "posts"]
    assert [row.label for row in posts.table.rows] == ["Mine"]


def test_nobody_else_gets_in(client, django_user_model, url):
    other = django_user_model.objects.create_user("otto", "otto@example.com", "otto")
    client.force_login(other)
    assert client.get(url).status_code == 302
    assert client.get(url, {"export": "csv"}).status_code == 302


def test_times_of_readers_and_staff_are_told_apart(numbers, ask_many, answer, loic):
    threads = ask_many(12)
    for hours, thread in enumerate(threads[:5], start=1):
        answer(thread, hours=hours)
    for hours, thread in enumerate(threads[5:10], start=20):
        answer(thread, hours=hours, user=loic, name="Loic")
    # The two that nobody answered wait since days, for both.
    assert numbers("first_answers") == [
        ("Readers", "4 hours", "more than 16 days", "5 of 7"),
        ("Staff", "23 hours", "more than 16 days", "5 of 7"),
    ]


def test_the_median_is_longer_than_all_while_half_still_wait(report, ask_many, answer):
    threads = ask_many(6)
    answer(threads[0], hours=2)
    assert "half take more than" in report()["first_answers"].says[0]


def test_what_waits_past_its_target_is_missed(numbers, ask, answer):
    quick = Topic.objects.create(name="Quick", slug="quick", response_target_hours=1)
    in_time, late = ask("Is there a tour in spring?"), ask("Do you ship to Norway?")
    ask("How do I wash it?", days=3)
    ask("Is the navy one darker than on the picture?", days=1)
    answer(in_time, hours=3)
    answer(late, hours=3)
    SupportThread.objects.filter(pk=late.pk).update(topic=quick)
    rows = numbers("target")
    assert sum(int(row[1]) for row in rows) == 1
    assert sum(int(row[2]) for row in rows) == 2


def test_who_solved_is_told_by_what_was_accepted_first(numbers, ask_many, answer, accept, loic):
    by_reader, by_staff, both, other, __ = ask_many(5)
    accept(by_reader, answer(by_reader))
    accept(by_staff, answer(by_staff, user=loic, name="Loic"))
    accept(both, answer(both, user=loic, name="Loic"), hours=9)
    accept(both, answer(both, name="Cleo"), hours=8)
    Ending.objects.create(
        comment=other.comment, how=Ended.ANOTHER_WAY, voter="g:1", ended_at=timezone.now()
    )
    refresh_threads([other.pk])
    assert [row[:2] for row in numbers("solved_by")] == [
        ("By an answer of readers", "2"),
        ("In another way, by the asker", "1"),
        ("By an answer of staff", "1"),
    ]


def test_what_was_accepted_of_a_merged_question_counts(numbers, ask_many, answer):
    stays, goes = ask_many(2)
    written = answer(stays)
    SupportThread.objects.filter(pk=goes.pk).update(merged_into=stays, is_retired=True)
    Acceptance.objects.create(
        question=goes.comment,
        answer=written,
        voter="g:ann",
        for_asker=False,
        accepted_at=timezone.now(),
    )
    refresh_threads([stays.pk])
    assert numbers("solved_by")[0][:2] == ("By an answer of readers", "1")


def test_an_accepted_answer_that_nobody_sees_solves_nothing(report, ask, answer, accept):
    thread = ask("Is there a tour in spring?")
    written = answer(thread)
    accept(thread, written)
    with comments.quietly():
        comments.mark_removed(written.pk, True)
    refresh_threads([thread.pk])
    assert report()["solved_by"].empty


def test_what_repeats_leads_to_a_question_that_is_solved(report, ask, answer, accept):
    ask(TIDES.format("navy"), days=9)
    solved = ask(TIDES.format("green"), days=8)
    accept(solved, answer(solved))
    ask(TIDES.format("white"), days=7)
    ask("Is there a tour in spring?")
    (row,) = report()["repeats"].table.rows
    assert (row.label, [cell.value for cell in row.cells]) == (TIDES.format("green"), [3, 1])
    assert row.url.endswith(f"/{solved.pk}/")


def test_what_was_merged_counts_as_asked_again(report, ask_many):
    stays, goes, hidden = ask_many(3)
    SupportThread.objects.exclude(pk=stays.pk).update(merged_into=stays, is_retired=True)
    with comments.quietly():
        comments.mark_removed(hidden.comment_id, True)
    (row,) = report()["repeats"].table.rows
    assert (row.label, row.cells[0].value) == (stays.title, 2)
    assert goes.title not in str(report()["repeats"])


def test_open_questions_that_many_have_are_listed(numbers, ask_many, answer, accept):
    wanted, solved, plain = ask_many(3)
    me_too(wanted, 3)
    me_too(solved, 4)
    accept(solved, answer(solved))
    assert [row[:2] for row in numbers("me_toos")] == [(wanted.title, "3")]
    assert plain.title not in str(numbers("me_toos"))


@pytest.fixture
def help_out(ask, answer):
    """Somebody answers so many questions, so many days ago."""

    def help_out(times, days, *, confirmed=False, **fields):
        for number in range(times):
            thread = ask(f"What does number {number} {fields} cost?", days=days + 1)
            written = answer(thread, hours=24, **fields)
            if confirmed:
                CommentOrigin.objects.update_or_create(
                    comment=written, defaults={"is_confirmed": True}
                )

    return help_out


def test_helpers_who_went_quiet_are_persons_and_no_staff(
    numbers, report, help_out, reader, loic, django_user_model
):
    busy = django_user_model.objects.create_user("busy", "busy@example.com", "busy")
    help_out(4, 70, user=reader, name="Robin")
    help_out(3, 70, user=busy, name="Busy")
    help_out(1, 10, user=busy, name="Busy")
    help_out(3, 70, user=loic, name="Loic")
    help_out(3, 70, name="Cleo", confirmed=True)
    help_out(5, 70, name="Guest")
    help_out(2, 70, name="Seldom", confirmed=True)
    rows = [row[:2] for row in numbers("quiet")]
    assert rows == [("robin", "4"), ("A reader without an account", "3")]
    assert "cleo" not in str(report()["quiet"]).casefold()


def test_a_lesson_counts_who_asked_before_and_since(report, ask, post, answer):
    post.first_published_at = timezone.now() - timedelta(days=300)
    post.save()
    question = ask(TIDES.format("navy"), days=60)
    written = answer(question)
    ask(TIDES.format("green"), days=50)
    merged = ask("Is there a tour in spring?", days=49)
    SupportThread.objects.filter(pk=merged.pk).update(merged_into=question, is_retired=True)
    live_at = timezone.now() - timedelta(days=45)
    me_too(question, 2, at=live_at - timedelta(days=3))
    me_too(merged, 3, at=live_at + timedelta(days=3))
    ask("Do you ship to Norway?", days=40)
    Lesson.objects.create(
        question=question.comment,
        answer=written,
        page=post,
        drafted_at=live_at,
        live_at=live_at,
    )
    (row,) = report()["learned"].table.rows
    # Five before in 90 days. Since, three pressed "me too", but two of them for the second time.
    assert (row.label, row.note) == (TIDES.format("navy"), post.title)
    assert [cell.value for cell in row.cells[1:]] == [1.7, 0.7]


def test_a_lesson_that_is_no_more_live_is_not_shown(report, ask, post, answer):
    question = ask("Is there a tour in spring?")
    Lesson.objects.create(
        question=question.comment, answer=answer(question), page=post, drafted_at=timezone.now()
    )
    assert "Put this into the post" in report()["learned"].empty


def test_without_questions_it_says_what_to_do(desk, url):
    html = desk.get(url).content.decode()
    assert "Choose a longer time" in html
    assert "Nobody who used to help has gone quiet." in html


def test_the_number_of_queries_does_not_grow(
    desk, url, ask_many, answer, accept, make_post, help_out, reader, post
):
    def queries():
        desk.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(url).status_code == 200
        return len(captured)

    def more(start, count):
        page = make_post(f"Post {start}", slug=f"post-{start}")
        threads = ask_many(count, start=start, page=page)
        for thread in threads[::3]:
            written = answer(thread, user=reader)
            accept(thread, written)
            Lesson.objects.create(
                question=thread.comment,
                answer=written,
                page=page,
                drafted_at=timezone.now(),
                live_at=timezone.now() - timedelta(days=3),
            )
        for thread in threads[1::3]:
            me_too(thread, 2)
            helped(page, thread, "g:1", "g:2")
        for thread in threads[2::3]:
            SupportThread.objects.filter(pk=thread.pk).update(
                merged_into=threads[0], is_retired=True
            )

    more(0, 3)
    help_out(3, 70, user=reader, name="Robin")
    before = queries()
    more(3, 27)
    assert queries() == before


def helped(page, thread, *voters, days=1):
    for voter in voters:
        Deflection.objects.create(
            page=page,
            thread=thread,
            voter=voter,
            created_at=timezone.now() - timedelta(days=days),
        )


def test_what_helped_without_asking_is_counted_most_often_first(numbers, report, ask, make_post):
    wash, ship = ask("How do I wash it?", days=200), ask("Do you ship to Norway?", days=200)
    post, other = wash.page, make_post("Another post")
    helped(post, wash, "g:1", "g:2", "u:3")
    helped(other, wash, "g:1")
    helped(post, ship, "g:1", days=60)
    helped(other, None, "g:1", "g:2")
    assert numbers("not_asked") == [
        ("How do I wash it?", "4"),
        ("The post “Another post” itself", "2"),
        ("Do you ship to Norway?", "1"),
    ]
    assert report()["not_asked"].says == ("7 questions were not asked.",)
    assert len(numbers("not_asked", period="28")) == 2
    assert numbers("not_asked", post=post.pk) == [
        ("How do I wash it?", "3"),
        ("Do you ship to Norway?", "1"),
    ]


def test_nobody_helped_yet_is_said(report):
    assert "That helped" in report()["not_asked"].empty


def test_what_is_hidden_by_now_is_not_counted(numbers, ask):
    wash = ask("How do I wash it?")
    hidden = ask("Do you ship to Norway?")
    helped(wash.page, wash, "g:1")
    helped(wash.page, hidden, "g:1")
    comments.comment_model().objects.filter(pk=hidden.comment_id).update(is_removed=True)
    assert numbers("not_asked") == [("How do I wash it?", "1")]


def test_staff_see_whom_a_question_helped(desk, ask):
    wash = ask("How do I wash it?")
    screen = reverse("peersupport_staff:thread", args=(wash.pk,))
    assert "did not have to ask" not in words(desk.get(screen))
    helped(wash.page, wash, "g:1", "g:2")
    assert "It helped 2 readers who then did not have to ask." in words(desk.get(screen))

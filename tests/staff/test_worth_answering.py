import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from wagtail_peersupport.actions.refreshing import refresh_threads
from wagtail_peersupport.models import Acceptance, MeToo

pytestmark = pytest.mark.django_db
NORWAY = "Do you ship to Norway, and what about customs?"
NORWAY_TOO = "Do you ship to Norway and who pays the customs?"
WASH = "How do I wash the heavy tee without shrinking it?"
TOURS = "Is there a tour for a history group in spring?"


@pytest.fixture
def worth(desk):
    """The questions with how often they were asked, in their order."""

    def worth():
        response = desk.get(reverse("peersupport_staff:worth_answering"))
        assert response.status_code == 200
        view = response.context["view"]
        rows = response.context["table"].data
        return [(row.thread.title, view.times[row.thread.pk]) for row in rows]

    return worth


def want(thread, people):
    now = timezone.now()
    for number in range(people):
        MeToo.objects.create(comment=thread.comment, voter=f"g:{number}", created_at=now)
    refresh_threads([thread.pk])


def test_what_repeats_comes_first_then_what_many_have_then_the_newest(worth, ask):
    ask(TOURS, days=100)
    want(ask(WASH, days=500), 3)
    ask(NORWAY, days=300)
    ask("Is the navy one darker than on the picture?", days=95)
    want(ask(NORWAY_TOO, days=400), 1)
    assert worth() == [
        (NORWAY_TOO, 2),
        (NORWAY, 2),
        (WASH, 1),
        ("Is the navy one darker than on the picture?", 1),
        (TOURS, 1),
    ]


def test_only_unanswered_questions_of_the_archive_are_in_it(worth, ask, say):
    ask(WASH, days=5)
    answered = ask(TOURS, days=300)
    say("Yes, write to us and we find a day.", name="Bob", days=299, parent=answered.comment)
    ask("Could you offer tote bags with the herring print?", days=300)
    assert worth() == []


def test_a_new_copy_of_an_old_question_is_counted_at_once(worth, ask):
    ask(NORWAY, days=300)
    assert worth() == [(NORWAY, 1)]
    ask(NORWAY_TOO, days=200)
    assert {times for __, times in worth()} == {2}


def test_with_nothing_to_answer_it_says_so(desk):
    html = desk.get(reverse("peersupport_staff:worth_answering")).content.decode()
    assert "the archive is answered" in html


def test_the_number_of_queries_does_not_grow(worth, ask, make_post):
    def queries():
        worth()
        with CaptureQueriesContext(connection) as captured:
            worth()
        return len(captured)

    def more(numbers):
        for number in numbers:
            page = make_post(f"Post {number}", slug=f"post-{number}")
            ask(f"How many shirts of edition {number} are left?", page=page, days=200)

    more(range(2))
    before = queries()
    more(range(2, 10))
    assert queries() == before


def test_what_was_solved_elsewhere_is_named_with_the_way_into_the_post(desk, ask, say):
    ask(NORWAY, days=300)
    ask(TOURS, days=200)
    solved = ask(NORWAY_TOO, days=20)
    answer = say("Yes, and we pay them.", name="Bob", days=19, parent=solved.comment)
    path = reverse("peersupport_staff:worth_answering")
    teach = reverse("peersupport_staff:teach", args=(solved.pk,))
    assert teach not in desk.get(path).content.decode()
    Acceptance.objects.create(
        question=solved.comment,
        answer_id=answer.pk,
        voter="g:ann",
        for_asker=False,
        accepted_at=timezone.now(),
    )
    refresh_threads([solved.pk])
    html = desk.get(path).content.decode()
    assert html.count(f'href="{teach}"') == 1
    assert NORWAY_TOO in html
    assert desk.get(teach).status_code == 200

"""Of the guests behind one address one vote a day counts for an answer; accounts always count."""

from datetime import timedelta

import pytest
from django.db.models import F

from tests.keeping import kept
from tests.readers import Reader
from wagtail_peersupport.actions.sweeping import sweep
from wagtail_peersupport.models import HelpfulVote

pytestmark = pytest.mark.django_db
QUESTION = "How do I wash the heavy tee without shrinking it?"
ANSWER = "Wash it cold and hang it up to dry."


@kept
def question(post):
    return Reader("Ann").write(post, QUESTION)


@kept
def answer(post, question):
    return Reader("Bob").write(post, ANSWER, question)


def guest(name="Cleo", address="198.51.100.7"):
    reader = Reader(name)
    reader.client.defaults["REMOTE_ADDR"] = address
    return reader


def press(verb, comment, *readers, hours=1):
    """They press a button one after the other, an hour apart; returns the statuses."""
    statuses = []
    for reader in readers:
        statuses.append(reader.press(verb, comment).status_code)
        pass_time(hours=hours)
    return statuses


def pass_time(**time):
    HelpfulVote.objects.update(created_at=F("created_at") - timedelta(**time))


def standing():
    """Which votes count, in the order of voting."""
    return list(HelpfulVote.objects.order_by("created_at").values_list("counts", flat=True))


def shown(post):
    """How many found the answer helpful, as a stranger reads it."""
    page = Reader("Stranger").client.get(post.url).content.decode()
    return int(page.split(" found this helpful")[0].split()[-2]) if "found this" in page else 0


def test_of_five_people_behind_one_address_one_counts_a_day(post, answer):
    people = [guest(f"Guest {number}") for number in range(5)]
    assert press("helpful", answer, *people, hours=10) == [302] * 5
    assert standing() == [True, False, False, True, False]
    assert shown(post) == 2


def test_whoever_throws_the_cookie_away_gains_nothing(post, answer):
    press("helpful", answer, *[guest("Sock") for _ in range(5)])
    assert (HelpfulVote.objects.count(), shown(post)) == (5, 1)


def test_another_address_another_answer_and_accounts_count_by_themselves(
    post, question, answer, reader
):
    other = Reader("Dan").write(post, "Use a line, not the dryer, and the shade.", question)
    press("helpful", answer, guest(), guest("Elsewhere", "203.0.113.9"), Reader(account=reader))
    press("helpful", other, guest("Finn"))
    assert standing() == [True] * 4


def test_changing_ones_mind_keeps_the_standing(post, answer):
    first, second = guest(), guest("Finn")
    press("helpful", answer, first, second)
    press("not-helpful", answer, first, second)
    assert standing() == [True, False]
    assert shown(post) == 0
    press("helpful", answer, second)
    assert (standing(), shown(post)) == ([True, False], 0)


def test_ones_own_vote_is_shown_as_given_even_where_it_does_not_count(post, answer):
    press("helpful", answer, guest())
    finn = guest("Finn")
    press("helpful", answer, finn)
    assert 'aria-pressed="true"' in finn.client.get(post.url).content.decode()


@pytest.mark.parametrize(
    ("hours", "taken_back", "left"),
    [
        # Each voted so many hours after the one before; who takes the vote back; what counts then.
        ((0, 1, 1), 0, [True, False]),
        ((0, 1, 1), 1, [True, False]),
        ((0, 10, 10), 2, [True, False]),
        ((0, 23, 2, 3), 2, [True, False, True]),
        ((0, 23, 2, 23, 2), 2, [True, False, True, False]),
        ((0, 1, 24, 1), 0, [True, True, False]),
    ],
)
def test_what_is_left_is_counted_anew_when_a_vote_is_taken_back(answer, hours, taken_back, left):
    people = [guest(f"Guest {number}") for number in range(len(hours))]
    for person, later in zip(people, hours, strict=True):
        pass_time(hours=later)
        person.press("helpful", answer)
    people[taken_back].press("unvote", answer)
    assert standing() == left


def test_voting_again_after_taking_it_back_wins_nothing(post, answer):
    first, second = guest(), guest("Finn")
    press("helpful", answer, first, second)
    press("unvote", answer, first)
    press("helpful", answer, first)
    assert (standing(), shown(post)) == ([True, False], 1)


def test_a_vote_that_becomes_an_accounts_counts_and_makes_room(answer, reader):
    robin, second, third = guest("Robin"), guest("Finn"), guest("Gil")
    press("helpful", answer, robin, second, third)
    robin.client.post("/accounts/login/", {"username": "robin", "password": "robin"})
    assert standing() == [True, True, False]


def test_one_that_did_not_count_counts_once_it_is_an_accounts(answer, reader):
    first, robin = guest(), guest("Robin")
    press("helpful", answer, first, robin)
    robin.client.post("/accounts/login/", {"username": "robin", "password": "robin"})
    assert standing() == [True, True]


def test_one_that_is_dropped_on_logging_in_makes_room(post, question, reader):
    answer = Reader(account=reader).write(post, ANSWER, question)
    sock, finn = guest("Sock"), guest("Finn")
    press("helpful", answer, sock, finn)
    sock.client.post("/accounts/login/", {"username": "robin", "password": "robin"})
    assert standing() == [True]
    assert HelpfulVote.objects.get().voter.startswith("g:")


def test_an_address_that_was_forgotten_changes_nothing(answer):
    first, second, third = guest(), guest("Finn"), guest("Gil")
    press("helpful", answer, first, second, hours=23)
    press("helpful", answer, third)
    sweep()
    assert HelpfulVote.objects.filter(address_hash="").count() == 2
    press("unvote", answer, first)
    assert standing() == [False, True]

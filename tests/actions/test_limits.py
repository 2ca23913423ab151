"""A guest who sends no cookie is still somebody: what comes from one address counts together."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.keeping import kept
from tests.readers import Reader
from tests.staff_accounts import let_support
from wagtail_peersupport.actions.limits import VOICES
from wagtail_peersupport.models import AddressCheck, FollowUp, FollowUpReason, HelpfulVote, MeToo

pytestmark = pytest.mark.django_db
QUESTION = "How do I wash the heavy tee without shrinking it?"
ANSWER = "Wash it cold and hang it up to dry."


@kept
def question(post):
    return Reader("Ann").write(post, QUESTION)


@kept
def answer(post, question):
    return Reader("Bob").write(post, ANSWER, question)


@kept
def answers(post, question):
    return [
        Reader(name).write(post, f"{ANSWER} {name} knows.", question)
        for name in ("Bob", "Dan", "Eve")
    ]


def pass_time(**time):
    """As much later as ``time`` says, for everything said so far."""
    for model, moment in VOICES.items():
        for row in model.objects.all():
            setattr(row, moment, getattr(row, moment) - timedelta(**time))
            row.save()


def without_cookie(verb, comment):
    return Reader("Nobody").press(verb, comment).status_code


@pytest.mark.parametrize(
    ("verb", "model"),
    [("helpful", HelpfulVote), ("me-too", MeToo), ("ask-for-staff", FollowUpReason)],
)
def test_whoever_throws_the_cookie_away_is_limited_by_the_address(
    question, answer, settings, verb, model
):
    settings.PEERSUPPORT = {"VOTES_PER_MINUTE": 3, "VOTES_PER_HOUR": 5, "VOTES_PER_DAY": 6}
    about = answer if verb == "helpful" else question
    statuses = []
    for pause in (11, 11, 20, 60, 60, 60, 4000, 4000, 11):
        statuses.append(without_cookie(verb, about))
        pass_time(seconds=pause)
    assert statuses == [302, 302, 302, 429, 302, 302, 429, 302, 429]
    assert model.objects.count() == 6
    pass_time(days=1)
    assert without_cookie(verb, about) == 302


@pytest.mark.parametrize(
    ("who", "said", "minutes_ago", "status"),
    [
        ("account", 4, 0.5, 302),
        ("account", 5, 0.5, 429),
        ("account", 19, 59, 302),
        ("account", 20, 59, 429),
        ("account", 20, 61, 302),
        ("account", 49, 23 * 60, 302),
        ("account", 50, 23 * 60, 429),
        ("account", 50, 25 * 60, 302),
        ("guest", 4, 0.5, 302),
        ("guest", 5, 0.5, 429),
        ("guest", 9, 23 * 60, 302),
        ("guest", 10, 23 * 60, 429),
        ("guest", 10, 25 * 60, 302),
        ("neighbours", 5, 0.5, 429),
        ("neighbours", 20, 59, 429),
        ("neighbours", 49, 23 * 60, 302),
        ("neighbours", 50, 23 * 60, 429),
    ],
)
def test_the_limits_are_those_of_the_defaults(
    question, answer, reader, who, said, minutes_ago, status
):
    person = Reader(account=reader) if who == "account" else Reader("Cleo")
    person.press("me-too", question)
    own = MeToo.objects.get()
    voters = {"account": own.voter, "guest": own.voter, "neighbours": "g:neighbour"}
    AddressCheck.objects.bulk_create(
        AddressCheck(
            comment=question,
            voter=voters[who],
            address_hash=own.address_hash,
            created_at=timezone.now() - timedelta(minutes=minutes_ago),
        )
        for _ in range(said)
    )
    own.delete()
    assert person.press("helpful", answer).status_code == status


def test_several_people_behind_one_address_may_each_vote(answers, settings):
    settings.PEERSUPPORT = {"GUEST_VOTES_PER_DAY": 1, "VOTES_PER_DAY": 3}
    cleo, finn = Reader("Cleo"), Reader("Finn")
    assert cleo.press("helpful", answers[0]).status_code == 302
    assert cleo.press("helpful", answers[1]).status_code == 429
    assert finn.press("helpful", answers[1]).status_code == 302


def test_another_address_and_accounts_are_not_held_up_by_their_neighbours(
    answers, reader, settings
):
    settings.PEERSUPPORT = {"VOTES_PER_MINUTE": 1}
    assert Reader("Cleo").press("helpful", answers[0]).status_code == 302
    assert Reader("Finn").press("helpful", answers[1]).status_code == 429
    elsewhere = Reader("Gil")
    elsewhere.client.defaults["REMOTE_ADDR"] = "203.0.113.7"
    assert elsewhere.press("helpful", answers[1]).status_code == 302
    assert Reader(account=reader).press("helpful", answers[1]).status_code == 302


def test_asking_for_staff_counts_as_a_vote_and_leaves_nothing_when_refused(question, settings):
    settings.PEERSUPPORT = {"VOTES_PER_MINUTE": 1}
    cleo = Reader("Cleo")
    assert cleo.press("me-too", question).status_code == 302
    refused = cleo.press("ask-for-staff", question)
    assert refused.status_code == 429
    assert "You asked for a lot in a short time." in refused.content.decode()
    assert not FollowUp.objects.exists()


def test_staff_flag_as_much_as_they_like(post, reader, settings):
    reader = let_support(reader)
    asked = [Reader(name).write(post, f"{QUESTION} {name} asks.") for name in ("Ann", "Kim")]
    settings.PEERSUPPORT = {"VOTES_PER_MINUTE": 1}
    desk = Reader(account=reader)
    assert [desk.press("ask-for-staff", one).status_code for one in asked] == [302, 302]


def test_changing_ones_vote_is_free(answer, settings):
    settings.PEERSUPPORT = {"VOTES_PER_MINUTE": 1}
    cleo = Reader("Cleo")
    cleo.press("helpful", answer)
    assert cleo.press("not-helpful", answer).status_code == 302
    assert HelpfulVote.objects.get().helpful is False


def test_an_address_is_stored_of_guests_only_and_can_not_be_read(answer, reader):
    Reader(account=reader).press("helpful", answer)
    Reader("Cleo").press("helpful", answer)
    stored = {vote.voter[0]: vote.address_hash for vote in HelpfulVote.objects.all()}
    assert stored["u"] == ""
    assert len(stored["g"]) == 64
    assert "127.0.0.1" not in stored["g"]


# Double clicks -----------------------------------------------------------------------------------


def double_click(reader, verb, comment):
    """Two first clicks: the second is sent before the cookie of the first has arrived."""
    reader.press(verb, comment)
    del reader.client.cookies["peersupport_guest"]
    return reader.press(verb, comment)


@pytest.mark.parametrize(("verb", "model"), [("me-too", MeToo), ("ask-for-staff", FollowUpReason)])
def test_a_double_click_of_a_first_visit_is_said_once(question, verb, model):
    double_click(Reader("Cleo"), verb, question)
    assert model.objects.count() == 1


def test_a_double_clicks_vote_belongs_to_the_cookie_that_stays(answer):
    cleo = Reader("Cleo")
    double_click(cleo, "helpful", answer)
    assert HelpfulVote.objects.count() == 1
    cleo.press("unvote", answer)
    assert not HelpfulVote.objects.exists()


def test_a_neighbour_who_votes_later_is_heard(answer):
    without_cookie("helpful", answer)
    pass_time(seconds=11)
    without_cookie("helpful", answer)
    assert HelpfulVote.objects.count() == 2


def test_neighbours_who_have_been_here_before_may_vote_at_the_same_moment(answers):
    cleo, finn = Reader("Cleo"), Reader("Finn")
    cleo.press("helpful", answers[0])
    finn.press("helpful", answers[1])
    cleo.press("helpful", answers[2])
    finn.press("helpful", answers[2])
    assert HelpfulVote.objects.filter(comment=answers[2]).count() == 2


def test_a_neighbour_who_was_here_before_takes_no_newcomers_vote_away(answers):
    known, newcomer = Reader("Cleo"), Reader("Finn")
    known.press("helpful", answers[0])
    newcomer.press("helpful", answers[2])
    known.press("helpful", answers[2])
    assert HelpfulVote.objects.filter(comment=answers[2]).count() == 2

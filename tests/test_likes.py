"""What accounts liked with django-comments-xtd becomes votes, once, and stays as it is there."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_comments.models import CommentFlag

from tests.keeping import kept
from tests.readers import Reader
from wagtail_peersupport.models import HelpfulVote

pytestmark = pytest.mark.django_db
QUESTION = "How do I wash the heavy tee without shrinking it?"
ANSWER = "Wash it cold and hang it up to dry."
LIKED, DISLIKED = "I liked it", "I disliked it"
NOTHING = "No likes or dislikes are left to take over.\n"


@kept
def question(post):
    return Reader("Ann").write(post, QUESTION)


@kept
def answer(post, question):
    return Reader("Bob").write(post, ANSWER, question)


@kept
def members(django_user_model):
    return [django_user_model.objects.create_user(f"m{n}", f"m{n}@example.com") for n in range(4)]


def flag(comment, user, name=LIKED, **ago):
    return CommentFlag.objects.create(
        comment_id=comment.pk, user=user, flag=name, flag_date=timezone.now() - timedelta(**ago)
    )


def run(*options):
    out = StringIO()
    call_command("peersupport_likes", *options, stdout=out, stderr=StringIO())
    return out.getvalue()


def votes():
    return set(HelpfulVote.objects.values_list("comment_id", "voter", "helpful", "counts"))


def test_likes_become_votes_of_their_accounts_as_they_were_given(answer, members):
    said = flag(answer, members[0], days=9)
    flag(answer, members[1], DISLIKED)
    assert run() == "1 like and 1 dislike became votes.\n"
    assert votes() == {
        (answer.pk, f"u:{members[0].pk}", True, True),
        (answer.pk, f"u:{members[1].pk}", False, True),
    }
    assert HelpfulVote.objects.get(helpful=True).created_at == said.flag_date


def test_what_does_not_become_a_vote_is_counted_in_words(post, question, answer, members, reader):
    mine = Reader(account=reader).write(post, "Use a line, not the dryer, and the shade.", question)
    Reader(account=reader).press("not-helpful", answer)
    flag(answer, reader)
    flag(mine, reader)
    flag(question, members[0])
    flag(answer, members[0], "removal suggestion")
    assert run() == (
        "0 likes and 0 dislikes became votes. Left out: 1 of whoever had voted here already, "
        "1 of the writer's own answer, 1 of comments that are no answers.\n"
    )
    assert votes() == {(answer.pk, f"u:{reader.pk}", False, True)}


def test_a_guests_answer_that_became_an_accounts_is_its_own(post, question, reader):
    robin = Reader("Robin", email=reader.email)
    answer = robin.write(post, ANSWER, question)
    robin.client.post("/accounts/login/", {"username": "robin", "password": "robin"})
    flag(answer, reader)
    assert "Left out: 1 of the writer's own answer." in run()


def test_a_second_run_changes_nothing_even_after_a_vote_was_taken_back(answer, reader):
    flag(answer, reader)
    run()
    Reader(account=reader).press("unvote", answer)
    assert run() == NOTHING
    assert votes() == set()


def test_what_was_taken_back_after_a_later_run_stays_taken_back(answer, members):
    for member in members[:2]:
        flag(answer, member)
        run()
    Reader(account=members[1]).press("unvote", answer)
    assert run() == NOTHING
    assert {voter for __, voter, *__ in votes()} == {f"u:{members[0].pk}"}


def test_what_is_liked_afterwards_is_taken_over_by_the_next_run(answer, reader):
    assert run() == NOTHING
    flag(answer, reader)
    assert run() == "1 like and 0 dislikes became votes.\n"


def test_a_rehearsal_writes_nothing(answer, reader):
    flag(answer, reader)
    rehearsed = run("--dry-run")
    assert rehearsed == "1 like and 0 dislikes became votes.\nDry run: nothing was written.\n"
    assert votes() == set()
    assert run() == "1 like and 0 dislikes became votes.\n"


def test_the_likes_stay_as_they_are(answer, members):
    for member in members:
        flag(answer, member)
    before = list(CommentFlag.objects.order_by("pk").values())
    run()
    assert list(CommentFlag.objects.order_by("pk").values()) == before


def test_what_is_taken_over_counts_on_the_page(post, answer, members):
    for member in members:
        flag(answer, member)
    run()
    assert "4 people found this helpful" in Reader("Cleo").client.get(post.url).content.decode()


def test_the_number_of_queries_does_not_grow_with_the_likes(answer, members):
    run()
    flag(answer, members[0])
    with CaptureQueriesContext(connection) as one:
        run()
    for member in members[1:]:
        flag(answer, member)
    with CaptureQueriesContext(connection) as several:
        run()
    assert len(several) == len(one)

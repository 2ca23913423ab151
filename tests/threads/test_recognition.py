"""Whoever helps is seen, by what survived; a typed name earns nothing, nor does helping oneself."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from tests.helping import weeks_go_by
from tests.keeping import factory, kept
from tests.pages.reading import item, plain, queries
from tests.readers import Reader
from tests.staff_accounts import let_support
from wagtail_peersupport.models import (
    Acceptance,
    Endorsement,
    HelperChoice,
    NotYet,
    SupportReply,
    SupportThread,
    helper_key,
)
from wagtail_peersupport.threads.recognition import forget_recognition, recognition

pytestmark = pytest.mark.django_db
QUESTION = "How do I wash the heavy tee without shrinking it?"
ANSWER = "Wash it cold and hang it up to dry."


@factory
def solve(post, ann):
    """Somebody answers a question of Ann's, and she accepts it."""

    def solve(helper, question=QUESTION, page=post, accept=True):
        asked = ann.write(page, question)
        answer = helper.write(page, ANSWER, asked)
        if accept:
            assert ann.press("accept", answer).status_code == 302
        return answer

    return solve


@kept
def staff(django_user_model):
    return let_support(django_user_model.objects.create_user("mara", "mara@example.org", "mara"))


def counts():
    """(answers, solved) by name, as everybody may see it."""
    forget_recognition()
    found = recognition(Site.objects.get(is_default_site=True)).helped.values()
    return {one.name: (one.answers, one.solved) for one in found}


def test_the_line_by_the_name_says_how_many_answers_and_how_many_solved(client, post, solve):
    bob = Reader("Bob")
    answer = solve(bob)
    solve(bob, "Do you ship to Norway, and who pays the customs?", accept=False)
    weeks_go_by()
    assert "2 answers, 1 solved" in plain(item(client.get(post.url), answer))


def test_answers_that_solved_nothing_show_no_line(client, post, solve):
    answer = solve(Reader("Bob"), accept=False)
    weeks_go_by()
    assert "1 answer" not in plain(item(client.get(post.url), answer))


@pytest.mark.parametrize("weeks", [0, 1])
def test_nothing_counts_before_it_stood_for_two_weeks(solve, weeks):
    solve(Reader("Bob"))
    weeks_go_by(weeks)
    assert counts() == {}


def test_what_was_accepted_late_counts_as_an_answer_first(solve, ann):
    bob = Reader("Bob")
    solve(bob)
    late = solve(bob, "Do you ship to Norway, and who pays the customs?", accept=False)
    weeks_go_by()
    ann.press("accept", late)
    assert counts() == {"Bob": (2, 1)}


def endorse(answer, verdict):
    Endorsement.objects.create(
        comment_id=answer.pk, verdict=verdict, note="x", made_at=timezone.now()
    )


def refuse(answer):
    Acceptance.objects.all().delete()
    said = {"question": SupportThread.objects.get().comment, "answer": answer}
    NotYet.objects.create(said_at=timezone.now(), **said)


CONTRADICTIONS = {
    "wrong": lambda post, answer: endorse(answer, "wrong"),
    "outdated": lambda post, answer: endorse(answer, "outdated"),
    "hidden by reports": lambda post, answer: SupportReply.objects.update(hidden_at=timezone.now()),
    "removed": lambda post, answer: (
        type(answer).norel_objects.filter(pk=answer.pk).update(is_removed=True)
    ),
    "question removed": lambda post, answer: (
        type(answer)
        .norel_objects.filter(pk=SupportThread.objects.get().comment_id)
        .update(is_removed=True)
    ),
    "the asker says no": lambda post, answer: refuse(answer),
    "no question": lambda post, answer: SupportThread.objects.update(is_retired=True),
    "an idea": lambda post, answer: SupportThread.objects.update(kind="idea"),
    "draft": lambda post, answer: post.unpublish(),
    "behind a login": lambda post, answer: PageViewRestriction.objects.create(
        page=post, restriction_type="login"
    ),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_what_does_not_hold_or_is_not_public_counts_for_nobody(post, solve, name):
    answer = solve(Reader("Bob"))
    weeks_go_by()
    assert counts() == {"Bob": (1, 1)}
    CONTRADICTIONS[name](post, answer)
    assert counts() == {}


def test_whoever_is_still_stuck_takes_back_what_it_solved(solve, ann):
    answer = solve(Reader("Bob"))
    weeks_go_by()
    ann.press("stuck", SupportThread.objects.get(replies__comment=answer.pk).comment)
    assert counts() == {}


def test_staff_earn_nothing_as_staff_nor_by_accepting_for_themselves(post, ann, solve, staff):
    mara = Reader(account=staff)
    solve(mara)
    asked = ann.write(post, "Do you ship to Norway, and who pays the customs?")
    mara.send(post, "We ship to all of Europe, Norway as well.", asked, capacity="personal")
    personal = SupportReply.objects.get(thread__comment=asked.pk)
    SupportThread.objects.update(answered_at=timezone.now() - timedelta(days=8))
    assert mara.press("accept", personal.comment).status_code == 302
    weeks_go_by()
    assert counts() == {}
    Acceptance.objects.update(accepted_by=None, for_asker=False)
    assert counts() == {"mara": (1, 1)}


def test_two_names_of_one_person_are_never_joined(solve):
    solve(Reader("Sigrid", "sigrid@example.com"))
    solve(Reader("Blue Heron", "sigrid@example.com"), "Do you ship to Norway these days?")
    solve(Reader("SIGRID", "Sigrid@example.com"), "Can I order without an account?")
    weeks_go_by()
    assert counts() == {"Blue Heron": (1, 1), "Sigrid": (2, 2)}


def test_whoever_is_left_out_has_no_line_and_keeps_the_name(client, post, solve):
    answer = solve(Reader("Bob", "bob@example.com"))
    weeks_go_by()
    HelperChoice.objects.create(
        person=helper_key(None, "bob@example.com"), is_unlisted=True, chosen_at=timezone.now()
    )
    fake = Reader("Bob", "eve@example.com").write(post, "I am the famous Bob.")
    page = client.get(post.url)
    assert "solved" not in plain(item(page, answer)).replace("Solved", "")
    assert "guest" in plain(item(page, fake))
    assert "guest" not in plain(item(page, answer))


def test_an_account_that_was_switched_off_is_not_listed(solve, reader):
    solve(Reader(account=reader))
    weeks_go_by()
    assert counts() == {"robin": (1, 1)}
    type(reader).objects.update(is_active=False)
    assert counts() == {}


def test_another_site_learns_nothing(home, solve):
    other = home.get_parent().add_child(instance=type(home)(title="Other"))
    site = Site.objects.create(hostname="other.example.com", root_page=other)
    solve(Reader("Bob"))
    weeks_go_by()
    assert recognition(site).helped == {}


def test_a_merged_question_stays_solved_for_its_helper(post, ann, solve, staff):
    from wagtail_peersupport.actions.merging import merge_thread
    from wagtail_peersupport.viewer import Viewer

    answer = solve(Reader("Bob"))
    thread = SupportThread.objects.get(replies__comment=answer.pk)
    other = ann.write(post, "Do you ship to Norway, and who pays the customs?")
    merge_thread(thread, Viewer(user=staff), other.support_thread)
    weeks_go_by()
    assert counts() == {"Bob": (1, 1)}


def test_many_helpers_take_as_many_queries_as_few(client, post, solve):
    def fill(names):
        for number, name in enumerate(names):
            solve(Reader(name), f"Does edition {number} of {name} run small?")
        weeks_go_by()

    fill(["Bob", "Cay"])
    few = queries(client, post.url)
    fill(["Dot", "Eve", "Fay"])
    assert queries(client, post.url) == few
    cache.clear()

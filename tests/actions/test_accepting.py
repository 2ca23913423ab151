from datetime import timedelta

import pytest
from django.utils import timezone

from tests.keeping import kept
from tests.readers import Reader
from tests.staff_accounts import let_support
from wagtail_peersupport.models import Acceptance, FollowUp, SupportThread
from wagtail_peersupport.models.choices import Outcome

pytestmark = pytest.mark.django_db
QUESTION = "How do I wash the heavy tee without shrinking it?"
ANSWERS = [
    "Wash it cold, inside out, and never put it in the dryer.",
    "I hand-wash mine with a little soap.",
]


@kept
def question(post, ann):
    return ann.write(post, QUESTION)


@kept
def answers(post, question):
    return [
        Reader(name).write(post, words, question)
        for name, words in zip(("Bob", "Cleo"), ANSWERS, strict=True)
    ]


def status():
    return SupportThread.objects.get().status


def test_the_asker_accepts_without_an_account_and_can_undo(ann, answers):
    assert ann.press("accept", answers[0]).status_code == 302
    assert status() == "solved"
    assert Acceptance.objects.get().for_asker is False
    ann.press("unaccept", answers[0])
    assert status() == "answered"


def test_several_answers_can_be_right(ann, answers):
    for answer in answers:
        ann.press("accept", answer)
        ann.press("accept", answer)
    assert Acceptance.objects.count() == 2


def test_nobody_else_accepts_not_even_under_the_same_name_and_address(answers, reader):
    impostor = Reader("Ann", "ann@example.com")
    for somebody in (impostor, Reader("Bob"), Reader(account=reader)):
        response = somebody.press("accept", answers[0])
        assert response.status_code == 403
        assert "Only the person who asked" in response.content.decode()
    assert status() == "answered"


def test_the_asker_cannot_accept_their_own_reply(ann, post, question):
    own = ann.write(post, "I found out: cold water and drying it in the shade works.", question)
    assert ann.press("accept", own).status_code == 403


def test_staff_accept_only_after_the_window(answers, admin_user):
    staff = Reader(account=admin_user)
    assert staff.press("accept", answers[0]).status_code == 403
    SupportThread.objects.update(answered_at=timezone.now() - timedelta(days=7, hours=1))
    assert staff.press("accept", answers[0]).status_code == 302
    acceptance = Acceptance.objects.get()
    assert (acceptance.for_asker, acceptance.accepted_by) == (True, admin_user)
    assert status() == "solved"


def test_staff_who_accept_for_the_asker_have_looked_and_undoing_brings_it_back(
    answers, question, admin_user
):
    staff = Reader(account=admin_user)
    Reader("Dora").press("ask-for-staff", question)
    SupportThread.objects.update(answered_at=timezone.now() - timedelta(days=8))
    assert staff.press("accept", answers[0]).status_code == 302
    assert not SupportThread.objects.needing_staff(timezone.now()).exists()
    staff.press("unaccept", answers[0])
    assert SupportThread.objects.needing_staff(timezone.now()).exists()


def test_the_asker_who_accepts_resolves_nothing_for_staff(ann, answers, question):
    Reader("Dora").press("ask-for-staff", question)
    ann.press("accept", answers[0])
    assert SupportThread.objects.needing_staff(timezone.now()).exists()


def test_the_asker_who_undoes_it_brings_nothing_back_that_staff_resolved(ann, answers, question):
    Reader("Dora").press("ask-for-staff", question)
    ann.press("accept", answers[0])
    FollowUp.objects.update(resolved_at=timezone.now(), outcome=Outcome.ANSWERED)
    ann.press("unaccept", answers[0])
    assert not SupportThread.objects.needing_staff(timezone.now()).exists()


def test_staff_of_other_posts_take_no_acceptance_back(
    ann, answers, blog, make_post, django_user_model
):
    user = django_user_model.objects.create_user("loic", "loic@example.com")
    loic = Reader(account=let_support(user, page=make_post("Another post")))
    ann.press("accept", answers[0])
    assert loic.press("unaccept", answers[0]).status_code == 403
    assert status() == "solved"


def test_an_idea_has_no_accepted_answer(ann, post):
    idea = ann.write(post, "Could you offer tote bags with the herring print?")
    reply = Reader("Bob").write(post, "They had some two years ago, in blue and in grey.", idea)
    assert SupportThread.objects.get().kind == "idea"
    assert ann.press("accept", reply).status_code == 403


def test_a_hidden_answer_cannot_be_accepted(ann, answers):
    type(answers[0]).objects.filter(pk=answers[0].pk).update(is_public=False)
    assert ann.press("accept", answers[0]).status_code == 404
    assert not Acceptance.objects.exists()


def test_accepting_stands_in_wagtails_history(answers, ann):
    from wagtail.models import ModelLogEntry

    ann.press("accept", answers[0])
    ann.press("unaccept", answers[0])
    actions = ModelLogEntry.objects.order_by("timestamp").values_list("action", flat=True)
    assert list(actions) == ["peersupport.accept", "peersupport.unaccept"]


def test_following_a_buttons_address_does_nothing_but_show_the_comment(ann, answers):
    response = ann.client.get(f"/comments/{answers[0].pk}/accept/")
    assert response.url.endswith(f"#c{answers[0].pk}")
    assert status() == "answered"


def test_without_a_token_nothing_is_done(answers, ann):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.cookies = ann.client.cookies
    assert strict.post(f"/comments/{answers[0].pk}/accept/").status_code == 403
    assert status() == "answered"

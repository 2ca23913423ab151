"""The asker solved it without any of the answers, and readers learn how."""

import pytest

from tests.keeping import kept
from tests.pages.reading import words
from tests.readers import Reader
from wagtail_peersupport.hub.models import SupportHubPage
from wagtail_peersupport.models import Ending, SupportThread
from wagtail_peersupport.signals import solved_another_way

pytestmark = pytest.mark.django_db
QUESTION = "How do I wash the heavy tee without shrinking it?"
ANSWER = "Wash it cold, inside out, and never put it in the dryer."
SAID = "Solved by the asker in another way"


@kept
def question(post, ann):
    return ann.write(post, QUESTION)


def say(reader, question, note=""):
    return reader.press("another-way", question, **{f"note-{question.pk}": note})


def status():
    return SupportThread.objects.get().status


def test_it_is_solved_and_everybody_reads_how_until_it_is_taken_back(ann, question, post, home):
    hub = home.add_child(instance=SupportHubPage(title="Help", slug="help"))
    assert say(ann, question, "A <b>net</b>\nfor the machine").status_code == 302
    assert status() == "solved"
    stranger = Reader("Eve").client
    for url in (post.url, hub.url, f"{hub.url}{question.pk}/"):
        shown = stranger.get(url, follow=True)
        assert f"{SAID}: A <b>net</b> for the machine" in words(shown), url
        assert "<b>net</b>" not in shown.content.decode()
        assert "Undo" not in words(shown)
    assert "Undo that it was solved in another way" in words(ann.client.get(post.url))
    assert ann.press("not-another-way", question).status_code == 302
    assert status() == "unanswered"
    assert SAID not in words(stranger.get(post.url))
    assert ann.press("not-another-way", question).status_code == 302


def test_saying_it_again_changes_the_note_and_is_told_once(ann, question):
    told = []

    def listen(ending, **kwargs):
        told.append(ending.note)

    solved_another_way.connect(listen)
    try:
        say(ann, question, "A net")
        first = Ending.objects.get()
        say(ann, question, "A bag")
        say(ann, question, "A bag")
    finally:
        solved_another_way.disconnect(listen)
    ending = Ending.objects.get()
    assert told == ["A net"]
    assert (ending.note, ending.ended_at) == ("A bag", first.ended_at)


def test_a_note_that_is_too_long_changes_nothing(ann, question):
    response = say(ann, question, "a" * 301)
    assert response.status_code == 409
    assert "The note is too long" in words(response)
    assert status() == "unanswered"


def test_nobody_else_says_it_or_takes_it_back(ann, question, reader):
    for somebody in (Reader("Ann"), Reader(account=reader)):
        assert say(somebody, question).status_code == 403
    assert status() == "unanswered"
    say(ann, question)
    for somebody in (Reader("Ann"), Reader(account=reader)):
        assert somebody.press("not-another-way", question).status_code == 403
    assert status() == "solved"


def test_staff_take_it_back_but_do_not_say_it(ann, question, admin_user):
    staff = Reader(account=admin_user)
    assert say(staff, question).status_code == 403
    say(ann, question)
    assert staff.press("not-another-way", question).status_code == 302
    assert status() == "unanswered"


def test_accepting_an_answer_takes_its_place(ann, question, post):
    answer = Reader("Bob").write(post, ANSWER, question)
    say(ann, question, "A net")
    ann.press("accept", answer)
    assert not Ending.objects.exists()
    assert status() == "solved"
    response = say(ann, question)
    assert response.status_code == 409
    assert "An answer is accepted. Undo that first" in words(response)
    ann.press("unaccept", answer)
    assert status() == "answered"


def test_an_idea_is_not_solved(ann, post):
    idea = ann.write(post, "Could you offer tote bags with the herring print?")
    assert SupportThread.objects.get().kind == "idea"
    assert say(ann, idea).status_code == 403


def test_it_stands_in_wagtails_history_with_the_note(ann, question, client, admin_user):
    say(ann, question, "A net")
    ann.press("not-another-way", question)
    client.force_login(admin_user)
    shown = words(client.get(f"/admin/support/{SupportThread.objects.get().pk}/"))
    assert f"{SAID}: A net" in shown
    assert "Took back that it was solved in another way" in shown

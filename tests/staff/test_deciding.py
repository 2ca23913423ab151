"""On a thread's screen staff change its kind and, of an idea, its state; both can be undone."""

import re

import pytest
from django.urls import reverse

from wagtail_peersupport.models import CommentDecision, IdeaState, SupportThread

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_engine")]
WASH = "How do I wash the heavy tee?"
BAGS = "Please add tote bags with the herring print."


def screen(desk, thread):
    return desk.get(reverse("peersupport_staff:thread", args=(thread.pk,))).content.decode()


def form_on(html, action):
    """The markup of the form that posts there."""
    return re.search(rf'<form[^>]*action="{action}".*?</form>', html, re.DOTALL).group()


def chosen(form):
    return re.search(r'<option value="([\w-]+)" selected', form).group(1)


def undo(desk, response):
    tag = next(
        piece.split("</button>")[0]
        for piece in response.content.decode().split("<button")
        if piece.split("</button>")[0].endswith("Undo")
    )
    said = {key: re.search(rf'{key}="([^"]*)"', tag).group(1) for key in ("name", "value")}
    url = re.search(r'formaction="([^"]*)"', tag).group(1)
    return desk.post(url, {said["name"]: said["value"]}, follow=True)


def test_the_kind_is_changed_and_undone(desk, ask):
    thread = ask(WASH)
    here = reverse("peersupport_staff:thread", args=(thread.pk,))
    url = reverse("peersupport_staff:decide", args=(thread.comment_id,))
    form = form_on(screen(desk, thread), url)
    assert chosen(form) == "question"
    assert f'name="next" value="{here}"' in form
    response = desk.post(url, {"decision": "problem", "next": here}, follow=True)
    assert response.redirect_chain[-1][0] == here
    assert f"“{WASH}” is taken for: Problem." in response.content.decode()
    assert SupportThread.objects.get().kind == "problem"
    assert "Decided what it is: Problem" in screen(desk, thread)
    undo(desk, response)
    assert SupportThread.objects.get().kind == "question"
    assert not CommentDecision.objects.exists()


def test_undo_goes_back_to_what_was_decided_before(desk, ask):
    thread = ask(WASH)
    url = reverse("peersupport_staff:decide", args=(thread.comment_id,))
    desk.post(url, {"decision": "idea"}, follow=True)
    undo(desk, desk.post(url, {"decision": "praise"}, follow=True))
    assert SupportThread.objects.active().get().kind == "idea"


def test_the_way_back_to_the_guess_is_offered_once_there_is_a_decision(desk, ask):
    thread = ask(WASH)
    assert "Back to the engine’s guess" not in screen(desk, thread)
    url = reverse("peersupport_staff:decide", args=(thread.comment_id,))
    desk.post(url, {"decision": "idea"})
    assert "Back to the engine’s guess" in screen(desk, thread)
    desk.post(url, {"decision": "guess"})
    assert SupportThread.objects.get().kind == "question"


def test_a_retired_thread_can_be_taken_for_something_again(desk, ask):
    thread = ask(WASH)
    url = reverse("peersupport_staff:decide", args=(thread.comment_id,))
    desk.post(url, {"decision": "praise"})
    assert chosen(form_on(screen(desk, thread), url)) == "praise"
    desk.post(url, {"decision": "problem"})
    assert SupportThread.objects.active().get() == thread


def test_the_state_of_an_idea_is_set_and_undone_with_its_reason(desk, ask):
    thread = ask(BAGS)
    url = reverse("peersupport_staff:idea", args=(thread.pk,))
    assert chosen(form_on(screen(desk, thread), url)) == "new"
    desk.post(url, {"status": "not-now", "reason": "No room: not before May."}, follow=True)
    form = form_on(screen(desk, thread), url)
    assert chosen(form) == "not-now"
    assert 'value="No room: not before May."' in form
    response = desk.post(url, {"status": "done", "reason": ""}, follow=True)
    assert "is now: Done." in response.content.decode()
    undo(desk, response)
    state = IdeaState.objects.get()
    assert (state.status, state.reason) == ("not-now", "No room: not before May.")
    assert "Idea: Not now. No room: not before May." in screen(desk, thread)


def test_not_now_without_a_reason_is_refused_with_words(desk, ask):
    thread = ask(BAGS)
    url = reverse("peersupport_staff:idea", args=(thread.pk,))
    page = desk.post(url, {"status": "not-now"}, follow=True).content.decode()
    assert "Please say why not now" in page
    assert not IdeaState.objects.exists()
    assert desk.post(url, {"status": "nonsense"}).status_code == 404


def test_only_ideas_have_a_state_to_set(desk, ask):
    thread = ask(WASH)
    url = reverse("peersupport_staff:idea", args=(thread.pk,))
    assert url not in screen(desk, thread)
    page = desk.post(url, {"status": "done"}, follow=True).content.decode()
    assert "This is no idea" in page


def test_the_queue_calls_an_idea_by_its_state(desk, ask, say):
    thread = ask(BAGS)
    say("They had some, two years ago.", name="Bob", days=1, parent=thread.comment)
    desk.post(reverse("peersupport_staff:idea", args=(thread.pk,)), {"status": "considering"})
    queue = desk.get(reverse("peersupport_staff:queue"), {"state": "all"}).content.decode()
    assert "Considering" in re.findall(r'class="w-status[^>]*>\s*([^<]+?)\s*<', queue)

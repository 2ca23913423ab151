"""Staff answer on the screen of a thread: an ordinary comment, by the form that readers use."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from tests.keeping import kept
from tests.pages.reading import plain
from tests.readers import comment_form_in
from tests.staff_accounts import let_support
from wagtail_peersupport import comments
from wagtail_peersupport.models import (
    CannedReply,
    CannedUse,
    CommentOrigin,
    FollowUp,
    SupportReply,
    Topic,
)
from wagtail_peersupport.staff.places import screen_url

pytestmark = pytest.mark.django_db(transaction=True)
WASH = "How do I wash the heavy tee without shrinking it?"
SHIP = "Do you ship to the islands as well?"
COLD = "Wash it cold and inside out, and never put it in the dryer."


@kept
def thread(ask):
    return ask(WASH, days=5)


@kept
def other(ask):
    return ask(SHIP, days=4)


def form_of(desk, thread, **asked):
    html = desk.get(screen_url(thread.pk), asked).content.decode()
    return comment_form_in(html)


def send(desk, thread, text, asked=None, **changed):
    form = form_of(desk, thread, **asked or {})
    data = {**form["fields"], "capacity": "official", "resolve": "1", "comment": text, **changed}
    return desk.post(form["action"], data)


def box(response):
    return response.content.decode().partition('name="comment"')[2].partition("</textarea>")[0]


def test_a_reply_is_a_comment_below_the_question_that_resolves_it(desk, thread, other, mara):
    response = send(desk, thread, COLD)
    assert response.url == screen_url(other.pk)
    page = plain(desk.get(response.url).content.decode())
    assert f"Readers see your reply to “{WASH}”, and it is resolved." in page
    reply = SupportReply.objects.get(thread=thread)
    assert (reply.comment.user, reply.comment.parent_id) == (mara, thread.comment_id)
    assert reply.is_answer
    assert FollowUp.objects.get().outcome == "answered"
    assert "Staff" in plain(desk.get(thread.page.url).content.decode())


def test_reopening_is_offered_after_it(desk, thread, other):
    html = desk.get(send(desk, thread, COLD).url).content.decode()
    assert f'formaction="{reverse("peersupport_staff:reopen", args=(thread.pk,))}"' in html


def test_without_the_tick_one_stays_and_nothing_is_resolved(desk, thread, other):
    response = send(desk, thread, COLD, resolve="")
    comment = SupportReply.objects.get().comment
    assert response.url == f"{screen_url(thread.pk)}#c{comment.pk}"
    assert not FollowUp.objects.exists()


def test_the_capacity_that_was_chosen_is_kept(desk, thread):
    send(desk, thread, COLD, capacity="personal")
    assert CommentOrigin.objects.get().capacity == "personal"


def test_one_reply_can_be_answered_in_particular(desk, thread, say):
    said = say("Which one do you have, the old or the new?", name="Cleo", parent=thread.comment)
    form = form_of(desk, thread, reply_to=said.pk)
    assert form["fields"]["reply_to"] == str(said.pk)
    send(desk, thread, COLD, asked={"reply_to": said.pk})
    assert comments.settled(comment=COLD).get().parent_id == said.pk


def test_what_is_not_of_this_thread_is_not_replied_to_here(desk, thread, other):
    form = form_of(desk, thread, reply_to=other.comment_id)
    assert form["fields"]["reply_to"] == str(thread.comment_id)


@pytest.mark.parametrize(
    "changed",
    [{"timestamp": "1"}, {"security_hash": "0" * 40}, {"reply_to": "999999"}, {"honeypot": "x"}],
)
def test_what_is_refused_shows_the_screen_with_the_words(desk, thread, other, changed):
    response = send(desk, thread, COLD, **changed)
    assert response.status_code == 422
    assert COLD in box(response)
    assert thread.title in response.content.decode()
    assert not SupportReply.objects.exists()
    assert not FollowUp.objects.exists()


def test_a_form_from_before_the_log_in_keeps_the_words(thread, mara, loic):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(mara)
    path = reverse("peersupport_staff:reply", args=(thread.pk,))
    response = browser.post(path, {"comment": COLD, "next": screen_url(thread.pk)})
    assert response.status_code == 422
    assert COLD in box(response)


def test_a_double_click_is_one_reply_and_one_entry(desk, thread, other):
    form = form_of(desk, thread)
    data = {**form["fields"], "capacity": "official", "resolve": "1", "comment": COLD}
    desk.post(form["action"], data)
    desk.post(form["action"], data)
    assert SupportReply.objects.count() == 1
    assert FollowUp.objects.count() == 1


def test_whoever_supports_another_post_only_can_not_reply(client, thread, django_user_model, home):
    nobody = django_user_model.objects.create_user("kim", "kim@example.com", "kim")
    elsewhere = home.add_child(instance=type(home)(title="Elsewhere", slug="elsewhere"))
    client.force_login(let_support(nobody, "access_admin", page=elsewhere))
    path = reverse("peersupport_staff:reply", args=(thread.pk,))
    assert client.post(path, {"comment": COLD}).status_code == 404


def test_an_account_without_an_address_is_asked_for_one(desk, thread, mara):
    mara.email = ""
    mara.save()
    response = send(desk, thread, COLD)
    assert response.status_code == 422
    assert COLD in box(response)
    form = comment_form_in(response.content.decode())
    data = {**form["fields"], "email": "mara@example.com", "capacity": "official"}
    assert desk.post(form["action"], data).status_code == 302
    assert SupportReply.objects.exists()


def test_what_is_no_question_any_more_is_not_answered(desk, thread, mara):
    form = form_of(desk, thread)
    desk.post(reverse("peersupport_staff:not-a-question", args=(thread.pk,)))
    response = desk.post(form["action"], {**form["fields"], "comment": COLD})
    assert response.url == screen_url(thread.pk)
    assert not SupportReply.objects.exists()


# Canned replies ----------------------------------------------------------------------------------


@pytest.fixture
def make_canned():
    def make(text="Hi {name}!", title="Hello", topic=None, locale=None):
        locale = locale or Locale.objects.get(language_code="en")
        return CannedReply.objects.create(text=text, title=title, topic=topic, locale=locale)

    return make


def starts(desk, thread):
    return [one.title for one in desk.get(screen_url(thread.pk)).context["reply"]["starts"]]


def test_those_of_the_topic_come_first_and_of_other_topics_and_languages_none(
    desk, thread, make_canned
):
    washing = Topic.objects.create(name="Washing", slug="washing")
    money = Topic.objects.create(name="Money", slug="money")
    type(thread).objects.update(topic=washing)
    make_canned(title="Any")
    make_canned(title="Wash", topic=washing)
    make_canned(title="Pay", topic=money)
    make_canned(title="Hallo", locale=Locale.objects.create(language_code="de"))
    assert starts(desk, thread) == ["Wash", "Any"]


def test_placeholders_are_filled_and_unknown_ones_stay(desk, thread, make_canned, mara):
    text = "Hi {name}, on “{post}” ({hours} h): {other} {hub} Yours, {me}"
    canned = make_canned(text)
    page = desk.get(screen_url(thread.pk), {"canned": canned.pk})
    filled = "Hi Ann, on “How we print our shirts” (48 h): {other} {hub} Yours, mara"
    assert filled in box(page)


def test_its_use_is_counted_when_the_reply_is_sent(desk, thread, make_canned):
    canned = make_canned()
    desk.get(screen_url(thread.pk), {"canned": canned.pk})
    assert not CannedUse.objects.exists()
    send(desk, thread, COLD, asked={"canned": canned.pk})
    assert CannedUse.objects.get().canned == canned
    assert CannedUse.objects.get().comment.comment == COLD


@pytest.mark.parametrize("pk", ["999", "x", ""])
def test_a_canned_reply_that_is_gone_changes_nothing(desk, thread, pk):
    assert desk.get(screen_url(thread.pk), {"canned": pk}).status_code == 200
    send(desk, thread, COLD, canned=pk)
    assert SupportReply.objects.exists()
    assert not CannedUse.objects.exists()


def test_after_a_refusal_the_starts_and_replies_lead_back_to_the_screen(
    desk, thread, say, make_canned
):
    said = say("Which one do you have?", name="Cleo", parent=thread.comment)
    make_canned()
    html = send(desk, thread, COLD, timestamp="1").content.decode()
    screen = screen_url(thread.pk)
    assert f'action="{screen}#reply"' in html
    assert f'href="{screen}?reply_to={said.pk}#reply"' in html

"""Questions under no post: asked on the hub, and shown there like all others."""

import pytest
from django.core import mail
from wagtail.models import Locale, PageViewRestriction

from tests.pages.reading import queries, words
from tests.readers import Reader, comment_form_in, link_in
from wagtail_peersupport import comments
from wagtail_peersupport.models import CommentOrigin, SupportThread

pytestmark = pytest.mark.django_db
QUESTION = "The blue one from the second picture, in large."


def form_on(client, hub, **query):
    return comment_form_in(client.get(f"{hub.url}ask/", query).content.decode())


def ask(reader, hub, text=QUESTION, **changed):
    """Ask on the hub as a guest and confirm it; returns the saved comment."""
    form = form_on(reader.client, hub)
    data = {**form["fields"], "comment": text, "name": reader.name, "email": reader.email}
    response = reader._post(form["action"], {**data, **changed})
    assert "check your mail" in words(response)
    reader.landed = reader.confirm(mail.outbox[-1])
    return comments.comment_model().objects.latest("pk")


def test_the_hub_leads_to_the_form(client, hub):
    assert f'href="{hub.url}ask/"' in client.get(hub.url).content.decode()
    page = words(client.get(f"{hub.url}ask/"))
    assert "Ask a question" in page
    assert "Expect an answer within 48 hours." in page
    assert "I'd like an answer to this" not in page


@pytest.mark.django_db(transaction=True)
def test_what_is_asked_there_is_a_question_whatever_the_engine_makes_of_it(hub):
    ann = Reader("Ann")
    question = ask(ann, hub)
    thread = SupportThread.objects.get()
    assert (thread.comment_id, thread.page_id) == (question.pk, hub.pk)
    assert ann.landed.url.startswith(f"{hub.url}{question.pk}/")
    page = words(ann.client.get(ann.landed.url))
    assert "We've got it" in page
    assert "asked under" not in page
    row = words(ann.client.get(hub.url))
    assert QUESTION.rstrip(".") in row
    assert "Ann ·" in row


@pytest.mark.django_db(transaction=True)
def test_others_answer_it_from_its_page(hub):
    question = ask(Reader("Ann"), hub)
    bob = Reader("Bob")
    form = bob.client.get(hub.url, {"reply_to": question.pk}, follow=True)
    assert "Write a reply" in words(form)
    fields = comment_form_in(form.content.decode())["fields"]
    data = {**fields, "comment": "That one is the Harbour.", "name": "Bob", "email": bob.email}
    bob._post("/comments/write/", data)
    landed = bob.confirm(mail.outbox[-1])
    assert landed.url.startswith(f"{hub.url}{question.pk}/")
    assert "That one is the Harbour." in words(bob.client.get(landed.url))


def test_the_asker_may_pick_a_post(hub, post):
    question = ask(Reader("Ann"), hub, under=str(post.pk))
    assert comments.page_pk(question) == post.pk
    assert SupportThread.objects.get().page_id == post.pk


@pytest.mark.parametrize("why", ["restricted", "draft", "no such", "takes none"])
def test_a_post_that_cannot_be_picked_loses_no_question(hub, post, blog, why):
    picked = {"no such": 99999, "takes none": blog.pk}.get(why, post.pk)
    if why == "restricted":
        PageViewRestriction.objects.create(page=post, restriction_type="login")
    if why == "draft":
        post.unpublish()
    question = ask(Reader("Ann"), hub, under=str(picked))
    assert comments.page_pk(question) == hub.pk


def test_a_form_that_is_too_old_is_not_renewed_by_picking_a_post(hub, post):
    ann = Reader("Ann")
    form = form_on(ann.client, hub)
    more = {"comment": QUESTION, "name": "Ann", "email": ann.email, "under": post.pk}
    response = ann._post(form["action"], {**form["fields"], **more, "timestamp": "1000000000"})
    assert response.status_code == 422
    assert comment_form_in(response.content.decode())["fields"]["comment"].strip() == QUESTION
    assert mail.outbox == []


def test_offered_are_posts_of_the_hubs_language_talked_about_first(client, hub, make_post, say):
    quiet, loud, secret = (make_post(title) for title in ("Quiet", "Loud", "Secret"))
    german = Locale.objects.create(language_code="de")
    quiet.copy_for_translation(german, copy_parents=True).save_revision().publish()
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    say(loud, "A lovely post.")
    say(secret, "A lovely post.", minutes_ago=1)
    say(hub, "Do you ship?", minutes_ago=1)
    offered = client.get(f"{hub.url}ask/").context["places"]
    assert [place.title for place in offered] == ["Loud", "Quiet"]


def test_a_link_brings_words_and_post_along(client, hub, post):
    response = client.get(f"{hub.url}ask/", {"text": "Is it <warm>?", "post": post.pk})
    form = comment_form_in(response.content.decode())
    assert form["fields"]["comment"].strip() == "Is it <warm>?"
    assert [place.is_chosen for place in response.context["places"]] == [True]
    assert response["X-Robots-Tag"] == "noindex"


def test_the_form_takes_as_many_queries_however_many_posts(client, hub, make_post, say):
    say(make_post("One"), "A lovely post.")
    before = queries(client, f"{hub.url}ask/")
    for number in range(4):
        say(make_post(f"More {number}"), "A lovely post.")
    assert queries(client, f"{hub.url}ask/") == before


@pytest.mark.django_db(transaction=True)
def test_what_is_held_on_the_hub_is_shown_to_its_writer(hub):
    ann = Reader("Ann")
    ask(ann, hub, "Do you have it like https://shop.example/blue?")
    assert CommentOrigin.objects.get().is_held
    assert "somebody looks at it first" in words(ann.landed)


def test_a_withdrawn_question_can_be_brought_back(hub):
    ann = Reader("Ann")
    question = ask(ann, hub)
    away = ann.press("withdraw-question", question)
    page = words(ann.client.get(away.url))
    assert "You withdrew your question" in page
    assert "You withdrew" not in words(Reader("Eve").client.get(away.url))
    back = ann.press("bring-back", question)
    assert QUESTION.rstrip(".") in words(ann.client.get(back.url, follow=True))


def test_a_restricted_hub_takes_questions_only_from_those_who_see_it(hub, reader):
    form = form_on(Reader("Ann").client, hub)
    PageViewRestriction.objects.create(page=hub, restriction_type="login")
    data = {**form["fields"], "comment": QUESTION, "name": "Ann", "email": "ann@example.com"}
    assert Reader("Ann")._post(form["action"], data).status_code == 422
    assert not SupportThread.objects.exists()
    Reader(account=reader)._post(form["action"], data)
    assert SupportThread.objects.get().page_id == hub.pk


def test_the_link_in_the_mail_names_the_question(hub):
    ann = Reader("Ann")
    form = form_on(ann.client, hub)
    data = {**form["fields"], "comment": QUESTION, "name": "Ann", "email": ann.email}
    ann._post(form["action"], data)
    assert QUESTION in mail.outbox[0].body
    assert link_in(mail.outbox[0]).startswith("/comments/confirm/")

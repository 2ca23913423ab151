"""What is being typed is read by the engine, for the box in the form, and kept nowhere."""

import pytest
from django.apps import apps
from django.test import Client
from wagtail.models import Locale, PageViewRestriction

from tests.actions.test_sync import add
from tests.readers import Reader, comment_form_in
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.detection.types import Analysis, Kind, Role
from wagtail_peersupport.views import guessing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_engine")]
URL = "/comments/guess/"


def guess(client, post, words, **more):
    return client.post(URL, {"comment": words, "object_pk": post.pk, "reply_to": "0", **more})


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("How do I wash the heavy tee?", True),
        ("The print came broken.", True),
        ("Please add tote bags.", True),
        ("I love it, thank you so much.", False),
        ("Perhaps the blue one, 0.5 of it.", True),
        ("", False),
        ("x" * 100_000, False),
        ("How \x00 do I wash it?", True),
    ],
)
def test_what_seems_to_need_support_is_ticked(client, post, words, wanted):
    said = guess(client, post, words).json()
    assert said["wants_answer"] is wanted
    assert said["suggestions"] == ""


class Heard:
    """An engine that remembers what it is told of a comment."""

    version = "heard-1"
    contexts = []

    def analyse(self, text, context):
        self.contexts.append(context)
        return Analysis(Kind.REMARK, Role.OTHER, False, 0.0, (), "en", False)


def test_the_engine_is_told_where_the_words_would_stand(post, settings):
    ann = Reader("Ann")
    question = ann.write(post, "How do I wash it?")
    settings.PEERSUPPORT = {"ENGINE": "tests.views.test_guessing.Heard"}
    Heard.contexts.clear()
    guess(ann.client, post, "And the blue one?", reply_to=question.pk)
    guess(Reader("Bob").client, post, "Which one is it?")
    in_thread, alone = Heard.contexts
    assert (in_thread.post_title, in_thread.language) == (post.title, "en")
    assert in_thread.question == "How do I wash it?"
    known = [
        (one.is_reply, one.in_thread, one.by_asker, one.parent_by_asker, one.by_staff)
        for one in (in_thread, alone)
    ]
    assert known == [(True, True, True, True, False), (False,) * 5]


def test_a_reply_to_a_reply_stands_in_the_same_thread(post, settings, client):
    question = add(post, "How do I wash it?", "Ann")
    answer = add(post, "Cold, I think.", "Bob", question)
    sync_comments([question.pk, answer.pk])
    settings.PEERSUPPORT = {"ENGINE": "tests.views.test_guessing.Heard"}
    Heard.contexts.clear()
    guess(client, post, "And who told you?", reply_to=answer.pk)
    (context,) = Heard.contexts
    assert context.question == "How do I wash it?"
    assert not context.parent_by_asker


def test_nothing_is_stored_and_nothing_between_may_keep_it(client, post):
    response = guess(client, post, "How do I wash the heavy tee?")
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    models = apps.get_app_config("wagtail_peersupport").get_models()
    assert not any(model.objects.exists() for model in models)


def test_words_never_stand_in_an_address(client):
    assert client.get(URL, {"comment": "How do I wash it?"}).status_code == 405


def test_another_site_cannot_ask(post):
    strict = Client(enforce_csrf_checks=True)
    assert guess(strict, post, "How do I wash it?").status_code == 403
    form = comment_form_in(strict.get(post.url).content.decode())
    token = {"csrfmiddlewaretoken": form["fields"]["csrfmiddlewaretoken"]}
    assert guess(strict, post, "How do I wash it?", **token).status_code == 200


@pytest.mark.parametrize("pk", ["", "0", "x", "9" * 30, "\x00"])
def test_no_page_is_not_found(client, db, pk):
    assert client.post(URL, {"comment": "Why?", "object_pk": pk}).status_code == 404


def test_a_post_that_one_may_not_see_is_not_found(client, post):
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
    assert guess(client, post, "How do I wash it?").status_code == 404


def test_whoever_asks_too_often_is_not_answered(client, post, monkeypatch, reader):
    monkeypatch.setattr(guessing, "PER_MINUTE", 2)
    codes = [guess(client, post, "How do I wash it?").status_code for _ in range(4)]
    assert codes == [200, 200, 429, 429]
    assert guess(Reader(account=reader).client, post, "How?").status_code == 200


def test_a_cache_that_is_down_costs_no_answer(client, post, settings):
    settings.CACHES = {"default": {"BACKEND": "tests.pages.broken_cache.BrokenCache"}}
    assert guess(client, post, "How do I wash the heavy tee?").json()["wants_answer"] is True


def test_the_posts_language_is_the_hint(client, post, blog, settings):
    german = Locale.objects.create(language_code="de")
    blog.copy_for_translation(german, copy_parents=True).save_revision().publish()
    translated = post.copy_for_translation(german)
    translated.save_revision().publish()
    settings.PEERSUPPORT = {"ENGINE": "tests.views.test_guessing.Heard"}
    Heard.contexts.clear()
    guess(client, translated, "Wie wasche ich das?")
    assert Heard.contexts[0].language == "de"

"""The widget for other sites, as the site serves it."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from tests.hiding import hide_page, move_to_another_site, remove, unpublish
from wagtail_peersupport.models import SupportThread, Topic
from wagtail_peersupport.threads import elsewhere
from wagtail_peersupport.views.widget import SCRIPT

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(client):
    """What the widget gets: ``shown("?limit=1")``."""

    def shown(query=""):
        response = client.get(f"/comments/widget.json{query}")
        assert response.status_code == 200
        return response.json()

    return shown


def titles(found):
    return [question["title"] for question in found["questions"]]


def test_it_says_what_people_ask_where_it_stands_and_where_it_is(shown, hub, question, answer):
    found = shown()
    assert (found["heading"], found["lang"], found["dir"]) == ("People are asking", "en", "ltr")
    assert found["all"] == {"label": "All questions", "url": "http://localhost/help/"}
    assert found["questions"] == [
        {
            "title": "Does the heavy tee run small?",
            "lang": "en",
            "url": f"http://localhost/help/{question.pk}/does-the-heavy-tee-run-small/",
            "state": "answered",
            "mark": "◐",
            "label": "Answered",
        }
    ]


def test_newest_first_as_many_as_wanted_but_never_more_than_the_most(
    shown, monkeypatch, post, say, question
):
    say(post, "Do you ship to Norway?", minutes_ago=20)
    say(post, "Is the zebra shirt made of linen?", minutes_ago=10)
    newest = ["Is the zebra shirt made of linen?", "Do you ship to Norway?"]
    assert titles(shown()) == [*newest, "Does the heavy tee run small?"]
    assert titles(shown("?limit=1")) == newest[:1]
    assert len(titles(shown("?limit=lots"))) == 3
    monkeypatch.setattr(elsewhere, "MOST", 2)
    assert titles(shown("?limit=1000")) == newest


def test_a_topic_narrows_it_and_an_unknown_one_shows_nothing(shown, post, say, question):
    other = say(post, "Do you ship to Norway?")
    topic = Topic.objects.create(name="Shipping", slug="shipping")
    SupportThread.objects.filter(comment_id=other.pk).update(topic=topic)
    assert titles(shown("?topic=shipping")) == ["Do you ship to Norway?"]
    assert titles(shown("?topic=nothing%00")) == []


def test_it_shows_what_was_solved_last_where_that_is_wanted(
    shown, post, say, question, answer, accept
):
    say(post, "Do you ship to Norway?")
    accept(answer)
    assert titles(shown("?state=solved")) == ["Does the heavy tee run small?"]


def test_another_language_shows_its_own_questions_in_its_own_words(
    shown, hub, blog, post, say, question
):
    german = Locale.objects.create(language_code="de")
    for page in (blog, hub):
        page.copy_for_translation(german, copy_parents=True).save_revision().publish()
    translated = post.copy_for_translation(german)
    translated.save_revision().publish()
    say(translated, "Wie wasche ich das Hemd, ohne dass es eingeht?")
    found = shown("?lang=de-AT")
    assert titles(found) == ["Wie wasche ich das Hemd, ohne dass es eingeht?"]
    assert (found["lang"], found["heading"]) == ("de", "Was gerade gefragt wird")
    assert found["questions"][0]["url"].startswith("http://localhost/de/")
    assert found["all"]["url"].startswith("http://localhost/de/")
    assert titles(shown("?lang=xx")) == ["Does the heavy tee run small?"]


def test_a_language_without_a_hub_leads_to_its_part_of_another(shown, hub, blog):
    german = Locale.objects.create(language_code="de")
    blog.get_parent().copy_for_translation(german).save_revision().publish()
    assert shown("?lang=de")["all"]["url"] == "http://localhost/help/?language=de"


@pytest.mark.parametrize("hide", [hide_page, unpublish, remove, move_to_another_site])
def test_what_is_not_public_on_this_site_is_not_shown_whoever_asks(
    hide, shown, client, admin_user, post, question
):
    client.force_login(admin_user)
    assert titles(shown())
    hide(post, question)
    assert titles(shown()) == []


@pytest.mark.parametrize("name", ["js", "json"])
def test_any_page_may_have_it_and_any_cache_may_keep_it(name, client, reader, question):
    client.force_login(reader)
    response = client.get(f"/comments/widget.{name}", headers={"origin": "https://mag.example"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["Cache-Control"] == "public, max-age=300"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    etag = {"if-none-match": response["ETag"]}
    assert client.get(f"/comments/widget.{name}", headers=etag).status_code == 304
    assert client.post(f"/comments/widget.{name}").status_code == 405


def test_the_script_is_small(client):
    sent = client.get("/comments/widget.js")
    assert sent["Content-Type"] == "text/javascript; charset=utf-8"
    assert sent.content == SCRIPT.read_bytes()
    assert len(gzip.compress(sent.content)) <= 2048


def test_many_questions_take_as_many_queries_as_few(client, hub, post, make_post, say, question):
    def taken():
        client.get("/comments/widget.json?limit=20")
        with CaptureQueriesContext(connection) as captured:
            client.get("/comments/widget.json?limit=20")
        return len(captured)

    few = taken()
    other = make_post("Shipping")
    for size in "SML":
        say(other, f"Does the heavy tee in {size} run small?")
    assert taken() == few

"""How the API is served: kept by caches, read by anybody, written by nobody."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wagtail_peersupport.models import SupportThread

pytestmark = pytest.mark.django_db


def test_anybody_may_keep_an_answer_for_a_minute_and_ask_whether_it_changed(
    client, reader, hub, question
):
    client.force_login(reader)
    response = client.get("/api/v2/support-threads/")
    assert response["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in response["Vary"]
    assert not response.cookies
    again = client.get("/api/v2/support-threads/", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304
    assert "max-age" not in client.get("/api/v2/support-threads/?state=lost").get(
        "Cache-Control", ""
    )


def test_nothing_can_be_written(client, question):
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(f"/api/v2/support-threads/{question.pk}/").status_code == 405


@pytest.mark.parametrize("name", ["threads", "answers", "topics"])
def test_a_number_that_nothing_has_is_not_found(name, client, question):
    for number in (0, 12345, 10**30):
        assert client.get(f"/api/v2/support-{name}/{number}/").status_code == 404


def test_a_browser_gets_a_page_to_look_at(client, question):
    response = client.get("/api/v2/support-threads/", headers={"accept": "text/html"})
    assert "Does the heavy tee run small?" in response.content.decode()


@pytest.mark.parametrize("path", ["threads/?fields=*", "answers/?fields=*", "topics/"])
def test_many_take_as_many_queries_as_few(path, client, hub, make_post, say, sizes):
    def taken():
        client.get(f"/api/v2/support-{path}")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/api/v2/support-{path}").status_code == 200
        return len(captured)

    def grow(name):
        post = make_post(f"Post {name}")
        for size in "SML":
            asked = say(post, f"Does the {name} tee in {size} run small?", name=name)
            say(post, "Take L, it shrinks in the first wash.", name=f"Bram{size}", parent=asked)
        SupportThread.objects.update(topic=sizes)

    grow("linen")
    few = taken()
    grow("heavy")
    grow("striped")
    assert taken() == few

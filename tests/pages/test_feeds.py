"""The Atom feeds of a hub, read as a feed reader reads them."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.http import http_date
from wagtail.models import Locale, PageViewRestriction

from tests.atom import feed_in
from tests.keeping import kept
from tests.pages.reading import queries, words
from tests.readers import Reader
from wagtail_peersupport import comments
from wagtail_peersupport.actions.deciding import decide_needs_support
from wagtail_peersupport.hub.feeds import KEPT_FOR
from wagtail_peersupport.models import Endorsement, SupportReply, SupportThread, Topic
from wagtail_peersupport.models.choices import Verdict
from wagtail_peersupport.threads import feed as feed_module
from wagtail_peersupport.viewer import Viewer

FEED_LINK = r'<a class="ps-button" type="application/atom\+xml" href="([^"]+)"'


@kept
def sizes(question):
    topic = Topic.objects.create(name="Sizes & cuts", slug="sizes", words="size")
    SupportThread.objects.filter(comment=question).update(topic=topic)
    return topic


def titles(client, address):
    return [entry.title for entry in feed_in(client.get(address)).entries]


def test_feed_holds_question_and_best_answer(client, hub, post, question, answer, accept, sizes):
    accept(answer)
    feed = feed_in(client.get("/help/feed/"))
    assert (feed.title, feed.url, feed.language) == (hub.title, hub.full_url, "en")
    (entry,) = feed.entries
    assert entry.title == "Does the heavy tee run small?"
    assert entry.author == "Ines"
    assert entry.url.endswith(f"/help/{question.pk}/does-the-heavy-tee-run-small/")
    assert entry.topics == ("Sizes & cuts",)
    assert "between M and L." in entry.content
    assert "✓ Accepted answer by Bram" in entry.content
    assert "Size up." in entry.content
    assert f'href="{post.full_url}#c{question.pk}"' in entry.content


def test_entry_keeps_its_identity_whatever_is_edited(client, hub, question):
    (before,) = feed_in(client.get("/help/feed/")).entries
    model = comments.comment_model().norel_objects
    model.filter(pk=question.pk).update(comment="Is the light tee wide?")
    (after,) = feed_in(client.get("/help/feed/")).entries
    assert after.id == before.id
    assert after.url != before.url


def test_accepting_an_answer_updates_its_entry(client, hub, question, answer, accept):
    (before,) = feed_in(client.get("/help/feed/")).entries
    accept(answer)
    (after,) = feed_in(client.get("/help/feed/")).entries
    assert after.updated > before.updated


def test_feeds_of_a_topic_a_post_and_the_unanswered(
    client, hub, make_post, say, question, answer, sizes
):
    other = make_post("Shipping", slug="shipping")
    say(other, "Do you ship to Norway?", name="Olav")
    both = {"Do you ship to Norway?", "Does the heavy tee run small?"}
    assert set(titles(client, "/help/feed/")) == both
    assert titles(client, "/help/feed/unanswered/") == ["Do you ship to Norway?"]
    assert titles(client, "/help/feed/topic/sizes/") == ["Does the heavy tee run small?"]
    assert titles(client, f"/help/feed/post/{other.pk}/") == ["Do you ship to Norway?"]
    assert titles(client, f"/help/feed/post/{other.get_parent().pk}/") == []


def test_feed_of_nothing_that_anybody_may_see_is_not_there(client, hub, post, question, sizes):
    Topic.objects.create(name="Secret", slug="secret")
    assert client.get("/help/feed/topic/secret/").status_code == 404
    assert client.get("/help/feed/topic/nothing/").status_code == 404
    assert client.get("/help/feed/post/99999/").status_code == 404
    post.unpublish()
    assert client.get(f"/help/feed/post/{post.pk}/").status_code == 404
    assert client.get("/help/feed/topic/sizes/").status_code == 404
    assert titles(client, "/help/feed/") == []


def test_even_those_who_may_see_more_get_what_anybody_may_see(
    hub, post, question, admin_user, staff
):
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
    for account in (admin_user, staff):
        client = Reader(account=account).client
        assert titles(client, "/help/feed/") == []
        assert client.get(f"/help/feed/post/{post.pk}/").status_code == 404


@pytest.mark.parametrize("change", [{"is_public": False}, {"is_removed": True}])
def test_hidden_words_are_in_no_feed(client, hub, question, answer, change):
    rows = comments.comment_model().norel_objects
    rows.filter(pk=answer.pk).update(**change)
    (entry,) = feed_in(client.get("/help/feed/")).entries
    assert "Size up" not in entry.content
    rows.filter(pk=question.pk).update(**change)
    assert titles(client, "/help/feed/") == []


def test_answer_that_reports_hide_or_staff_warn_of_is_in_no_feed(client, hub, question, answer):
    SupportReply.objects.update(hidden_at=timezone.now())
    assert "Size up" not in client.get("/help/feed/").content.decode()
    SupportReply.objects.update(hidden_at=None)
    assert "Size up" in client.get("/help/feed/").content.decode()
    Endorsement.objects.create(
        comment_id=answer.pk, verdict=Verdict.WRONG, note="No.", made_at=timezone.now()
    )
    assert "Size up" not in client.get("/help/feed/").content.decode()


def test_feed_of_a_restricted_hub_is_for_those_who_may_see_it(client, hub, question, admin_user):
    assert client.get("/help/feed/")["Cache-Control"] == f"public, max-age={KEPT_FOR}"
    PageViewRestriction.objects.create(page=hub, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/help/feed/").status_code == 302
    response = Reader(account=admin_user).client.get("/help/feed/")
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert len(feed_in(response).entries) == 1


def test_reader_that_has_the_feed_is_told_that_nothing_changed(
    client, hub, post, say, question, answer
):
    first = client.get("/help/feed/")
    same = client.get("/help/feed/", headers={"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    since = client.get("/help/feed/", headers={"If-Modified-Since": first["Last-Modified"]})
    assert since.status_code == 304
    long_ago = http_date((timezone.now() - timedelta(days=1)).timestamp())
    assert client.get("/help/feed/", headers={"If-Modified-Since": long_ago}).status_code == 200
    say(post, "Do you ship to Norway?", name="Olav", minutes_ago=0)
    assert client.get("/help/feed/", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_links_are_full_and_no_word_breaks_the_feed(client, hub, post, say, staff):
    hostile = 'Is <a href="/sizes?a=1&b=2" title="a > b">this</a> ]]> \x0b\x1f\ufffe right? &amp; '
    asked = say(
        post, hostile + '<a href="http://[">x</a> <script>alert(1)</script>', name="\x07<b>"
    )
    decide_needs_support(asked, Viewer(user=staff), True)
    say(post, 'See <a href="#c1">above</a> and take L.', name="Bram", parent=asked)
    SupportReply.objects.update(role="answer")
    (entry,) = feed_in(client.get("/help/feed/")).entries
    assert entry.author == "<b>"
    assert 'href="http://localhost/sizes?a=1&amp;b=2"' in entry.content
    assert f'href="{post.full_url}#c1"' in entry.content
    assert "<script" not in entry.content
    links = re.findall(r'href="([^"]*)"', entry.content)
    assert all(link.startswith("http") for link in links), links


def test_typed_name_of_staff_says_that_a_guest_typed_it(client, hub, post, staff, say):
    asked = say(post, "Do you ship to Norway?", name="Olav")
    say(post, "No, we never ship there.", name="Mara", parent=asked)
    SupportReply.objects.update(role="answer")
    (entry,) = feed_in(client.get("/help/feed/")).entries
    assert "Answer by Mara (guest)" in entry.content


def test_feed_speaks_the_language_of_its_hub(client, home, hub, blog, post, say):
    german = Locale.objects.create(language_code="de")
    blog.copy_for_translation(german, copy_parents=True).save_revision().publish()
    translated = post.copy_for_translation(german)
    translated.save_revision().publish()
    hub.copy_for_translation(german).save_revision().publish()
    say(translated, "Wie wasche ich das Hemd, ohne dass es eingeht?", name="Anke")
    say(post, "Do you ship to Norway?", name="Olav")
    feed = feed_in(client.get("/de/help/feed/"))
    assert feed.language == "de"
    (entry,) = feed.entries
    assert entry.title.startswith("Wie wasche ich das Hemd")
    assert entry.language == "de"
    for path in ("/help/feed/", "/help/feed/unanswered/"):
        assert titles(client, path) == ["Do you ship to Norway?"]


def test_list_links_to_its_feed(client, hub, question, sizes):
    for query, path in (
        ("", "feed/"),
        ("?tab=unanswered", "feed/unanswered/"),
        ("?topic=sizes", "feed/topic/sizes/"),
    ):
        response = client.get(f"/help/{query}")
        shown = re.search(FEED_LINK, response.content.decode())
        assert shown[1] == f"http://localhost/help/{path}"
        assert client.get(shown[1]).status_code == 200
    assert "Atom feed" in words(client.get("/help/"))


def test_queries_do_not_grow_and_a_feed_ends(client, hub, post, say, monkeypatch):
    monkeypatch.setattr(feed_module, "MOST", 4)

    def ask(count):
        for number in range(count):
            asked = say(post, f"Does edition {number} run small?", name=f"Ann{number}")
            say(post, "It does, size up.", name=f"Bo{number}", parent=asked)

    ask(2)
    few = queries(client, "/help/feed/")
    ask(4)
    assert queries(client, "/help/feed/") == few
    assert len(titles(client, "/help/feed/")) == 4

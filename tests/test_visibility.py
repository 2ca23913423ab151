"""What the matrix of visibility/ leaves out: aliases of aliases, languages, the index."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, PageViewRestriction, Site

from tests.keeping import kept
from tests.readers import Reader
from wagtail_peersupport import comments
from wagtail_peersupport.actions.indexing import index_threads
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.models import SupportThread
from wagtail_peersupport.querysets import visible_among, visible_pages
from wagtail_peersupport.threads import search_index
from wagtail_peersupport.threads.listing import Wish, listing
from wagtail_peersupport.viewer import public_viewer

pytestmark = pytest.mark.django_db
QUESTION = "How do I wash the zebra shirt without shrinking it?"
ANSWER = "Wash it cold, inside out, and never put it in the dryer, said the giraffe."


@kept
def question(post, hub):
    return Reader("Ann").write(post, QUESTION)


@kept
def answer(post, question):
    return Reader("Bob").write(post, ANSWER, question)


def test_an_alias_of_an_alias_and_what_is_below_are_as_restricted_as_the_source(post, hub, blog):
    first = post.create_alias(parent=blog, update_slug="first", reset_translation_key=True)
    second = first.create_alias(parent=blog, update_slug="second", reset_translation_key=True)
    below = second.add_child(instance=Page(title="Below", slug="below"))
    pages = [page.pk for page in (post, first, second, below)]
    public = visible_pages(public_viewer())
    assert public.filter(pk__in=pages).count() == 4
    question = Reader("Ann").write(second.specific, QUESTION)
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
    eve = Reader("Eve").client
    assert eve.get(f"{hub.url}{question.pk}/", follow=True).status_code == 404
    assert not visible_pages(public_viewer()).filter(pk__in=pages).exists()
    assert visible_pages(public_viewer()).filter(pk=blog.pk).exists()


def test_a_restricted_section_with_very_many_aliases_can_be_asked_of_the_database(post, blog):
    for number in range(3):
        post.create_alias(parent=blog, update_slug=f"alias-{number}", reset_translation_key=True)
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
    with CaptureQueriesContext(connection) as captured:
        assert not visible_pages(public_viewer()).filter(alias_of=post).exists()
    assert len(captured) <= 6


def test_a_hub_shows_the_threads_of_its_own_language(post, hub, question, blog):
    german = Locale.objects.create(language_code="de")
    blog.copy_for_translation(german, copy_parents=True).save_revision().publish()
    translated = post.copy_for_translation(german)
    translated.save_revision().publish()
    frage = Reader("Anke").write(translated, "Wie wasche ich das Hemd, ohne dass es eingeht?")
    listed = Reader("Eve").client.get(hub.url).content.decode()
    assert "zebra shirt" in listed
    assert "Wie wasche ich" not in listed
    assert SupportThread.objects.filter(comment_id=frage.pk).exists()


def test_no_mail_tells_of_a_page_that_was_hidden_meanwhile(post, hub, question):
    form = Reader("Bob").open_form(post, question)
    before = len(mail.outbox)
    bob = Reader("Bob")
    data = {**form["fields"], "comment": ANSWER, "name": "Bob", "email": bob.email}
    bob.client.post(form["action"], data)
    post.unpublish()
    bob.confirm(mail.outbox[before])
    assert [message.to for message in mail.outbox[before:]] == [["bob@example.com"]]


def test_the_search_index_forgets_what_was_hidden(post, hub, question, answer):
    comments.comment_model().objects.filter(pk=question.pk).update(is_removed=True)
    sync_comments([question.pk])
    index_threads(SupportThread.objects.values_list("pk", flat=True))
    assert list(SupportThread.objects.all().search("zebra")) == []


def found(site, text):
    rows = listing(public_viewer(site), Wish(search=text)).rows
    return [row.comment_pk for row in rows]


@pytest.mark.parametrize("change", [{"is_public": False}, {"is_removed": True}])
def test_no_search_tells_a_word_of_a_reply_that_was_hidden_without_notice(
    change, post, hub, question, answer
):
    site = Site.objects.get()
    index_threads(SupportThread.objects.values_list("pk", flat=True))
    assert found(site, "giraffe") == found(site, "zebra giraffe") == [question.pk]
    comments.comment_model().objects.filter(pk=answer.pk).update(**change)
    assert found(site, "giraffe") == []
    assert found(site, "zebra") == [question.pk]


def test_threads_of_another_site_take_no_places_in_the_search(
    post, hub, blog, make_post, monkeypatch
):
    monkeypatch.setattr(search_index, "CANDIDATES", 2)
    site = Site.objects.get()
    elsewhere = make_post("Elsewhere")
    for name in ("Cleo", "Dan", "Eve"):
        Reader(name).write(elsewhere, "Zebra, zebra: how do I wash the zebra?")
    root = Page.objects.get(depth=1)
    other = root.add_child(instance=Page(title="Other", slug="other"))
    Site.objects.create(hostname="other.example", root_page=other)
    elsewhere.move(other, pos="last-child")
    asked = Reader("Ann").write(post, "How do I wash my shirts, one of which shows a zebra?")
    index_threads(SupportThread.objects.values_list("pk", flat=True))
    assert found(site, "zebra") == [asked.pk]


def test_of_several_pages_those_of_another_site_are_left_out(home, post):
    other = Page.objects.get(depth=1).add_child(instance=Page(title="Other", slug="other"))
    site = Site.objects.create(hostname="other.example", root_page=other)
    for pages in ([post, other], [other, post]):
        assert visible_among(pages, public_viewer(home.get_site())) == [post]
        assert visible_among(pages, public_viewer(site)) == [other]

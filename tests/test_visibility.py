"""Nothing that we show, list, count, mail or index reveals what a viewer may not see."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, PageViewRestriction, Site

from tests.readers import Reader
from wagtail_peersupport import comments
from wagtail_peersupport.actions.indexing import index_threads
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.hub.models import SupportHubPage
from wagtail_peersupport.models import SupportThread
from wagtail_peersupport.querysets import visible_pages
from wagtail_peersupport.threads import proposing
from wagtail_peersupport.threads.listing import Wish, listing
from wagtail_peersupport.viewer import public_viewer

pytestmark = pytest.mark.django_db
QUESTION = "How do I wash the zebra shirt without shrinking it?"
ANSWER = "Wash it cold, inside out, and never put it in the dryer, said the giraffe."


@pytest.fixture
def hub(home):
    return home.add_child(instance=SupportHubPage(title="Help", slug="help"))


@pytest.fixture
def question(post, hub):
    return Reader("Ann").write(post, QUESTION)


@pytest.fixture
def answer(post, question):
    return Reader("Bob").write(post, ANSWER, question)


def exits(hub, question, client):
    """Every page of ours where a stranger could meet the thread, as one text."""
    paths = [
        hub.url,
        f"{hub.url}?tab=answered",
        f"{hub.url}?tab=unanswered",
        f"{hub.url}?q=zebra",
        f"{hub.url}?q=giraffe",
        f"{hub.url}{question.pk}/",
    ]
    return "".join(client.get(path, follow=True).content.decode() for path in paths)


def hide_with(restriction_type, **fields):
    def hide(post):
        return PageViewRestriction.objects.create(
            page=post, restriction_type=restriction_type, **fields
        )

    return hide


def unpublish(post):
    post.unpublish()


def expire(post):
    post.unpublish(set_expired=True)


def move_to_another_site(post):
    root = Page.objects.get(depth=1)
    other = root.add_child(instance=Page(title="Other", slug="other"))
    Site.objects.create(hostname="other.example", root_page=other)
    post.get_parent().move(other, pos="last-child")


@pytest.mark.parametrize(
    "hide",
    [
        unpublish,
        expire,
        hide_with(PageViewRestriction.LOGIN),
        hide_with(PageViewRestriction.GROUPS),
        hide_with(PageViewRestriction.PASSWORD, password="open"),
        move_to_another_site,
    ],
    ids=["draft", "expired", "login", "group", "password", "other site"],
)
def test_a_page_the_viewer_may_not_see_shows_nothing_anywhere(hide, post, hub, question, answer):
    stranger = Reader("Eve").client
    assert "zebra" in exits(hub, question, stranger)
    hide(post)
    shown = exits(hub, question, stranger).replace("q=zebra", "").replace('value="zebra"', "")
    assert "zebra shirt" not in shown
    assert "dryer" not in shown
    assert stranger.post(f"/comments/{answer.pk}/helpful/").status_code == 404
    assert stranger.post(f"/comments/{question.pk}/me-too/").status_code == 404
    assert stranger.get(f"/comments/write/?page={post.pk}").status_code == 404


def test_those_who_may_see_the_page_see_its_thread(post, hub, question, reader, admin_user):
    group = Group.objects.create(name="Club")
    restriction = PageViewRestriction.objects.create(
        page=post, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(group)
    robin = Reader(account=reader).client
    assert robin.get(f"{hub.url}{question.pk}/", follow=True).status_code == 404
    reader.groups.add(group)
    assert robin.get(f"{hub.url}{question.pk}/", follow=True).status_code == 200
    boss = Reader(account=admin_user).client
    assert boss.get(f"{hub.url}{question.pk}/", follow=True).status_code == 200


def test_a_passed_password_opens_the_thread(post, hub, question):
    restriction = PageViewRestriction.objects.create(
        page=post, restriction_type=PageViewRestriction.PASSWORD, password="open"
    )
    eve = Reader("Eve").client
    assert eve.get(f"{hub.url}{question.pk}/", follow=True).status_code == 404
    eve.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{post.pk}/",
        {"password": "open", "return_url": "/"},
    )
    assert eve.get(f"{hub.url}{question.pk}/", follow=True).status_code == 200


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


def test_an_alias_is_as_restricted_as_its_source(post, hub, blog):
    alias = post.create_alias(parent=blog, update_slug="alias", reset_translation_key=True)
    question = Reader("Ann").write(alias.specific, QUESTION)
    eve = Reader("Eve").client
    assert eve.get(f"{hub.url}{question.pk}/", follow=True).status_code == 200
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
    assert eve.get(f"{hub.url}{question.pk}/", follow=True).status_code == 404


@pytest.mark.parametrize("change", [{"is_public": False}, {"is_removed": True}])
def test_a_hidden_question_is_nowhere(change, post, hub, question, answer):
    comments.comment_model().objects.filter(pk=question.pk).update(**change)
    stranger = Reader("Eve").client
    shown = exits(hub, question, stranger) + stranger.get(post.url).content.decode()
    assert "zebra shirt" not in shown
    assert SupportThread.objects.active().count() == 0


@pytest.mark.parametrize("change", [{"is_public": False}, {"is_removed": True}])
def test_a_hidden_answer_is_nowhere_even_before_anything_noticed(
    change, post, hub, question, answer
):
    comments.comment_model().objects.filter(pk=answer.pk).update(**change)
    stranger = Reader("Eve").client
    shown = exits(hub, question, stranger) + stranger.get(post.url).content.decode()
    assert "dryer" not in shown
    assert stranger.post(f"/comments/{answer.pk}/helpful/").status_code == 404


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
    monkeypatch.setattr(proposing, "CANDIDATES", 2)
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

"""A block of questions in a page's own body."""

import json

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.template import engines
from django.test.utils import CaptureQueriesContext
from wagtail.fields import StreamField
from wagtail.models import PageViewRestriction, ReferenceIndex

from tests.hiding import delete, hide_page, remove, unpublish
from tests.keeping import kept
from tests.pages.reading import words
from tests.site.models import BlogIndexPage, BlogPage, StoryPage
from tests.staff_accounts import let_reach
from wagtail_peersupport.actions.indexing import index_threads
from wagtail_peersupport.blocks import SupportThreadChooserBlock
from wagtail_peersupport.models import SupportThread, Topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def tell(blog):
    """Publishes a page with the block: ``tell(question, heading=…, topic=…)``."""

    def tell(*questions, slug="story", **values):
        threads = [SupportThread.objects.get(comment_id=one.pk).pk for one in questions]
        value = {"heading": "", "threads": threads, "topic": "", "limit": 5, **values}
        body = json.dumps([{"type": "questions", "value": value}])
        return blog.add_child(instance=StoryPage(title="A story", slug=slug, body=body))

    return tell


def test_a_page_shows_the_questions_that_were_chosen_in_their_order(
    tell, client, hub, post, say, question, answer
):
    other = say(post, "Is the zebra shirt made of linen?")
    story = tell(other, question, heading="Asked about sizes")
    shown = words(client.get(story.url))
    assert (
        "Asked about sizes Is the zebra shirt made of linen? ○ Unanswered "
        "Does the heavy tee run small? ◐ Answered 1 answer"
    ) in shown


def test_without_chosen_ones_it_shows_the_newest_about_a_topic(
    tell, client, hub, post, say, question
):
    other = say(post, "Is the zebra shirt made of linen?", minutes_ago=5)
    assert "zebra" in words(client.get(tell(limit=1).url))
    topic = Topic.objects.create(name="Sizes", slug="sizes")
    SupportThread.objects.filter(comment_id=question.pk).update(topic=topic)
    shown = words(client.get(tell(slug="of-a-topic", topic="sizes").url))
    block = shown.partition("Can you help?")[0]
    assert "heavy tee" in block
    assert other.comment not in block


@pytest.mark.parametrize("hide", [hide_page, unpublish, remove, delete])
def test_what_is_hidden_later_vanishes_from_the_page(hide, tell, client, post, say, question):
    story = tell(question, heading="Asked about sizes")
    assert "heavy tee" in words(client.get(story.url))
    hide(post, question)
    response = client.get(story.url)
    assert "heavy tee" not in response.content.decode()
    assert "Asked about sizes" not in words(response)


def test_only_who_may_see_its_post_sees_a_question(tell, client, reader, post, question):
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
    story = tell(question)
    assert "heavy tee" not in words(client.get(story.url))
    client.force_login(reader)
    assert "heavy tee" in words(client.get(story.url))


def test_a_template_that_knows_no_request_shows_what_everybody_may_see(tell, post, question):
    story = tell(question)
    template = engines["django"].from_string("{{ page.body }}")
    assert "heavy tee" in template.render({"page": story})
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
    assert "heavy tee" not in template.render({"page": story})


def test_a_chosen_question_by_itself_is_nothing_to_who_may_not_see_it(post, question, rf, reader):
    block, thread = SupportThreadChooserBlock(), SupportThread.objects.get()
    assert "heavy tee" in block.render(thread)
    assert block.get_api_representation(thread) == question.pk
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
    assert block.render(thread) == ""
    assert block.get_api_representation(thread) is None
    request = rf.get("/")
    request.user = reader
    assert "heavy tee" in block.render(thread, {"request": request})


def test_wagtails_api_tells_the_numbers_of_public_questions_only(
    tell, client, settings, post, make_post, say, question
):
    other_post = make_post("For members")
    hidden = say(other_post, "Is the zebra shirt made of linen?")
    story = tell(hidden, question)
    PageViewRestriction.objects.create(page=other_post, restriction_type=PageViewRestriction.LOGIN)
    body = client.get(f"/api/v2/pages/{story.pk}/").json()["body"]
    assert body[0]["value"] == {"heading": "", "threads": [question.pk]}


def test_many_questions_take_as_many_queries_as_one(tell, client, hub, post, say, question):
    def taken(page):
        client.get(page.url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page.url).status_code == 200
        return len(captured)

    others = [say(post, f"Does the {name} tee run small?") for name in ("linen", "striped")]
    few = taken(tell(question, slug="few"))
    assert taken(tell(question, *others, slug="many")) == few


def test_a_question_knows_the_pages_that_show_it(tell, question):
    story = tell(question)
    thread = SupportThread.objects.get()
    used_in = ReferenceIndex.get_references_to(thread)
    assert [row.object_id for row in used_in] == [str(story.pk)]


def test_a_sites_migrations_name_the_block_and_nothing_in_it():
    field = StoryPage._meta.get_field("body")
    lookup = field.deconstruct()[3]["block_lookup"]
    assert lookup[2] == ("wagtail_peersupport.blocks.SupportThreadsBlock", (), {})
    assert StreamField([("questions", 2)], block_lookup=lookup).stream_block.child_blocks[
        "questions"
    ].child_blocks.keys() == {"heading", "threads", "topic", "limit"}


# Choosing ----------------------------------------------------------------------------------------

CHOOSER = "/admin/support-chooser/"


@kept
def editor(django_user_model, blog):
    """Somebody who edits the blog and holds no permission of ours."""
    user = django_user_model.objects.create_user("edda", "edda@example.org", "edda")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return let_reach(user, blog)


def test_an_editor_chooses_among_the_questions_of_the_posts_they_reach(
    client, editor, home, post, say, question
):
    elsewhere = home.add_child(instance=BlogIndexPage(title="Other", slug="other"))
    far = say(elsewhere.add_child(instance=BlogPage(title="Far")), "Do you ship to Norway?")
    removed = say(post, "Is the zebra shirt made of linen?")
    remove(post, removed)
    client.force_login(editor)
    html = client.get(CHOOSER).json()["html"]
    assert "Does the heavy tee run small?" in html
    assert "How we print our shirts" in html
    assert "Norway" not in html
    assert "zebra" not in html
    chosen = SupportThread.objects.get(comment_id=question.pk)
    result = client.get(f"{CHOOSER}chosen/{chosen.pk}/").json()["result"]
    assert (result["id"], result["title"]) == (str(chosen.pk), "Does the heavy tee run small?")
    not_theirs = SupportThread.objects.get(comment_id=far.pk)
    assert client.get(f"{CHOOSER}chosen/{not_theirs.pk}/").status_code == 404
    assert client.get(f"{CHOOSER}chosen/all/").status_code == 404
    assert client.get(f"{CHOOSER}create/").status_code in (302, 403)


@pytest.mark.parametrize(("typed", "found"), [("tee small", 1), ("zeb", 0), ('"', 0), ("hea", 1)])
def test_an_editor_searches_them_as_one_types(typed, found, client, editor, post, question):
    index_threads(SupportThread.objects.values_list("pk", flat=True))
    client.force_login(editor)
    html = client.get(f"{CHOOSER}results/", {"q": typed}).content.decode()
    assert html.count("Does the heavy tee run small?") == found


def test_the_editor_of_a_page_names_a_question_unless_somebody_may_not_see_it(
    tell, client, editor, post, question
):
    story = tell(question)
    client.force_login(editor)
    url = f"/admin/pages/{story.pk}/edit/"
    assert "Does the heavy tee run small?" in client.get(url).content.decode()
    remove(post, question)
    html = client.get(url).content.decode()
    assert "heavy tee" not in html
    assert f"A question that not everybody may see (no. {question.pk})" in html

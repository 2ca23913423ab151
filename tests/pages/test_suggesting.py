"""What is shown to somebody who is about to ask: what the post says, and what readers said."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from tests.keeping import kept
from wagtail_peersupport.actions.indexing import index_threads
from wagtail_peersupport.models import MeToo, SupportReply, SupportThread
from wagtail_peersupport.threads.suggesting import similar_threads, suggest
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db

NORWAY = "Do you ship to Norway, and what does it cost?"
ANSWER = "We do, for 11.90 euro, twice a week."
GUIDE = """<p>We print on Mondays.</p><h2 id="post">Where parcels go</h2>
<p>Iceland and Norway: 11.90 euro for shipping.</p><ul><li>Ireland is free.</li></ul>
<h2>Washing</h2><p>Wash it cold, at thirty degrees.</p>"""


@kept
def viewer(db):
    return Viewer(site=Site.objects.get(is_default_site=True))


@kept
def guide(make_post):
    return make_post("Our guide", slug="guide", body=GUIDE)


@kept
def norway(post, say):
    return say(post, NORWAY, minutes_ago=9000)


@kept
def solved(post, say, accept, norway):
    accept(say(post, ANSWER, name="Bram", parent=norway, minutes_ago=8000))
    _index()
    return SupportThread.objects.get(comment_id=norway.pk)


def test_what_the_very_post_says_comes_first(guide, solved, viewer):
    found = suggest("Is shipping to Norway expensive?", guide, viewer)
    assert found.passage.heading == "Where parcels go"
    assert found.passage.words == "Iceland and Norway: 11.90 euro for shipping."
    assert found.passage.anchor_url == f"{guide.url}#post"


def test_a_heading_without_an_id_is_found_by_the_words(guide, viewer):
    passage = suggest("May I wash it at sixty degrees?", guide, viewer).passage
    assert passage.heading == "Washing"
    assert passage.anchor_url == f"{guide.url}#:~:text=Wash%20it%20cold%2C%20at%20thirty%20degrees."


def test_a_post_of_blocks_is_read_too(blog, viewer):
    from tests.site.models import StoryPage

    story = StoryPage(title="Our guide", slug="story")
    story.body = [("heading", "Parcels"), ("paragraph", GUIDE)]
    blog.add_child(instance=story)
    story = StoryPage.objects.get(pk=story.pk)
    assert suggest("How much is shipping to Norway?", story, viewer).passage is not None


@pytest.mark.parametrize("text", ["", "Norway?", "Thank you, I love them!", "Is it safe?"])
def test_nothing_weak_is_shown(guide, solved, viewer, text):
    found = suggest(text, guide, viewer)
    assert found.count == 0


def test_a_solved_question_under_another_post_is_quoted(guide, solved, viewer):
    (found,) = suggest("hello, do you also ship to norway?", guide, viewer).solved
    assert (found.thread_pk, found.comment_pk) == (solved.pk, solved.comment_id)
    assert found.quote.startswith("We do, for 11.90 euro")
    assert (found.state, found.state_label) == ("solved", "Solved")
    assert found.url == f"{solved.page.url}#c{solved.comment_id}"
    assert found.solved_at == solved.solved_at


def test_other_forms_of_a_word_are_found(post, guide, say, accept, viewer):
    for number in range(3):
        say(post, f"The shipping box number {number} arrived broken.", minutes_ago=20)
    asked = say(post, "Is shipping to Norway possible?", minutes_ago=900)
    accept(say(post, ANSWER, name="Bram", parent=asked, minutes_ago=800))
    _index()
    assert suggest("do you ship to norway", guide, viewer).solved[0].comment_pk == asked.pk


def test_what_else_is_told_does_not_hide_what_is_asked(guide, solved, viewer):
    told = "My uncle Haldor in Trondheim mends accordions and hates parcels. "
    found = suggest(f"{told} Do you ship to Norway and what does it cost?", guide, viewer)
    assert [one.thread_pk for one in found.solved] == [solved.pk]


def test_open_ones_can_be_joined(guide, norway, viewer):
    _index()
    thread = SupportThread.objects.get(comment_id=norway.pk)
    (found,) = suggest("Do you ship to Norway?", guide, viewer).open
    assert found.state == "unanswered"
    assert found.can_say_me_too
    assert not found.i_said_me_too
    MeToo.objects.create(comment_id=norway.pk, voter="g:me", created_at=timezone.now())
    me = Viewer(site=viewer.site, guest_key="me")
    assert suggest("Do you ship to Norway?", guide, me).open[0].i_said_me_too
    thread.is_archive = True
    thread.save()
    assert suggest("Do you ship to Norway?", guide, viewer).count == 1  # the post's own words


def test_solved_ones_come_before_open_ones_and_five_are_enough(post, guide, say, solved, viewer):
    for number in range(8):
        say(post, f"Do you ship to Norway, order {number}?", minutes_ago=number + 2)
    _index()
    found = suggest(NORWAY, guide, viewer)
    assert found.count == 5
    assert [one.thread_pk for one in found.solved] == [solved.pk]
    assert len(found.open) == 3


def test_the_newest_under_the_same_post_need_no_index(post, say, viewer):
    say(post, "When does the green one come back?", minutes_ago=3)
    assert len(suggest("Does the green one come back soon?", post, viewer).open) == 1


@pytest.mark.parametrize("how", ["unpublished", "password", "removed", "unapproved", "other site"])
def test_what_the_viewer_may_not_see_is_not_suggested(guide, solved, viewer, how, home):
    page, comment = solved.page.specific, solved.comment
    if how == "unpublished":
        page.unpublish()
    elif how == "password":
        PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
    elif how == "other site":
        Site.objects.create(hostname="other.example", root_page=guide.get_parent())
        viewer = Viewer(site=Site.objects.get(hostname="other.example"))
        page.move(home.get_root(), pos="last-child")
    else:
        changed = {"is_removed": True} if how == "removed" else {"is_public": False}
        type(comment)._default_manager.filter(pk=comment.pk).update(**changed)
    found = suggest(NORWAY, guide, viewer)
    assert (found.solved, found.open) == ((), ())


def test_an_answer_that_is_hidden_is_not_quoted(guide, solved, viewer):
    SupportReply.objects.filter(thread=solved).update(hidden_at=timezone.now())
    found = suggest(NORWAY, guide, viewer)
    assert [one.quote for one in (*found.solved, *found.open)] == [""]


def test_words_of_another_language_come_after(post, guide, say, norway, viewer):
    from wagtail.models import Locale

    from tests.site.models import BlogPage

    german = Locale.objects.create(language_code="de")
    page = BlogPage(title="Versand", slug="versand", locale=german)
    post.get_parent().add_child(instance=page)
    say(page, NORWAY + " Please tell me.", name="Uwe")
    _index()
    found = suggest(NORWAY, guide, viewer).open
    assert [one.post_title for one in found] == [post.title, "Versand"]
    SupportThread.objects.filter(page=page).update(language="de")
    assert [one.post_title for one in suggest(NORWAY, guide, viewer).open] == [post.title]


def test_similar_ones_of_a_thread_leave_itself_out(post, say, solved, viewer):
    asked = say(post, "Do you ship to Norway by now?", minutes_ago=5)
    _index()
    thread = SupportThread.objects.get(comment_id=asked.pk)
    assert [one.thread_pk for one in similar_threads(thread, viewer)] == [solved.pk]
    assert [one.comment_pk for one in similar_threads(solved, viewer)] == [asked.pk]


def test_the_number_of_queries_does_not_grow(guide, post, say, accept, viewer):
    def fill(numbers):
        for number in numbers:
            asked = say(post, f"Do you ship box {number} to Norway?", name=f"Ann{number}")
            accept(say(post, ANSWER, name=f"Bo{number}", parent=asked))
        _index()

    def count():
        suggest(NORWAY, guide, viewer)
        with CaptureQueriesContext(connection) as captured:
            suggest(NORWAY, guide, viewer)
        return len(captured)

    fill(range(3))
    few = count()
    fill(range(3, 15))
    assert count() == few


def test_meaning_finds_what_is_put_otherwise(encoder, post, guide, say, viewer):
    say(post, "Can the Norway order be delivered to my office instead of my home?", minutes_ago=9)
    _index()
    text = "Is it possible to have my Norway order brought to my workplace rather than home?"
    assert len(suggest(text, guide, viewer).open) == 1


def _index():
    index_threads(SupportThread.objects.values_list("pk", flat=True))

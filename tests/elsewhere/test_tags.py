"""The template tags that show questions beside other content."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection
from django.template import TemplateSyntaxError, engines
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from tests.helping import weeks_go_by
from tests.pages.reading import plain
from wagtail_peersupport.models import HelperChoice, SupportReply, SupportThread, Topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def show():
    """What a tag shows to somebody: ``show("peersupport_questions page", page=post, user=…)``."""

    def show(tag, user=None, **context):
        request = RequestFactory().get("/")
        request.user, request.session = user or AnonymousUser(), {}
        template = engines["django"].from_string(f"{{% load peersupport_tags %}}{{% {tag} %}}")
        return template.render({"request": request, **context}, request)

    return show


@pytest.mark.parametrize("tag", ["peersupport_comments", "peersupport_questions"])
def test_a_name_that_the_template_does_not_know_ends_with_what_to_write(show, tag):
    with pytest.raises(TemplateSyntaxError, match=rf"got ''.* write {{% {tag} page %}}"):
        show(f"{tag} article")


def test_a_post_shows_its_questions_those_that_most_people_have_first(
    show, hub, post, make_post, say, question, answer
):
    elsewhere = say(make_post("Shipping"), "Do you ship to Norway?")
    wanted = say(post, "Is the zebra shirt made of linen?", minutes_ago=900)
    stray = say(post, "How long does the parcel to Norway take?")
    SupportThread.objects.filter(comment_id=wanted.pk).update(me_too_count=3)
    SupportThread.objects.filter(comment_id=stray.pk).update(is_off_post=True)
    html = show("peersupport_questions page", page=post)
    assert plain(html) == (
        "Questions about this post Is the zebra shirt made of linen? ○ Unanswered "
        "Does the heavy tee run small? ◐ Answered 1 answer"
    )
    assert f'href="/help/{question.pk}/does-the-heavy-tee-run-small/"' in html
    assert elsewhere.comment not in html
    assert "zebra" in show("peersupport_questions page limit=1", page=post)
    assert "heavy tee" not in show("peersupport_questions page limit=1", page=post)


def test_what_the_asker_accepted_is_counted_whatever_it_was_taken_for(
    show, hub, post, question, answer, accept
):
    SupportReply.objects.filter(comment=answer).update(role="other")
    assert "1 answer" not in plain(show("peersupport_questions page", page=post))
    accept(answer)
    assert "1 answer" in plain(show("peersupport_questions page", page=post))


def test_what_was_solved_last_stands_first_in_the_language_of_the_page(
    show, hub, blog, post, say, question, answer, accept
):
    assert show("peersupport_latest_solved").strip() == ""
    accept(answer)
    other = say(post, "Is the zebra shirt made of linen?")
    topic = Topic.objects.create(name="Fabric", slug="fabric")
    say(post, "Do you ship to Norway?")
    later = timezone.now() + timedelta(minutes=1)
    threads = SupportThread.objects.filter(comment_id=other.pk)
    threads.update(solved_at=later, topic=topic)
    shown = plain(show("peersupport_latest_solved"))
    assert shown.startswith("Just solved Is the zebra shirt made of linen? ✓ Solved")
    assert shown.endswith("Does the heavy tee run small? ✓ Solved 1 answer")
    assert "heavy tee" not in show('peersupport_latest_solved topic="fabric"')
    german = Locale.objects.create(language_code="de")
    blog.copy_for_translation(german, copy_parents=True).save_revision().publish()
    translated = post.copy_for_translation(german)
    translated.save_revision().publish()
    threads.update(page=translated)
    assert "zebra" not in show("peersupport_latest_solved")


def test_who_sees_a_restricted_post_sees_its_questions_beside_others_and_nobody_else(
    show, reader, post, question, answer, accept
):
    accept(answer)
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
    for tag in ("peersupport_questions page", "peersupport_latest_solved"):
        assert show(tag, page=post).strip() == ""
        assert "heavy tee" in show(tag, page=post, user=reader)


def test_readers_who_solved_something_are_named_staff_and_the_unlisted_are_not(
    show, django_user_model, post, say, question, reader, staff, accept
):
    quiet = django_user_model.objects.create_user("quinn", "quinn@example.com", "quinn")
    HelperChoice.objects.create(person=f"u:{quiet.pk}", is_unlisted=True, chosen_at=timezone.now())
    for user, size in ((reader, "S"), (quiet, "M"), (staff, "L")):
        words = f"Take {size}: it shrinks in the first wash."
        accept(say(post, words, user=user, parent=question))
    say(post, "Take L, it shrinks in the first wash.", user=reader, parent=question)
    assert show("peersupport_top_helpers").strip() == ""
    weeks_go_by()
    assert plain(show("peersupport_top_helpers")) == ("Readers who help robin 2 answers 1 solved")
    post.unpublish()
    cache.clear()
    assert show("peersupport_top_helpers").strip() == ""


@pytest.mark.parametrize(
    "tag",
    ["peersupport_questions page", "peersupport_latest_solved", "peersupport_top_helpers"],
)
def test_long_lists_take_as_many_queries_as_short_ones(
    tag, show, django_user_model, hub, post, make_post, say, accept
):
    def taken():
        show(f"{tag} limit=20", page=post)
        with CaptureQueriesContext(connection) as captured:
            assert "<li>" in show(f"{tag} limit=20", page=post)
        return len(captured)

    def grow(name, page):
        user = django_user_model.objects.create_user(name, f"{name}@example.org", name)
        asked = say(page, f"Does the {name} tee run small?", name=name)
        accept(say(page, "Take L: it shrinks in the first wash.", user=user, parent=asked))
        weeks_go_by()

    # From five helpers on there is a page of them to lead to.
    for name in ("linen", "wool", "silk", "hemp", "denim"):
        grow(name, post)
    few = taken()
    for name in ("heavy", "striped"):
        grow(name, post)
        grow(f"{name}-again", make_post(name))
    assert taken() == few

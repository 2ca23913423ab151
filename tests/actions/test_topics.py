"""What threads are about follows the topics as they are, and what a person decided stays."""

import itertools
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.keeping import factory, kept
from tests.readers import Reader
from wagtail_peersupport import comments, signals
from wagtail_peersupport.actions import topics
from wagtail_peersupport.actions.deciding import decide_needs_support, withdraw_decision
from wagtail_peersupport.actions.errors import NotAllowed
from wagtail_peersupport.actions.sweeping import sweep
from wagtail_peersupport.actions.sync import sync_comments
from wagtail_peersupport.models import CommentDecision, SupportThread, Topic
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db

SHIP = "Do you ship to the islands as well?"
SIZE = "Which size should I take if I am between M and L?"


@factory
def make():
    """Makes a topic: ``make("Shipping", "ship")``; what waits for the commit is left out."""

    def make(name, words="", **fields):
        return Topic.objects.create(name=name, slug=name.lower(), words=words, **fields)

    return make


@kept
def shipping(make):
    return make("Shipping", "ship\nparcel")


@kept
def staff(django_user_model):
    return Viewer(user=django_user_model.objects.create_superuser("mara"))


def add(post, text, name="Ann"):
    return comments.add(post, text=text, name=name, submit_date=timezone.now())


def ask(post, text, **fields):
    comment = add(post, text, **fields)
    sync_comments([comment.pk], announce=False)
    return SupportThread.objects.get(comment_id=comment.pk)


def topic_of(thread):
    thread.refresh_from_db()
    return thread.topic


def test_a_question_from_the_form_gets_its_topic(post, shipping):
    Reader("Ann").write(post, SHIP)
    thread = SupportThread.objects.get()
    assert (thread.topic, thread.is_off_post) == (shipping, True)


@pytest.mark.parametrize(
    ("title", "more", "is_off"),
    [
        ("How we print our shirts", {}, True),
        ("Shipping to islands", {}, False),
        ("The parcels of Tuesday, and which size they are", {}, False),
        ("News", {"seo_title": "Where our parcels go"}, False),
        ("News", {"search_description": "We ship to Norway, too."}, False),
    ],
)
def test_the_words_of_a_post_tell_whether_a_question_is_off_its_topic(
    make_post, make, shipping, title, more, is_off
):
    make("Sizes", "size")
    assert ask(make_post(title, slug="a-post", **more), SHIP).is_off_post is is_off


def test_a_question_without_a_topic_is_not_off_any(post, shipping):
    thread = ask(post, SIZE)
    assert (thread.topic, thread.is_off_post) == (None, False)


def test_any_order_of_reading_gives_the_same_topics(post, make, shipping):
    make("Sizes", "size")
    rows = [add(post, SHIP), add(post, SIZE, "Bob"), add(post, f"@Bob {SHIP}", "Cleo")]
    found = set()
    for order in itertools.permutations(rows):
        SupportThread.objects.all().delete()
        for row in order:
            sync_comments([row.pk], announce=False)
        state = SupportThread.objects.order_by("comment").values_list("comment", "topic__name")
        found.add(tuple(state))
    assert len(found) == 1


def test_an_edited_question_changes_its_topic(post, make, shipping):
    sizes = make("Sizes", "size")
    thread = ask(post, SHIP)
    comments.comment_model().norel_objects.filter(pk=thread.comment_id).update(comment=SIZE)
    sync_comments([thread.comment_id])
    assert topic_of(thread) == sizes


def test_topics_made_changed_and_deleted_take_their_threads_along(
    post, make, django_capture_on_commit_callbacks
):
    thread, other = ask(post, SHIP), ask(post, SIZE, name="Bob")
    with django_capture_on_commit_callbacks(execute=True):
        shipping = make("Shipping", "ship", sort_order=1)
    assert topic_of(thread) == shipping
    with django_capture_on_commit_callbacks(execute=True):
        islands = make("Islands", "the islands")
    assert topic_of(thread) == islands
    with django_capture_on_commit_callbacks(execute=True):
        shipping.words = "between M and L"
        shipping.save()
    assert topic_of(other) == shipping
    with django_capture_on_commit_callbacks(execute=True):
        shipping.words = "ship"
        shipping.save()
        islands.delete()
    assert (topic_of(thread), topic_of(other)) == (shipping, None)


def test_examples_take_what_is_like_them_and_themselves_along(
    post, make, shipping, django_capture_on_commit_callbacks
):
    example = ask(post, "Do you ship the herring shirt when the herring ferry is late?")
    like_it = ask(post, "Is the herring shirt late when the herring ferry is?", name="Bob")
    assert (topic_of(example), topic_of(like_it)) == (shipping, None)
    ferries = make("Ferries")
    with django_capture_on_commit_callbacks(execute=True):
        ferries.examples.add(example)
    assert (topic_of(example), topic_of(like_it)) == (ferries, ferries)
    with django_capture_on_commit_callbacks(execute=True):
        ferries.examples.clear()
    assert (topic_of(example), topic_of(like_it)) == (shipping, None)


def test_a_hidden_example_is_none(post, make):
    example = ask(post, "Does the heavy herring shirt crack in the cold?")
    make("Cracks").examples.add(example)
    comments.comment_model().norel_objects.filter(pk=example.comment_id).update(is_public=False)
    assert ask(post, "Did the herring shirt of yours crack, too?", name="Bob").topic is None


def test_what_staff_decided_stays_whatever_changes(
    post, make, shipping, staff, django_capture_on_commit_callbacks
):
    sizes = make("Sizes", "size")
    put, none = ask(post, SHIP), ask(post, SHIP, name="Bob")
    topics.retopic(put, staff, sizes)
    topics.retopic(none, staff, None)
    with django_capture_on_commit_callbacks(execute=True):
        make("Islands", "the islands")
        sync_comments([put.comment_id, none.comment_id])
    sweep()
    assert (topic_of(put), topic_of(none)) == (sizes, None)
    assert put.is_off_post
    assert not none.is_off_post
    topics.leave_topic_to_engine(put, staff)
    assert topic_of(put).name == "Islands"


def test_a_thread_goes_back_to_its_words_where_the_decided_topic_is_deleted(
    post, make, shipping, staff, django_capture_on_commit_callbacks
):
    sizes = make("Sizes", "size")
    thread = ask(post, SHIP)
    topics.retopic(thread, staff, sizes)
    with django_capture_on_commit_callbacks(execute=True):
        sizes.delete()
    assert topic_of(thread) == shipping


def test_topic_and_need_are_decided_apart(post, make, shipping, staff, reader):
    sizes = make("Sizes", "size")
    comment = add(post, SHIP)
    type(comment).norel_objects.filter(pk=comment.pk).update(user=reader)
    sync_comments([comment.pk])
    comment.refresh_from_db()
    thread = SupportThread.objects.get()
    topics.retopic(thread, staff, sizes)
    writer = Viewer(user=reader)
    decide_needs_support(comment, writer, False)
    decide_needs_support(comment, writer, True)
    assert topic_of(thread) == sizes
    withdraw_decision(comment, writer)
    assert topic_of(thread) == sizes
    topics.leave_topic_to_engine(thread, staff)
    assert not CommentDecision.objects.exists()


def test_who_decided_the_need_stays_on_record(post, make, shipping, staff, reader):
    thread = ask(post, SHIP)
    decision = CommentDecision.objects.create(
        comment=thread.comment,
        needs_support=True,
        source="writer",
        decided_by=reader,
        decided_at=timezone.now() - timedelta(days=1),
    )
    topics.retopic(thread, staff, None)
    decision.refresh_from_db()
    assert (decision.source, decision.decided_by) == ("writer", reader)
    topics.leave_topic_to_engine(thread, staff)
    decision.refresh_from_db()
    assert decision.needs_support is True


def test_only_staff_decide_and_each_change_is_logged_once(post, make, shipping, staff, reader):
    thread = ask(post, SHIP)
    for viewer in (Viewer(), Viewer(user=reader), Viewer(guest_key="abc")):
        with pytest.raises(NotAllowed):
            topics.retopic(thread, viewer, None)
        with pytest.raises(NotAllowed):
            topics.leave_topic_to_engine(thread, viewer)
    topics.leave_topic_to_engine(thread, staff)
    topics.retopic(thread, staff, shipping)
    topics.retopic(thread, staff, shipping)
    topics.retopic(thread, staff, None)
    entries = ModelLogEntry.objects.filter(action="peersupport.retopic").order_by("pk")
    assert [entry.data for entry in entries] == [
        {"topic": "Shipping", "is_decided": True},
        {"topic": "", "is_decided": True},
    ]


def test_the_sweep_finds_what_a_lost_job_left(post, make):
    thread = ask(post, SHIP)
    shipping = make("Shipping", "ship")
    assert topic_of(thread) is None
    assert sweep().routed == 1
    assert topic_of(thread) == shipping
    assert sweep().routed == 0


def test_caches_hear_of_what_changed_and_of_nothing_else(post, make):
    thread = ask(post, SHIP)
    ask(post, SIZE, name="Bob")
    told = []

    def listen(threads, **kwargs):
        told.extend(threads)

    signals.threads_changed.connect(listen)
    try:
        make("Shipping", "ship")
        assert topics.reroute_threads() == [thread.pk]
        assert topics.reroute_threads() == []
    finally:
        signals.threads_changed.disconnect(listen)
    assert told == [thread.pk]


def test_the_number_of_queries_does_not_grow(post, make):
    def queries(size):
        pks = [add(post, f"{SHIP} ({size} {number})", f"R{number}").pk for number in range(size)]
        with CaptureQueriesContext(connection) as read:
            sync_comments(pks, announce=False)
        SupportThread.objects.update(topic=None)
        with CaptureQueriesContext(connection) as rerouted:
            topics.reroute_threads(
                SupportThread.objects.filter(comment__in=pks).values_list("pk", flat=True)
            )
        return len(read), len(rerouted)

    for number in range(3):
        topic = make(f"Topic{number}", f"word{number}\nship")
        topic.examples.add(ask(post, f"Why is the ferry number {number} late?", name="Zoe"))
    assert queries(3) == queries(30)

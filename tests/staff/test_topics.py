"""Topics in the admin: who may change them, what the form asks, and what staff owe to them."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from tests.keeping import kept
from tests.staff_accounts import let_reach, reach_only
from wagtail_peersupport.actions import accepting, followups
from wagtail_peersupport.models import CommentDecision, SupportReply, SupportThread, Topic
from wagtail_peersupport.models.choices import Outcome
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db
BILL = "Why was I charged twice for one shirt?"
SHIP = "Do you ship to the islands as well?"
EITHER = "Write to the bank and ask them for your money back."


@kept
def manager(django_user_model):
    """Somebody who manages the support and does not answer."""
    user = django_user_model.objects.create_user("max", "max@example.com", "max")
    user.user_permissions.add(
        *Permission.objects.filter(codename__in=("access_admin", "manage_support"))
    )
    return let_reach(user, Page.objects.get(depth=1))


@pytest.fixture
def office(client, manager):
    """A browser in which the manager is signed in."""
    client.force_login(manager)
    return client


@kept
def billing(db):
    return Topic.objects.create(name="Billing", slug="billing", words="charged", staff_only=True)


@kept
def shipping(db):
    return Topic.objects.create(name="Shipping", slug="shipping", words="ship")


def form(**data):
    return {"name": "Shipping", "slug": "", "words": "ship", "sort_order": "0", **data}


def errors(response):
    assert response.status_code == 200
    return response.context["form"].errors


def waiting():
    return list(SupportThread.objects.active().needing_staff(timezone.now()))


# The form ----------------------------------------------------------------------------------------


def test_a_manager_makes_changes_and_deletes_a_topic(
    office, ask, django_capture_on_commit_callbacks
):
    thread = ask(SHIP)
    with django_capture_on_commit_callbacks(execute=True):
        made = office.post(
            reverse("peersupport_topics:add"), form(words="ship\nParcel\n\nship", staff_only="on")
        )
    assert made.status_code == 302
    topic = Topic.objects.get()
    assert (topic.slug, topic.words, topic.staff_only) == ("shipping", "ship\nParcel", True)
    thread.refresh_from_db()
    assert thread.topic == topic

    assert "Shipping" in office.get(reverse("peersupport_topics:index")).content.decode()
    edit = reverse("peersupport_topics:edit", args=(topic.pk,))
    assert "Parcel" in office.get(edit).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        office.post(edit, form(name="Post", slug="shipping", words="ferry"))
    thread.refresh_from_db()
    assert thread.topic is None
    history = office.get(reverse("peersupport_topics:history", args=(topic.pk,)))
    shown = " ".join(re.sub(r"<[^>]+>", " ", history.content.decode()).split())
    assert "Edited max Just now Created max Just now" in shown

    office.post(reverse("peersupport_topics:delete", args=(topic.pk,)))
    assert not Topic.objects.exists()


def test_without_the_permission_nobody_sees_or_changes_them(desk, shipping):
    args = (shipping.pk,)
    pages = [
        reverse("peersupport_topics:index"),
        reverse("peersupport_topics:add"),
        reverse("peersupport_topics:edit", args=args),
        reverse("peersupport_topics:delete", args=args),
        reverse("peersupport_topics:history", args=args),
    ]
    for page in pages:
        assert desk.get(page).url == "/admin/", page
        assert desk.post(page, form(name="Stolen")).url == "/admin/", page
    assert Topic.objects.get().name == "Shipping"
    assert "Topics" not in desk.get(reverse("peersupport_staff:queue")).content.decode()


def test_the_queue_and_the_settings_lead_managers_to_them(office, desk, mara):
    index = reverse("peersupport_topics:index")
    mara.user_permissions.add(Permission.objects.get(codename="manage_support"))
    assert f'href="{index}"' in desk.get(reverse("peersupport_staff:queue")).content.decode()
    assert index in desk.get("/admin/").content.decode()


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        ({"words": " \n "}, "words", "Write at least one word here, or choose an example"),
        ({"words": "ship\n!!\na*"}, "words", "There is nothing to look for in “!!”, “a*”"),
        ({"name": "sizes"}, "name", "There is a topic of this name already."),
        ({"slug": "sizes"}, "slug", "“sizes” is the slug of “Sizes” already."),
        ({"name": "尺码"}, "slug", "Please write one: letters, digits and hyphens."),
        ({"response_target_hours": "0"}, "response_target_hours", "An hour at least"),
        ({"name": ""}, "name", "This field is required."),
    ],
)
def test_what_is_wrong_is_said_at_its_place(office, data, field, words):
    Topic.objects.create(name="Sizes", slug="sizes", words="size")
    found = errors(office.post(reverse("peersupport_topics:add"), form(**data)))
    assert list(found) == [field]
    assert words in found[field][0]


def test_an_example_is_enough_and_others_like_it_follow(
    office, ask, django_capture_on_commit_callbacks
):
    example = ask("Does the heavy herring shirt crack in the cold?")
    like_it = ask("Will the herring shirt crack when I wash it?", name="Cleo")
    page = office.get(reverse("peersupport_topics:add")).content.decode()
    assert f"{example.title} ({example.page.title})" in page.replace("&#x27;", "'")
    with django_capture_on_commit_callbacks(execute=True):
        office.post(
            reverse("peersupport_topics:add"), form(name="Cracks", words="", examples=[example.pk])
        )
    topic = Topic.objects.get()
    assert set(topic.threads.all()) == {example, like_it}


def test_examples_that_the_manager_does_not_reach_are_not_shown_and_stay(
    office, manager, ask, make_post, post, shipping
):
    private = make_post("Members", slug="members")
    reach_only(manager, post)
    secret = ask("How much is the secret ferry?", page=private)
    shipping.examples.add(secret)
    edit = reverse("peersupport_topics:edit", args=(shipping.pk,))
    assert "secret" not in office.get(edit).content.decode()
    assert errors(office.post(edit, form(examples=[secret.pk])))["examples"]
    assert office.post(edit, form(words="")).status_code == 302
    assert list(shipping.examples.all()) == [secret]


# What staff owe ----------------------------------------------------------------------------------


@kept
def bill(billing, ask, loic, mara):
    """A question for staff, asked just now; there are two of them, so readers have a head start."""
    return ask(BILL, days=0)


def test_a_question_for_staff_waits_at_once(bill, ask, shipping):
    ask(SHIP, days=0)
    assert waiting() == [bill]


def test_an_answer_of_a_reader_is_not_enough_and_one_of_staff_is(bill, say, mara):
    say(EITHER, name="Bob", days=-0.01, parent=bill.comment)
    bill.refresh_from_db()
    assert bill.status == "answered"
    assert waiting() == [bill]
    say(EITHER, name="Mara", days=-0.02, parent=bill.comment, user=mara)
    assert waiting() == []


def test_a_counter_question_of_staff_is_no_answer(bill, say, mara):
    asks_back = "Which card did you use, and on which day?"
    comment = say(asks_back, name="Mara", days=-0.01, parent=bill.comment, user=mara)
    assert SupportReply.objects.get(comment=comment).role == "clarification"
    assert waiting() == [bill]


def test_a_hidden_answer_of_staff_is_none(bill, say, mara):
    comment = say(EITHER, name="Mara", days=-0.02, parent=bill.comment, user=mara)
    type(comment).norel_objects.filter(pk=comment.pk).update(is_removed=True)
    assert waiting() == [bill]


def test_an_accepted_answer_is_enough_whoever_wrote_it(billing, ask, say, reader, loic):
    bill = ask(BILL, days=0.02, name="robin", user=reader)
    answer = say(EITHER, name="Bob", days=0.01, parent=bill.comment)
    assert waiting() == [bill]
    accepting.accept_answer(SupportReply.objects.get(comment_id=answer.pk), Viewer(user=reader))
    assert waiting() == []


def test_what_staff_resolved_waits_again_once_somebody_writes(bill, say, mara):
    followups.resolve(bill, Viewer(user=mara), Outcome.NO_REPLY_NEEDED)
    assert waiting() == []
    say("I still see it twice on my account.", days=-0.1, parent=bill.comment)
    assert waiting() == [bill]


def test_ideas_and_archive_wait_for_nobody(billing, ask, loic):
    ask(BILL, days=400)
    ask("Could you add prices in pounds?", days=0)
    assert waiting() == []


def test_the_queue_says_why_since_when_and_until_when(desk, bill, say):
    say(EITHER, name="Bob", days=-0.01, parent=bill.comment)
    Topic.objects.update(response_target_hours=4)
    response = desk.get(reverse("peersupport_staff:queue"), {"reason": "staff-topic"})
    (row,) = response.context["table"].data
    assert row.reasons == ("Urgent: money, “charged twice”", "A topic for staff")
    assert row.waiting_since == bill.asked_at
    assert row.due_at - bill.asked_at == timezone.timedelta(hours=4)
    html = response.content.decode()
    assert re.search(r'class="peersupport-topic">Billing <small>off the post’s topic', html)


def test_a_short_target_of_a_topic_ends_the_head_start(shipping, ask, loic, mara):
    thread = ask(SHIP, days=0.25)
    assert waiting() == []
    Topic.objects.update(response_target_hours=4)
    assert waiting() == [thread]
    Topic.objects.update(response_target_hours=7)
    assert waiting() == []


def test_a_long_target_changes_nothing_about_the_head_start(shipping, ask, loic, mara):
    Topic.objects.update(response_target_hours=500)
    thread = ask(SHIP, days=2)
    assert waiting() == [thread]


def test_what_is_due_first_comes_first(desk, billing, ask):
    Topic.objects.update(response_target_hours=4)
    other = ask(SHIP, days=1.5)
    bill = ask(BILL, days=0.5)
    response = desk.get(reverse("peersupport_staff:queue"))
    assert [row.thread for row in response.context["table"].data] == [bill, other]


def test_the_queue_is_narrowed_to_a_topic(desk, shipping, billing, ask):
    ask(BILL)
    ship = ask(SHIP)
    response = desk.get(reverse("peersupport_staff:queue"), {"topic": "shipping"})
    assert [row.thread for row in response.context["table"].data] == [ship]


# Changing it -------------------------------------------------------------------------------------


@pytest.fixture
def choose(desk):
    """Chooses in the thread's screen what it is about; returns the page that follows."""

    def choose(thread, value):
        path = reverse("peersupport_staff:retopic", args=(thread.pk,))
        assert f'action="{path}"' in screen(desk, thread)
        return desk.post(path, {"topic": value}, follow=True).content.decode()

    return choose


def screen(desk, thread):
    return desk.get(reverse("peersupport_staff:thread", args=(thread.pk,))).content.decode()


def choice(html):
    """The label of what is chosen in the form."""
    return re.search(r"<option[^>]* selected>([^<]*)<", html)[1]


def test_staff_choose_another_topic_or_none_and_can_undo_it(desk, choose, ask, shipping, billing):
    thread = ask(SHIP)
    html = screen(desk, thread)
    assert choice(html) == "As its words say: Shipping"
    assert "says &quot;ship&quot;" in html
    assert "Off the post’s topic" in html

    html = choose(thread, str(billing.pk))
    assert f"“{SHIP}” is about “Billing” now." in html
    assert '<button type="submit" class="button button-small button-secondary"' in html
    assert 'name="topic" value=""' in html
    assert choice(html) == "Billing"
    assert "Put to the topic Billing" in html
    thread.refresh_from_db()
    assert thread.topic == billing

    html = choose(thread, "none")
    assert choice(html) == "No topic"
    thread.refresh_from_db()
    assert (thread.topic, thread.is_off_post) == (None, False)

    html = choose(thread, "")
    assert choice(html) == "As its words say: Shipping"
    thread.refresh_from_db()
    assert thread.topic == shipping
    assert not CommentDecision.objects.exists()


@pytest.mark.parametrize("value", ["999999", "x", "0"])
def test_a_topic_that_is_gone_changes_nothing(choose, ask, shipping, value):
    thread = ask(SHIP)
    assert "This topic is gone." in choose(thread, value)
    assert not CommentDecision.objects.exists()


def test_without_the_permission_nobody_changes_what_a_thread_is_about(office, ask, billing):
    thread = ask(SHIP)
    path = reverse("peersupport_staff:retopic", args=(thread.pk,))
    assert office.post(path, {"topic": billing.pk}).url == "/admin/"
    thread.refresh_from_db()
    assert thread.topic is None


def test_a_retired_thread_is_about_nothing(desk, ask, billing):
    thread = ask(SHIP)
    SupportThread.objects.update(is_retired=True)
    assert "peersupport-retopic" not in screen(desk, thread)
    path = reverse("peersupport_staff:retopic", args=(thread.pk,))
    assert desk.post(path, {"topic": billing.pk}).status_code == 404

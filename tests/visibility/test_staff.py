"""Staff see what they reach, and nothing of what stands elsewhere."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.staff_accounts import let_support, reach_only
from tests.visibility.ways import WAYS
from tests.visibility.world import facts_in
from wagtail_peersupport.notifications.morning import notify_morning
from wagtail_peersupport.staff.urls import urlpatterns

#: Topics are words of staff themselves, whatever is asked about them.
OWN_WORDS = {"topic", "staff's topic"}
#: Lists, and screens of one thing each.
LISTS = (
    *("queue", "queue_results", "held", "held_results", "unsure", "unsure_results"),
    *("worth_answering", "worth_answering_results", "insights", "insights_results"),
    *("by_mail", "team"),
)
QUERIES = {
    "queue": ("?state=all", "?state=all&q=heavy+tee", "?state=all&export=csv"),
    "insights": ("", "?period=365", "?export=csv"),
    "by_mail": ("", "?page={world.post.pk}"),
}
BESIDES = (
    "/admin/",
    "/admin/support/topics/",
    "/admin/support-chooser/",
    "/admin/support-chooser/results/?q=heavy",
    "/admin/support-chooser/chosen/{world.asked.pk}/",
    "/admin/support-chooser/chosen-multiple/?id={world.asked.pk}",
    "/admin/pages/{world.story.pk}/edit/",
    "/comments/{world.answer.pk}/reports/",
    "/comments/{world.answer.pk}/judge/",
    "/comments/{world.answer.pk}/thank-helper/",
    "/comments/{world.question.pk}/close/",
)


def paths(world):
    for name in LISTS:
        for query in QUERIES.get(name, ("",)):
            yield reverse(f"peersupport_staff:{name}") + query.format(world=world)
    for pattern in urlpatterns:
        taken = set(pattern.pattern.converters)
        if pattern.name in LISTS or not taken or "note_pk" in taken:
            continue
        known = {"pk": world.asked.pk, "comment_pk": world.answer.pk}
        yield reverse(
            f"peersupport_staff:{pattern.name}", kwargs={name: known[name] for name in taken}
        )
    for path in BESIDES:
        yield path.format(world=world)


def left(world, browser):
    """By address, the facts that staff got there."""
    found = {}
    for path in paths(world):
        response = browser.get(path)
        assert response.status_code < 500, path
        content = b"".join(response) if response.streaming else response.content
        if facts := facts_in(content.decode()) - OWN_WORDS:
            found[path] = sorted(facts)
    return found


@pytest.fixture
def mara(world, django_user_model):
    user = django_user_model.objects.create_user("mara", "mara@example.com", "mara")
    return let_support(user, "access_admin", "manage_support")


@pytest.fixture
def desk(mara):
    browser = Client()
    browser.force_login(mara)
    return browser


def test_who_reaches_the_post_finds_it_on_the_screens(world, desk):
    found = left(world, desk)
    assert {"question", "open"} <= set(found["/admin/support/?state=all"])
    assert "answer" in found[f"/admin/support/{world.asked.pk}/"]


def test_who_reaches_other_posts_only_finds_nothing_of_it(world, mara, desk):
    reach_only(mara, world.other.get_parent())
    found = left(world, desk)
    # Who edits a page sees the titles of the questions in it that everybody may see.
    assert found.keys() == {f"/admin/pages/{world.story.pk}/edit/"}
    WAYS["login"].apply(world)
    assert left(world, desk) == {}


@pytest.mark.parametrize("name", ["draft", "expired"])
def test_nor_is_there_anything_once_the_post_is_no_longer_live(name, world, desk):
    WAYS[name].apply(world)
    assert left(world, desk) == {}


def mail_of_the_morning(user):
    """The facts in the mail that an account gets on the next Monday."""
    now = timezone.now().replace(hour=10)
    notify_morning(user.pk, now=now + timedelta(days=-now.weekday() % 7))
    text = "".join(one.message().as_string() for one in mail.outbox)
    mail.outbox.clear()
    return facts_in(text)


def test_mail_of_the_morning_tells_what_waits_where_one_reaches(world, mara):
    assert {"open", "problem", "post"} <= mail_of_the_morning(mara)


def test_mail_of_the_morning_tells_nothing_of_posts_beyond_reach(world, mara):
    mara = reach_only(mara, world.other.get_parent())
    assert mail_of_the_morning(mara) - OWN_WORDS == set()


def test_mail_of_the_morning_tells_nothing_of_a_draft(world, mara):
    WAYS["draft"].apply(world)
    assert mail_of_the_morning(mara) - OWN_WORDS == set()

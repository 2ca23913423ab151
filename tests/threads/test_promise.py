"""What readers are promised is what happened, over all questions; too few, and nothing is said."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone, translation
from wagtail.models import PageViewRestriction, Site

from tests.keeping import factory, kept
from tests.pages.reading import words
from wagtail_peersupport import comments
from wagtail_peersupport.models import SupportThread
from wagtail_peersupport.threads.promise import promise

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@factory
def asked(post):
    """Makes questions: ``asked(10, after=5)`` were answered by readers after 5 hours."""

    def asked(count, *, days_ago=10, after=None, by_staff=False, page=post, **fields):
        now = timezone.now()
        start = now - timedelta(days=days_ago)
        with comments.quietly():
            rows = [
                comments.add(page, text="Is it so?", name="Ines", submit_date=start)
                for __ in range(count)
            ]
        came = start + after * HOUR if after is not None else None
        side = "staff_answered_at" if by_staff else "reader_answered_at"
        SupportThread.objects.bulk_create(
            SupportThread(
                comment=row,
                page_id=page.pk,
                **{
                    "kind": "question",
                    "asked_at": start,
                    "opened_at": start,
                    "last_activity_at": start,
                    "answered_at": came,
                    side: came,
                    **fields,
                },
            )
            for row in rows
        )

    return asked


def promised():
    cache.clear()
    return promise(Site.objects.get(is_default_site=True))


def test_it_says_how_long_it_usually_takes_and_who_answers(asked):
    asked(15, after=5.5)
    asked(6, after=20, by_staff=True)
    asked(4, days_ago=10)
    said = promised()
    assert (said.usual, said.by_readers, said.never, said.asked) == ("6 hours", 71, 4, 25)
    assert not said.is_missed


def test_below_twenty_questions_only_the_target_is_known(asked):
    asked(19, after=5)
    said = promised()
    assert (said.usual, said.by_readers, said.never, said.target_hours) == ("", None, None, 48)
    assert not said.is_known


def test_questions_that_wait_count_as_waiting(asked):
    asked(10, after=1)
    asked(11, days_ago=20)
    said = promised()
    assert said.is_missed
    assert (said.usual, said.longer_than) == ("", "20 days")


def test_what_was_just_asked_is_neither_late_nor_never_answered(asked):
    asked(20, after=3)
    asked(5, days_ago=1)
    said = promised()
    assert (said.usual, said.never, said.is_missed) == ("3 hours", 0, False)


def test_half_of_the_answers_late_is_said_so(asked):
    asked(25, after=70)
    said = promised()
    assert said.is_missed
    assert said.usual == "3 days"


def test_what_solved_itself_was_not_left_alone(asked):
    asked(20, after=3)
    asked(3, solved_at=timezone.now())
    assert promised().never == 0


@pytest.mark.parametrize(
    "fields",
    [{"days_ago": 91}, {"is_archive": True}, {"kind": "idea"}, {"is_retired": True}],
    ids=["long ago", "archive", "ideas", "none any more"],
)
def test_what_tells_nothing_of_today_is_left_out(asked, fields):
    asked(20, after=3)
    asked(2, **fields)
    assert promised().asked == 20


def test_what_not_everybody_sees_is_left_out(asked, make_post, post):
    asked(20, after=3)
    secret = make_post("For members")
    asked(3, page=secret)
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    assert promised().asked == 20


def test_another_site_promises_its_own(home, asked):
    other = home.get_parent().add_child(instance=type(home)(title="Other"))
    site = Site.objects.create(hostname="other.example.com", root_page=other)
    asked(20, after=3)
    cache.clear()
    assert promise(site).asked == 0


def test_figures_are_kept_for_ten_minutes(asked, django_assert_num_queries):
    site = Site.objects.get(is_default_site=True)
    asked(20, after=3)
    cache.clear()
    assert promise(site).asked == 20
    asked(1, after=3)
    with django_assert_num_queries(0):
        assert promise(site).asked == 20
    cache.clear()
    assert promise(site).asked == 21


def test_nothing_is_promised_without_a_target(asked, settings):
    settings.PEERSUPPORT = {"RESPONSE_TARGET_HOURS": 0}
    asked(20, after=3)
    assert promised() is None


# What readers read -------------------------------------------------------------------------------

KEPT = "Usually answered within 6 hours, 71\xa0% by readers. 4 of 25 never answered."


@kept
def usual(asked):
    asked(15, after=5.5)
    asked(6, after=20, by_staff=True)
    asked(4, days_ago=10)
    cache.clear()


def test_hub_and_form_say_it(client, hub, post, make_post, usual):
    empty = make_post("Another post")
    for url in (hub.url, empty.url):
        assert KEPT.replace("\xa0", " ") in words(client.get(url)), url


def test_with_too_few_they_say_the_target(client, hub, asked):
    asked(3, after=1)
    page = words(client.get(hub.url))
    assert "Expect an answer within 48 hours." in page
    assert "never answered" not in page


def test_a_promise_that_is_missed_is_admitted(client, hub, asked):
    asked(21, after=70)
    page = words(client.get(hub.url))
    assert "We want everybody to have an answer within 48 hours." in page
    assert "At the moment we don't manage: it usually takes 3 days." in page


def test_the_words_follow_the_reader_and_not_who_counted(asked):
    asked(20, after=5.5)
    with translation.override("de"):
        promised()
    assert promise(Site.objects.get(is_default_site=True)).usual == "6 hours"

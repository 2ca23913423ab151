"""Staff are told each working morning who waits, without logging in."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site
from wagtail.users.models import UserProfile

from tests.keeping import kept
from tests.readers import link_in
from tests.staff.mailers import PICKY
from tests.staff_accounts import let_support
from tests.test_sweep import NO_MAIL_SERVER
from wagtail_peersupport import comments
from wagtail_peersupport.actions import followups
from wagtail_peersupport.models import (
    CommentOrigin,
    Heartbeat,
    StaffPreference,
    SupportThread,
    TeamSettings,
)
from wagtail_peersupport.notifications.ages import age
from wagtail_peersupport.notifications.morning import due_mornings, notify_morning
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db
WASH = "How do I wash the heavy tee without shrinking it?"
SHIP = "Do you ship to the islands as well?"
FIRE = "My charger caught fire. What now?"


def monday(hour=9, days=0):
    """The next Monday, or so many days later, at that hour of the site's clock (UTC)."""
    today = timezone.now().replace(hour=hour, minute=0, second=0, microsecond=0)
    return today + timedelta(days=7 - today.weekday() + days)


def tell(now):
    """What the sweep does with this sort of mail; returns the new mails by address."""
    before = len(mail.outbox)
    for pk in due_mornings(now, now):
        notify_morning(pk, now)
    return {message.to[0]: message for message in mail.outbox[before:]}


def told(now=None):
    return sorted(tell(now or monday()))


@kept
def author(django_user_model, post):
    """Wrote the post, and may not enter the admin."""
    user = django_user_model.objects.create_user("nils", "nils@example.com")
    post.owner = user
    post.save()
    return user


@pytest.fixture
def team():
    return TeamSettings.objects.create(site=Site.objects.get())


def quiet(user, **wishes):
    return StaffPreference.objects.create(user=user, **wishes or {"wants_morning_mail": False})


# The mail ----------------------------------------------------------------------------------------


def test_the_mail_names_each_question_with_author_age_and_link_most_urgent_first(mara, loic, ask):
    wash, fire = ask(WASH, days=4), ask(FIRE, name="Bob", days=0.5)
    message = tell(monday())["mara@example.com"]
    assert message.subject == f"2 questions wait, first: {FIRE}"
    for text in (message.body, message.alternatives[0][0]):
        assert text.index(fire.title) < text.index(WASH)
        assert "Under “How we print our shirts”" in text
        assert "Bob · waits" in text
        assert "Ann · waits" in text
        assert "Safety" in text
        for thread in (wash, fire):
            assert f"http://localhost/admin/support/{thread.pk}/" in text
        assert "http://localhost/admin/support/" in text
    assert "Open the queue" in message.alternatives[0][0]


def test_questions_of_one_post_that_follow_each_other_stand_under_one_heading(
    mara, loic, ask, make_post
):
    ask(WASH, days=5)
    ask(SHIP, days=4)
    ask("Is the red one back?", days=3, page=make_post("Colours"))
    body = tell(monday())["mara@example.com"].body
    assert body.count("Under “How we print our shirts”") == body.count("Under “Colours”") == 1


def test_a_single_question_is_the_subject(mara, loic, ask):
    ask(WASH, days=4)
    message = tell(monday())["mara@example.com"]
    assert message.subject == f"One question waits: {WASH}"
    assert "somebody waits for an answer:" in message.body


def test_where_nobody_waits_nobody_is_told(mara, loic, ask, say):
    thread = ask(WASH, days=4)
    followups.resolve(thread, Viewer(user=mara), "no-reply-needed")
    assert told() == []


def test_at_most_twenty_are_named_and_the_others_counted(mara, loic, ask_all):
    ask_all([f"How many shirts of edition {place} are left?" for place in range(23)], days=3)
    message = tell(monday())["mara@example.com"]
    assert message.subject.startswith("23 questions wait")
    assert message.body.count("waits ") == 20
    assert "and 3 more" in message.body
    assert "and 3 more" in message.alternatives[0][0]


def test_what_was_said_to_staff_stands_beside_it(mara, loic, ask):
    thread = ask(WASH, days=4)
    followups.ask_for_staff(thread, Viewer(guest_key="abc"))
    followups.ask_for_staff(thread, Viewer(guest_key="def"))
    ask(SHIP, days=9)
    body = tell(monday())["mara@example.com"].body
    assert body.count("A reader asked for staff") == 1
    assert body.index("A reader asked for staff") < body.index(SHIP)


def test_words_of_readers_are_no_markup_in_the_mail(mara, loic, ask):
    ask("How do I wash <b>it</b> & dry it?", days=4, name="A<i>nn")
    html = tell(monday())["mara@example.com"].alternatives[0][0]
    assert "A&lt;i&gt;nn" in html
    assert "<i>" not in html


def test_each_is_told_in_the_language_of_their_admin(mara, loic, ask, settings):
    UserProfile.objects.create(user=loic, preferred_language="fr")
    ask(WASH, days=4)
    messages = tell(monday())
    assert 'lang="fr"' in messages["loic@example.com"].alternatives[0][0]
    assert 'lang="en"' in messages["mara@example.com"].alternatives[0][0]


NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("waited", "due_in", "words"),
    [
        (timedelta(minutes=20), timedelta(hours=3), "came within the hour, due today"),
        (timedelta(hours=5), timedelta(hours=13), "waits 5 hours, due tomorrow"),
        (timedelta(days=1, hours=3), timedelta(days=3), "waits 1 day, due in 3 days"),
        (timedelta(days=2), -timedelta(hours=13), "waits 2 days, due since yesterday"),
        (timedelta(days=40), -timedelta(days=38), "waits 40 days, due for 38 days"),
    ],
)
def test_ages_are_said_in_days(waited, due_in, words):
    assert age(NOON - waited, NOON + due_in, NOON) == words


def test_days_are_those_of_the_sites_clock(settings):
    late = NOON.replace(hour=21)
    assert age(late - timedelta(days=1), late, late + timedelta(hours=2)).endswith("due today")
    settings.TIME_ZONE = "Europe/Berlin"
    assert age(late - timedelta(days=1), late, late + timedelta(hours=2)).endswith("yesterday")


# When --------------------------------------------------------------------------------------------


def test_once_a_morning_and_again_the_next_one(mara, loic, ask):
    ask(WASH, days=4)
    assert told(monday(9)) == ["loic@example.com", "mara@example.com"]
    ask(SHIP, days=4)
    assert told(monday(9)) == told(monday(15)) == []
    assert told(monday(8, days=1)) == ["loic@example.com", "mara@example.com"]


def test_a_job_that_runs_twice_tells_once(mara, loic, ask):
    ask(WASH, days=4)
    (first, __) = due_mornings(monday(), monday())
    notify_morning(first, monday())
    notify_morning(first, monday(10))
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("hour", "days", "is_told"),
    [(7, 0, False), (8, 0, True), (15, 4, True), (19, 0, True), (20, 0, False), (9, 5, False)],
)
def test_from_the_hour_of_the_morning_until_the_evening_on_working_days(
    mara, loic, ask, hour, days, is_told
):
    ask(WASH, days=4)
    assert bool(told(monday(hour, days))) == is_told


def test_a_team_sets_its_hour_and_its_weekends(mara, loic, ask, team):
    ask(WASH, days=4)
    team.morning_hour, team.on_weekends = 11, True
    team.save()
    assert told(monday(10, days=5)) == []
    assert told(monday(11, days=5)) == ["loic@example.com", "mara@example.com"]


def test_a_team_that_starts_in_the_evening_is_told_then(mara, loic, ask, team):
    team.morning_hour = 21
    team.save()
    ask(WASH, days=4)
    assert told(monday(20)) == []
    assert len(told(monday(21))) == 2


def test_the_hour_is_that_of_the_sites_clock(mara, loic, ask, settings):
    ask(WASH, days=4)
    settings.TIME_ZONE = "America/New_York"
    # Whatever clock somebody reads the admin by.
    with timezone.override("Europe/Berlin"):
        assert told(monday(9)) == []
        assert len(told(monday(14))) == 2


def test_the_sweep_sends_it_and_says_so(mara, loic, ask, team):
    team.morning_hour, team.on_weekends = timezone.now().hour, True
    team.save()
    ask(WASH, days=4)
    out = StringIO()
    call_command("peersupport_sweep", stdout=out)
    assert "2 morning mails sent" in out.getvalue()
    assert len(mail.outbox) == 2
    call_command("peersupport_sweep")
    assert len(mail.outbox) == 2


def test_a_mail_that_could_not_be_sent_is_sent_by_the_next_sweep(mara, loic, ask, team):
    team.morning_hour, team.on_weekends = timezone.now().hour, True
    team.save()
    ask(WASH, days=4)
    with override_settings(**NO_MAIL_SERVER), pytest.raises(CommandError):
        call_command("peersupport_sweep")
    call_command("peersupport_sweep")
    assert len(mail.outbox) == 2


def test_a_wrong_address_keeps_nobody_else_from_being_told(mara, loic, ask, team):
    team.morning_hour, team.on_weekends = timezone.now().hour, True
    team.save()
    mara.email = "wrong@example.com"
    mara.save()
    ask(WASH, days=4)
    with override_settings(**PICKY), pytest.raises(CommandError, match="No such user"):
        call_command("peersupport_sweep")
    assert [message.to for message in mail.outbox] == [["loic@example.com"]]


def test_old_marks_are_forgotten(mara, loic, ask):
    Heartbeat.objects.create(name="morning 4711", beat_at=monday() - timedelta(days=8))
    ask(WASH, days=4)
    tell(monday())
    assert Heartbeat.objects.filter(name__startswith="morning ").count() == 2


# Who ---------------------------------------------------------------------------------------------


def test_the_author_of_the_post_is_told_and_nobody_else(mara, loic, author, ask):
    thread = ask(WASH, days=4)
    (message,) = tell(monday()).values()
    assert message.to == ["nils@example.com"]
    assert f"http://localhost/blog/how-we-print/#c{thread.comment_id}" in message.body
    assert "/admin/" not in message.body
    assert "Open the first question" in message.alternatives[0][0]


def test_an_author_who_is_staff_gets_all_of_theirs_in_one_mail(mara, loic, post, ask, make_post):
    post.owner = mara
    post.save()
    ask(WASH, days=4)
    ask(SHIP, days=4, page=make_post("Islands"))
    messages = tell(monday())
    assert messages.keys() == {"mara@example.com", "loic@example.com"}
    assert WASH in messages["mara@example.com"].body
    assert SHIP in messages["mara@example.com"].body
    assert WASH not in messages["loic@example.com"].body


def hush(author):
    quiet(author)


def leave(author):
    author.is_active = False
    author.save()


def lose_address(author):
    author.email = ""
    author.save()


def ask_it(author):
    comments.comment_model().norel_objects.update(user=author)


def ask_it_as_a_guest(author):
    """With the author's own address, confirmed."""
    rows = comments.comment_model().norel_objects
    rows.update(user_email="Nils@example.com")
    CommentOrigin.objects.update_or_create(comment=rows.get(), defaults={"is_confirmed": True})


@pytest.mark.parametrize("change", [hush, leave, lose_address, ask_it, ask_it_as_a_guest])
def test_where_the_author_cannot_be_told_the_team_is(mara, loic, author, team, ask, change):
    team.members.add(loic)
    ask(WASH, days=4)
    change(author)
    assert told() == ["loic@example.com"]


def test_without_a_team_everybody_who_supports_the_post_is(
    mara, loic, ask, django_user_model, make_post
):
    far = django_user_model.objects.create_user("far", "far@example.com")
    let_support(far, "access_admin", page=make_post("Far away"))
    ask(WASH, days=4)
    assert told() == ["loic@example.com", "mara@example.com"]


def test_of_the_team_only_those_who_support_the_post_are_told(
    mara, loic, team, ask, django_user_model, make_post
):
    reader = django_user_model.objects.create_user("rea", "rea@example.com")
    far = django_user_model.objects.create_user("far", "far@example.com")
    far = let_support(far, "access_admin", page=make_post("Far away"))
    team.members.add(reader, far)
    ask(WASH, days=4)
    # Nobody of the team can: all who support it are told instead.
    assert told() == ["loic@example.com", "mara@example.com"]
    team.members.add(mara)
    assert told(monday(days=1)) == ["mara@example.com"]


def test_a_team_that_is_quiet_leaves_it_to_the_others(mara, loic, team, ask):
    team.members.add(mara)
    quiet(mara)
    ask(WASH, days=4)
    assert told() == ["loic@example.com"]
    quiet(loic)
    assert told(monday(days=1)) == []


def test_two_accounts_with_one_address_hear_once(mara, loic, ask):
    loic.email = "Mara@example.com"
    loic.save()
    ask(WASH, days=4)
    assert len(tell(monday())) == len(mail.outbox) == 1


def test_each_site_has_its_team_and_its_hour(mara, loic, team, ask, home):
    team.members.add(mara)
    page = type(home).objects.get(depth=1).add_child(instance=type(home)(title="Other"))
    other = Site.objects.create(hostname="other.example.com", root_page=page)
    there = page.add_child(instance=type(home)(title="Elsewhere"))
    TeamSettings.objects.create(site=other, morning_hour=11).members.add(loic)
    ask(WASH, days=4)
    ask(SHIP, days=4, page=there)
    assert told(monday(9)) == ["mara@example.com"]
    assert told(monday(11)) == ["loic@example.com"]


def test_whoever_answers_for_two_sites_gets_one_mail_with_all(mara, loic, team, ask, home):
    team.members.add(mara)
    page = type(home).objects.get(depth=1).add_child(instance=type(home)(title="Other"))
    other = Site.objects.create(hostname="other.example.com", root_page=page)
    there = page.add_child(instance=type(home)(title="Elsewhere"))
    TeamSettings.objects.create(site=other, morning_hour=11).members.add(mara)
    ask(WASH, days=4)
    ask(SHIP, days=4, page=there)
    (message,) = tell(monday(9)).values()
    assert WASH in message.body
    assert SHIP in message.body
    assert told(monday(11)) == []


# What never --------------------------------------------------------------------------------------


def archive(thread):
    SupportThread.objects.update(is_archive=True)


def report_in_the_archive(thread):
    followups.ask_for_staff(thread, Viewer(guest_key="abc"))
    SupportThread.objects.update(is_archive=True)


def hide(thread):
    comments.comment_model().norel_objects.update(is_public=False)


def remove(thread):
    comments.comment_model().norel_objects.update(is_removed=True)


def retire(thread):
    SupportThread.objects.update(is_retired=True)


def unpublish(thread):
    thread.page.specific.unpublish()


def solve(thread):
    SupportThread.objects.update(solved_at=timezone.now())


@pytest.mark.parametrize(
    "change", [archive, report_in_the_archive, hide, remove, retire, unpublish, solve]
)
def test_nobody_is_told_of_what_is_over_or_not_public(mara, loic, author, ask, change):
    thread = ask(WASH, days=4)
    change(thread)
    assert told() == []


def test_an_author_hears_nothing_of_a_page_that_they_may_not_see(
    mara, loic, author, post, ask, django_user_model
):
    ask(WASH, days=4)
    PageViewRestriction.objects.create(page=post, restriction_type="groups")
    messages = tell(monday())
    # Staff see it in the admin, by their page permissions.
    assert sorted(messages) == ["loic@example.com", "mara@example.com"]


def test_staff_without_the_admin_hear_nothing_of_a_page_that_they_may_not_see(
    post, ask, django_user_model
):
    let_support(django_user_model.objects.create_user("ida", "ida@example.com"))
    ask(WASH, days=4)
    assert told() == ["ida@example.com"]
    PageViewRestriction.objects.create(page=post, restriction_type="password", password="x")
    assert told(monday(days=1)) == []


# Quiet -------------------------------------------------------------------------------------------


def test_every_mail_says_how_to_switch_it_off(client, mara, loic, ask):
    ask(WASH, days=4)
    message = tell(monday())["mara@example.com"]
    path = link_in(message, "/staff-mail/")
    assert path in message.alternatives[0][0]
    assert message.extra_headers["List-Unsubscribe"] == f"<http://localhost{path}>"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "http://localhost/admin/account/" in message.body
    client.post(path)
    assert told(monday(days=1)) == ["loic@example.com"]
    client.post(path, {"again": "1"})
    assert told(monday(days=2)) == ["loic@example.com", "mara@example.com"]


def test_the_number_of_queries_does_not_grow_with_the_questions(mara, loic, author, ask_all):
    quiet(author)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert len(due_mornings(monday(), monday())) == 2
        return len(captured)

    texts = [f"How many shirts of edition {place} are left?" for place in range(30)]
    ask_all(texts[:3], days=3)
    queries()
    few = queries()
    ask_all(texts[3:], days=3)
    assert queries() == few

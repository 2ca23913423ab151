"""The rules of the house, and what the team did about comments, where readers look for them."""

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from tests.pages.reading import words
from wagtail_peersupport import comments
from wagtail_peersupport.actions.moderating import remove_comment, restore_comment
from wagtail_peersupport.models import SupportReply, SupportThread, TeamSettings, Topic
from wagtail_peersupport.models.choices import RemovalReason
from wagtail_peersupport.threads.house import RULES
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db


def test_the_hub_says_our_rules_until_the_team_writes_its_own(client, hub):
    page = words(client.get(hub.url))
    assert all(str(rule) in page for rule in RULES)
    site = Site.objects.get(is_default_site=True)
    TeamSettings.objects.create(site=site, house_rules="Be nice.\n\n  No <b>shouting</b>. ")
    content = client.get(hub.url).content.decode()
    assert "<li>Be nice.</li> <li>No &lt;b&gt;shouting&lt;/b&gt;.</li>" in content
    assert str(RULES[0]) not in content


def test_the_form_links_to_them(client, hub, post):
    assert 'href="/help/#ps-rules"' in client.get(post.url).content.decode()
    assert 'id="ps-rules"' in client.get(hub.url).content.decode()


def test_without_a_hub_the_form_names_none(client, post):
    assert "House rules" not in words(client.get(post.url))


def test_what_the_team_answers_itself_is_named_once_somebody_asked(client, hub, question):
    topic = Topic.objects.create(name="Billing", slug="billing", staff_only=True)
    assert "The team itself answers" not in words(client.get(hub.url))
    SupportThread.objects.update(topic=topic)
    assert "The team itself answers questions about: Billing." in words(client.get(hub.url))


def test_a_manager_writes_them_on_the_screen_of_the_team(client, hub, staff):
    names = ("manage_support", "access_admin")
    staff.user_permissions.add(*Permission.objects.filter(codename__in=names))
    client.force_login(staff)
    sent = {"morning_hour": 8, "house_rules": "Be nice."}
    response = client.post("/admin/support/team/", sent, follow=True)
    assert "The support team was saved." in words(response)
    assert TeamSettings.objects.get().house_rules == "Be nice."


@pytest.fixture
def ledger(settings, client, hub):
    """What the hub says of it, counted anew."""
    settings.PEERSUPPORT = {"SHOW_MODERATION": True}

    def ledger():
        cache.clear()
        return words(client.get(hub.url))

    return ledger


@pytest.fixture
def removed(post, say, staff):
    def removed(count, reason=RemovalReason.SPAM, page=post):
        rows = [say(page, f"Buy my shirts, number {n}.", name="Eve") for n in range(count)]
        for row in rows:
            remove_comment(row, Viewer(user=staff), reason)
        return rows

    return removed


def test_the_ledger_is_shown_where_the_site_wants_it(client, hub, removed):
    removed(3)
    assert "What we did about comments" not in words(client.get(hub.url))


def test_the_ledger_counts_by_reason(ledger, removed, staff):
    rows = removed(4)
    page = ledger()
    assert "What we did about comments in the last 90 days" in page
    assert "Removed: advertising 4" in page
    assert "Removed: rude fewer than 3" in page
    assert "Brought back fewer than 3" in page
    for row in rows[:3]:
        restore_comment(comments.find(row.pk), Viewer(user=staff))
    page = ledger()
    assert "Removed: advertising fewer than 3" in page
    assert "Brought back 3" in page


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_are_not_told_from_none(ledger, removed, count):
    removed(count)
    assert "Removed: advertising fewer than 3" in ledger()


def test_reports_that_hide_are_counted(ledger, post, say, question):
    for number in range(3):
        say(post, f"Size up, edition {number} shrinks.", name=f"Bo{number}", parent=question)
    SupportReply.objects.update(hidden_at=timezone.now())
    assert "Hidden by readers’ reports until we looked 3" in ledger()


def test_what_was_not_public_is_not_counted(ledger, removed, make_post):
    secret = make_post("For members")
    removed(3, page=secret)
    assert "Removed: advertising 3" in ledger()
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    assert "Removed: advertising fewer than 3" in ledger()

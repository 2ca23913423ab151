"""Canned replies in the admin: who writes them, what the form asks, what the list tells."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from tests.keeping import kept
from wagtail_peersupport.models import CannedReply, CannedUse, Topic
from wagtail_peersupport.models.choices import Placeholder
from wagtail_peersupport.staff.canned import unknown_placeholders

pytestmark = pytest.mark.django_db
INDEX = "/admin/support/canned-replies/"


@kept
def manager(django_user_model):
    user = django_user_model.objects.create_user("max", "max@example.com", "max")
    user.user_permissions.add(
        *Permission.objects.filter(codename__in=("access_admin", "manage_support"))
    )
    return user


@pytest.fixture
def office(client, manager):
    client.force_login(manager)
    return client


@kept
def shipping(db):
    return Topic.objects.create(name="Shipping", slug="shipping", words="ship")


@pytest.fixture
def make_reply(db):
    def make(title, locale="en", **fields):
        row, __ = Locale.objects.get_or_create(language_code=locale)
        return CannedReply.objects.create(title=title, text="Hello {name}", locale=row, **fields)

    return make


def listed(response):
    return [reply.title for reply in response.context["object_list"]]


def test_a_manager_makes_changes_and_deletes_one(office, shipping):
    data = {"title": "Parcel", "text": "Hello {name},\n\n{me}", "topic": shipping.pk}
    assert office.post(f"{INDEX}add/", data).status_code == 302
    reply = CannedReply.objects.get()
    assert (reply.title, reply.topic, reply.locale) == ("Parcel", shipping, Locale.get_default())

    edit = reverse("peersupport_canned:edit", args=(reply.pk,))
    assert "Hello {name}" in office.get(edit).content.decode()
    office.post(edit, {**data, "title": "Where is it?", "topic": ""})
    reply.refresh_from_db()
    assert (reply.title, reply.topic) == ("Where is it?", None)

    delete = reverse("peersupport_canned:delete", args=(reply.pk,))
    assert "Are you sure" in office.get(delete).content.decode()
    assert CannedReply.objects.exists()
    office.post(delete)
    assert not CannedReply.objects.exists()


def test_it_is_in_one_language(office, make_reply):
    Locale.objects.create(language_code="de")
    office.post(f"{INDEX}add/?locale=de", {"title": "Paket", "text": "Hallo {name}"})
    assert CannedReply.objects.get().locale.language_code == "de"
    make_reply("Parcel")
    assert listed(office.get(INDEX)) == ["Paket", "Parcel"]
    assert listed(office.get(INDEX, {"locale": "de"})) == ["Paket"]


@override_settings(WAGTAIL_I18N_ENABLED=False)
def test_a_site_of_one_language_is_not_asked_for_it(office):
    assert "Locale" not in office.get(INDEX).content.decode()
    assert office.post(f"{INDEX}add/", {"title": "Parcel", "text": "Hello"}).status_code == 302
    reply = CannedReply.objects.get()
    assert reply.locale == Locale.get_default()
    assert "Locale" not in office.get(INDEX).content.decode()
    assert office.get(reverse("peersupport_canned:edit", args=(reply.pk,))).status_code == 200


def test_what_cannot_be_filled_in_is_refused_with_what_can(office):
    response = office.post(f"{INDEX}add/", {"title": "Parcel", "text": "Hello {nmae}, {me} {x y}"})
    (error,) = response.context["form"].errors["text"]
    assert "{nmae}, {x y} would stay as it is" in error
    assert all(f"{{{one.value}}}" in error for one in Placeholder)
    assert "{nmae}" in response.content.decode()
    assert not CannedReply.objects.exists()


def test_only_a_pair_of_brackets_holds_a_placeholder():
    assert unknown_placeholders("{name}, { name }, {Name}, {Name}, {}") == [
        "{ name }",
        "{Name}",
        "{}",
    ]
    assert unknown_placeholders("} or {, and {\n}") == []


def test_the_form_lists_every_placeholder(office):
    html = office.get(f"{INDEX}add/").content.decode()
    assert all(f"{{{one.value}}} ({one.label})" in html for one in Placeholder)


def test_the_list_tells_how_often_each_was_used_and_can_be_narrowed(
    office, make_reply, shipping, say
):
    parcel, other = make_reply("Parcel", topic=shipping), make_reply("Money")
    for day in (2, 1):
        comment = say("Your parcel waits for the boat.", name="Mara", days=day)
        CannedUse.objects.create(canned=parcel, comment=comment, used_at=timezone.now())
    rows = {row.title: row.times_used for row in office.get(INDEX).context["object_list"]}
    assert rows == {"Parcel": 2, "Money": 0}
    assert listed(office.get(INDEX, {"ordering": "-times_used"})) == ["Parcel", "Money"]
    assert listed(office.get(INDEX, {"topic": shipping.pk})) == ["Parcel"]
    assert listed(office.get(INDEX, {"q": "mon"})) == ["Money"]
    assert other.uses.count() == 0


def test_without_the_permission_nobody_sees_or_changes_them(desk, make_reply):
    reply = make_reply("Parcel")
    pages = [
        INDEX,
        f"{INDEX}add/",
        reverse("peersupport_canned:edit", args=(reply.pk,)),
        reverse("peersupport_canned:delete", args=(reply.pk,)),
        reverse("peersupport_canned:history", args=(reply.pk,)),
    ]
    for page in pages:
        assert desk.get(page).url == "/admin/", page
        assert desk.post(page, {"title": "Stolen", "text": "x"}).url == "/admin/", page
    assert CannedReply.objects.get().title == "Parcel"
    assert INDEX not in desk.get("/admin/support/").content.decode()
    assert "Snippets" not in desk.get("/admin/").content.decode()


def test_the_queue_and_the_snippets_lead_managers_to_them(office, desk, mara):
    mara.user_permissions.add(Permission.objects.get(codename="manage_support"))
    assert f'href="{INDEX}"' in desk.get("/admin/support/").content.decode()
    assert f'href="{INDEX}"' in desk.get("/admin/snippets/").content.decode()


def test_the_number_of_queries_of_the_list_does_not_grow(office, make_reply, shipping):
    def queries():
        office.get(INDEX)
        with CaptureQueriesContext(connection) as captured:
            office.get(INDEX)
        return len(captured)

    make_reply("One", topic=shipping)
    before = queries()
    for number in range(9):
        make_reply(f"Reply {number}", topic=shipping)
    assert queries() == before

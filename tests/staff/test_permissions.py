import json

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import PageViewRestriction

from tests.keeping import kept
from tests.readers import Reader
from tests.staff_accounts import reach_only
from wagtail_peersupport import comments
from wagtail_peersupport.models import FollowUp

pytestmark = pytest.mark.django_db
QUESTION = "How do I wash the heavy tee without shrinking it?"


@kept
def editor(django_user_model):
    """Somebody who edits pages, but does not support readers."""
    user = django_user_model.objects.create_user("eve", "eve@example.com", "eve")
    user.groups.add(Group.objects.get(name="Editors"))
    return user


def paths(thread):
    names = ["queue", "queue_results", "held", "worth_answering", "by_mail"]
    return [
        *(reverse(f"peersupport_staff:{name}") for name in names),
        reverse("peersupport_staff:thread", args=(thread.pk,)),
    ]


def menu_labels(response):
    return [
        item["_args"][0]["label"]
        for item in _dicts(json.loads(_sidebar(response)))
        if item.get("_type") == "wagtail.sidebar.LinkMenuItem"
    ]


def _sidebar(response):
    html = response.content.decode()
    start = html.index('id="wagtail-sidebar-props"')
    return html[html.index(">", start) + 1 : html.index("</script>", start)]


def _dicts(value):
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _dicts(one)


def test_without_the_permission_there_is_neither_menu_nor_panel_nor_screen(client, ask, editor):
    thread = ask(QUESTION)
    client.force_login(editor)
    home = client.get("/admin/")
    assert home.status_code == 200
    assert "Support" not in menu_labels(home)
    assert QUESTION not in home.content.decode()
    for path in paths(thread):
        response = client.get(path)
        assert (response.status_code, response.url) == (302, "/admin/"), path
        headers = {"x-requested-with": "XMLHttpRequest"}
        assert client.get(path, headers=headers).status_code == 403


def test_without_the_permission_no_verb_does_anything(client, ask, editor):
    thread = ask(QUESTION)
    client.force_login(editor)
    for name in ("assign", "answered", "no-reply-needed", "not-a-question", "reopen", "flag"):
        response = client.post(reverse(f"peersupport_staff:{name}", args=(thread.pk,)))
        assert response.url == "/admin/"
    assert not FollowUp.objects.exists()
    thread.refresh_from_db()
    assert not thread.is_retired


def test_without_the_permission_nothing_held_is_removed_or_restored(client, say, editor, reader):
    held = say("Is this rude?", is_public=False)
    gone = say("Was this rude?", is_public=False, is_removed=True)
    for user in (editor, reader):
        client.force_login(user)
        client.post(reverse("peersupport_staff:remove", args=(held.pk,)))
        client.post(reverse("peersupport_staff:restore", args=(gone.pk,)))
    assert not comments.find(held.pk).is_removed
    assert comments.find(gone.pk).is_removed


def test_strangers_are_asked_to_log_in(client, ask):
    for path in paths(ask(QUESTION)):
        assert client.get(path).url.startswith("/admin/login/")


def test_with_the_permission_alone_one_sees_all_of_it(desk, ask):
    thread = ask(QUESTION)
    home = desk.get("/admin/")
    assert "Support" in menu_labels(home)
    assert QUESTION in home.content.decode()
    for path in paths(thread):
        assert desk.get(path).status_code == 200, path


def test_the_permissions_can_be_given_to_a_group(admin_client):
    form = admin_client.get(reverse("wagtailusers_groups:add")).content.decode()
    offered = Permission.objects.filter(
        content_type__app_label="wagtail_peersupport", codename__in=("support", "manage_support")
    )
    assert len(offered) == 2
    for permission in offered:
        assert f'value="{permission.pk}"' in form


def test_a_verb_is_never_a_get(desk, ask):
    path = reverse("peersupport_staff:answered", args=(ask(QUESTION).pk,))
    assert desk.get(path).status_code == 405


def test_a_question_under_a_post_without_any_page_permission_stays_with_those_who_have_one(
    client, desk, mara, ask, make_post, admin_user
):
    thread = ask(QUESTION)
    reach_only(mara, make_post("Something else"))
    detail = reverse("peersupport_staff:thread", args=(thread.pk,))
    assert QUESTION not in desk.get(reverse("peersupport_staff:queue")).content.decode()
    assert desk.get(detail).status_code == 404
    client.force_login(admin_user)
    assert client.get(detail).status_code == 200


def test_who_may_edit_a_page_sees_its_questions_behind_a_password_too(client, ask, post, editor):
    thread = ask(QUESTION)
    PageViewRestriction.objects.create(page=post, restriction_type="password", password="x")
    editor.user_permissions.add(Permission.objects.get(codename="support"))
    client.force_login(editor)
    detail = reverse("peersupport_staff:thread", args=(thread.pk,))
    assert client.get(detail).status_code == 200


def test_a_question_under_an_unpublished_post_waits_for_nobody(desk, ask, post):
    thread = ask(QUESTION)
    post.unpublish()
    assert QUESTION not in desk.get(reverse("peersupport_staff:queue")).content.decode()
    assert desk.get(reverse("peersupport_staff:thread", args=(thread.pk,))).status_code == 404


def test_readers_never_meet_the_staffs_screens(ask, reader):
    thread = ask(QUESTION)
    response = Reader(account=reader).client.get(paths(thread)[0])
    assert response.url.startswith("/admin/login/")

"""Every permission can be given as the reference does it, and opens what it is for."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from tests.documentation import blocks, code_words, page, rows
from wagtail_peersupport.models import SupportThread

pytestmark = [pytest.mark.once, pytest.mark.django_db]
PERMISSIONS = page("reference/permissions.md")
EXAMPLES = {
    block.code.splitlines()[0].rpartition(": ")[2]: block for block in blocks(PERMISSIONS, "python")
}
#: The screens that each permission opens in the admin.
OPENS = {
    "support": ["support/", "support/insights/", "support/by-mail/"],
    "manage_support": ["support/topics/", "support/canned-replies/", "support/team/"],
}


def test_every_permission_has_an_example():
    codenames = {codename for codename, _ in SupportThread._meta.permissions}
    named = {code_words(row.cells[0])[0] for row in rows(PERMISSIONS) if len(row.cells) == 2}
    assert named == {f"wagtail_peersupport.{name}" for name in codenames}
    assert EXAMPLES.keys() == OPENS.keys() == codenames


@pytest.mark.parametrize("codename", EXAMPLES)
def test_the_group_of_an_example_may_do_what_the_permission_says(codename, blog, reader):
    exec(EXAMPLES[codename].code, {})
    client = Client()
    client.force_login(reader)
    assert not opened(client, codename)
    (group,) = Group.objects.filter(permissions__codename=codename)
    reader.groups.add(group)
    assert opened(client, codename) == OPENS[codename]
    (other,) = EXAMPLES.keys() - {codename}
    assert not opened(client, other)


def opened(client, codename):
    found = [f"/admin/{path}" for path in OPENS[codename]]
    return [
        path.removeprefix("/admin/")
        for path in found
        if client.get(path, follow=True).redirect_chain == []
        and client.get(path).status_code == 200
    ]

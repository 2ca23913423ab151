"""Accounts that may answer as staff, and the posts that they reach."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page


def let_support(user, *codenames, page=None):
    """Gives an account the staff permission (and others of ours, or of the admin by ``codenames``)
    and lets it reach ``page`` with all below it: every page by default. Returns it afresh.
    """
    names = ("support", *codenames)
    user.user_permissions.add(*Permission.objects.filter(codename__in=names))
    return let_reach(user, page or Page.objects.get(depth=1))


def let_reach(user, *pages):
    """Gives an account a page permission on these pages."""
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    for page in pages:
        group = Group.objects.get_or_create(name=f"Pages below {page.pk}")[0]
        GroupPagePermission.objects.get_or_create(group=group, page_id=page.pk, permission=change)
        user.groups.add(group)
    return type(user).objects.get(pk=user.pk)


def reach_only(user, *pages):
    """Takes all other page permissions from an account."""
    user.groups.clear()
    return let_reach(user, *pages)

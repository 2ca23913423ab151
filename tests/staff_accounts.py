"""Accounts that may answer as staff."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page


def let_support(user, *codenames, page=None):
    """Gives an account the staff permission (and others of ours, or of the admin by ``codenames``)
    and the page permission that makes it reach ``page`` with all below it: every page by default.
    """
    page = page or Page.objects.get(depth=1)
    names = ("support", *codenames)
    user.user_permissions.add(*Permission.objects.filter(codename__in=names))
    group = Group.objects.get_or_create(name=f"Pages below {page.pk}")[0]
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.get_or_create(group=group, page=page, permission=change)
    user.groups.add(group)
    return type(user).objects.get(pk=user.pk)

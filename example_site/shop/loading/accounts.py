"""Everybody who has a log-in."""

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission

PASSWORD = "demo"
STAFF_PERMISSIONS = [
    ("wagtailadmin", "access_admin"),
    ("wagtail_peersupport", "support"),
]


def create_accounts(accounts):
    """The accounts by name: the owner may do everything, staff answer and edit, members read."""
    # Hashing is slow by design, and they all have the same password.
    password = make_password(PASSWORD)
    users = {account.username: _create(account, password) for account in accounts}
    groups = [_support_group(), Group.objects.get(name="Editors")]
    for account in accounts:
        if account.role == "staff":
            users[account.username].groups.set(groups)
    return users


def _create(account, password):
    return get_user_model().objects.create(
        username=account.username,
        first_name=account.first_name,
        last_name=account.last_name,
        email=account.email,
        password=password,
        is_superuser=account.role == "owner",
        is_staff=account.role == "owner",
    )


def _support_group():
    group = Group.objects.create(name="Support")
    for app, codename in STAFF_PERMISSIONS:
        group.permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    return group

"""The links of mails to staff: into the admin, and to switch such mails off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.admin.utils import get_admin_base_url

from ..actions.preferring import WISHES
from ..addresses import Addresses, absolute
from ..mail_links import BadLink, MailLink
from ..models import SupportThread
from ..viewer import Viewer
from .recipients import may_triage

STOP_WITHIN = timedelta(days=365)
_STOP = MailLink("staff_mail", salt="wagtail_peersupport.staff-mail.stop")


def admin_url(page: Any, name: str, *args: Any) -> str:
    """A screen of the admin as a full address, on the site of ``page`` where the project does not
    name the admin's own.
    """
    path = reverse(name, args=args)
    base = get_admin_base_url()
    return f"{base.rstrip('/')}{path}" if base else absolute(page, path)


def question_url(thread: SupportThread, user: Any, addresses: Addresses) -> str:
    """Where an account deals with a question: its screen in the admin for those who may open it,
    else the question on the site.
    """
    if may_triage(user, thread.page_id):
        return admin_url(thread.page, "peersupport_staff:thread", thread.pk)
    return addresses.full(thread, thread.page.specific, thread.comment_id)


def staff_addresses(user: Any) -> Addresses:
    return Addresses(Viewer(user=user))


def account_url(page: Any, user: Any) -> str:
    """Where an account sets which mails it wants; "" for those who can't open the admin."""
    may_open = user.has_perm("wagtailadmin.access_admin")
    return admin_url(page, "wagtailadmin_account") if may_open else ""


def quiet_url(page: Any, user: Any, wish: str) -> str:
    """Where mails of one sort (a field of StaffPreference) to an account end."""
    return _STOP.url(page, [str(user.pk), wish])


def read_quiet_key(key: str) -> tuple[Any, str] | None:
    """The account and the wish of such a link; None if it was altered, cut or is too old, or the
    account is gone.
    """
    try:
        pk, wish = _STOP.read(key, STOP_WITHIN)
    except BadLink:
        return None
    user = get_user_model()._default_manager.filter(pk=pk).first()
    return (user, wish) if user is not None and wish in WISHES else None

"""Which mails a member of staff, or an author, wants."""

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from ..models import StaffPreference

MORNING = "wants_morning_mail"
ALARMS = "wants_alarms"
WISHES = (MORNING, ALARMS)


def prefer(user: Any, wish: str, *, is_wanted: bool) -> None:
    """Switch mails of one sort (one of ``WISHES``) on or off for an account. Harmless where it is
    so already. Stands in the log as a change of the account, as in Wagtail's account settings.
    """
    with transaction.atomic():
        preference, __ = StaffPreference.objects.select_for_update().get_or_create(user=user)
        if getattr(preference, wish) == is_wanted:
            return
        setattr(preference, wish, is_wanted)
        preference.save()
        log(user, "wagtail.edit", user=user)


def preference_of(user: Any) -> StaffPreference:
    """What an account wants; a new row that wants all where it never said."""
    found = StaffPreference.objects.filter(user=user).first()
    return found if found is not None else StaffPreference(user=user)

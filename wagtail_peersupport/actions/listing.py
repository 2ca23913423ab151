"""Whoever helps says whether that is shown: counts by their name, and the page of helpers."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from ..models import HelperChoice


def choose_listing(person: str, *, is_listed: bool, user: Any = None) -> None:
    """Show what a person (see ``models.helper_key``) helped, or show nothing of it. Harmless where
    it is so already. Of an account, ``user``, it stands in the log as a change of the account.
    """
    with transaction.atomic():
        known = HelperChoice.objects.select_for_update().filter(person=person).first()
        was_listed = known is None or not known.is_unlisted
        if is_listed == was_listed:
            return
        HelperChoice.objects.update_or_create(
            person=person,
            defaults={"is_unlisted": not is_listed, "chosen_at": timezone.now()},
        )
        if user is not None:
            log(user, "wagtail.edit", user=user)


def is_listed(person: str) -> bool:
    return not HelperChoice.objects.filter(person=person, is_unlisted=True).exists()

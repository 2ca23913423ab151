"""Whoever has a question, too, may be told, once, when it is solved.

A wish hangs on the me-too and goes with it. Accounts wish with one click. A guest's address is
kept from the moment when it is confirmed by its link until they were told; before, it stands in
the link alone.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import permissions
from ..accounts import account_email
from ..models import AddressCheck, MeToo, SupportThread
from ..models.merges import asked_in
from ..models.notices import recipient_hash
from ..viewer import Viewer
from .errors import NotAllowed, Refused
from .limits import check_vote_rate, has_had_its_share
from .locking import lock

NO_WISH = {"wants_mail": False, "email": "", "is_confirmed": False}


def may_be_told(thread: SupportThread, viewer: Viewer) -> bool:
    """Whether they said "me too" of a question that they can wait for."""
    return permissions.can_be_told(viewer, thread) and _me_toos(thread, viewer).exists()


def tell_me(thread: SupportThread, viewer: Viewer) -> None:
    """An account wants to hear when a question is solved that it has, too. Raises NotAllowed."""
    with transaction.atomic():
        said = _me_too(lock(thread.pk), viewer)
        if viewer.user is None or not account_email(viewer.user):
            raise NotAllowed(_("Your account has no e-mail address that we could write to."))
        _wish(said)


def do_not_tell_me(thread: SupportThread, viewer: Viewer) -> None:
    """Take that wish back. Harmless where there is none."""
    with transaction.atomic():
        _me_toos(lock(thread.pk), viewer).filter(wants_mail=True).update(**NO_WISH)


def check_address(thread: SupportThread, viewer: Viewer, email: str) -> MeToo | None:
    """A guest wants to be told at ``email``: returns what the link to confirm it is about, None
    where no mail should go there.

    Whether it is known, or had its share of mails today, is told nobody. Counts as a vote. Raises
    NotAllowed, TooMany.
    """
    with transaction.atomic():
        thread = lock(thread.pk)
        said = _me_too(thread, viewer)
        hashed, now = recipient_hash(email), timezone.now()
        about = {"comment_id": thread.comment_id, "recipient_hash": hashed, "voter": viewer.key}
        check_vote_rate(
            viewer, _("That was a lot in a short time. Please come back a little later.")
        )
        is_enough = has_had_its_share(hashed)
        AddressCheck.objects.create(**about, address_hash=viewer.address_hash, created_at=now)
    return None if is_enough else said


def me_too_of(pk: int) -> MeToo:
    """The me-too that a link is about. Raises Refused once it was taken back."""
    said = MeToo.objects.filter(pk=pk).first()
    if said is None:
        raise Refused(_("“Me too” was taken back there, so there is nothing to tell you of."))
    return said


def confirm_address(thread: SupportThread, said: MeToo, email: str) -> bool:
    """Keep an address that its owner confirmed; returns whether there is still something to wait
    for. Confirming again changes nothing. Raises Refused.
    """
    with transaction.atomic():
        thread = lock(thread.pk)
        said = me_too_of(said.pk)
        if thread.solved_at is not None:
            return False
        _wish(said, email=email, is_confirmed=True)
    return True


def stop_telling(email: str) -> None:
    """Take back every wish of whoever has this address. Harmless where there is none."""
    model = get_user_model()
    accounts = model._default_manager.filter(**{f"{model.get_email_field_name()}__iexact": email})
    voters = [f"u:{pk}" for pk in accounts.values_list("pk", flat=True)]
    wishes = MeToo.objects.filter(wants_mail=True)
    wishes.filter(email__iexact=email).update(**NO_WISH)
    wishes.filter(voter__in=voters, email="").update(**NO_WISH)


def hand_over_wishes(guest: str, user: Any) -> None:
    """Make a guest's wishes the account's, where it said "me too" of the same itself; the account's
    own wish wins. An address that is the account's own needs no keeping.
    """
    wishes = MeToo.objects.filter(voter=guest, wants_mail=True)
    mine = MeToo.objects.filter(voter=f"u:{user.pk}", wants_mail=False)
    for wish in wishes:
        own = mine.filter(comment_id=wish.comment_id)
        own.update(wants_mail=True, email=wish.email, is_confirmed=wish.is_confirmed)
    if email := account_email(user):
        of_both = MeToo.objects.filter(voter__in=(guest, f"u:{user.pk}"), wants_mail=True)
        of_both.filter(email__iexact=email).update(email="", is_confirmed=False)


def _wish(said: MeToo, *, email: str = "", is_confirmed: bool = False) -> None:
    """Note it, unless they wished for it, or were told, before."""
    MeToo.objects.filter(pk=said.pk).exclude(wants_mail=False, is_confirmed=True).update(
        wants_mail=True, email=email, is_confirmed=is_confirmed
    )


def _me_toos(thread: SupportThread, viewer: Viewer) -> QuerySet:
    return MeToo.objects.filter(comment__in=asked_in(thread), voter=viewer.key).order_by("pk")


def _me_too(thread: SupportThread, viewer: Viewer) -> MeToo:
    said = _me_toos(thread, viewer).first()
    if said is None or not permissions.can_be_told(viewer, thread):
        raise NotAllowed(_("We tell those who said “me too” of a question that is not solved yet."))
    return said

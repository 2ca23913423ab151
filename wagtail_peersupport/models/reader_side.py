"""What readers and staff do around questions: found without asking, thanked, rather not listed."""

from functools import lru_cache

import swapper
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

swapper.set_app_prefix("wagtailcore", "wagtail")


class Deflection(models.Model):
    """Somebody who was about to ask said "That helped" of what was shown to them instead.

    Nothing of what they typed is kept.
    """

    page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Where they were about to ask."),
    )
    thread = models.ForeignKey(
        "wagtail_peersupport.SupportThread",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="deflections",
        help_text=_("What helped; empty where the post itself did."),
    )
    voter = models.CharField(max_length=64)
    address_hash = models.CharField(max_length=64, blank=True, db_index=True)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("question not asked")
        verbose_name_plural = _("questions not asked")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["page", "thread", "voter"], name="peersupport_one_deflection"
            ),
            models.UniqueConstraint(
                fields=["page", "voter"],
                condition=Q(thread__isnull=True),
                name="peersupport_one_deflection_by_post",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.page_id}"


class Thanks(models.Model):
    """Staff thank whoever wrote an answer: for all to see, or in a letter of their own with a note
    that may hold a voucher code.
    """

    answer = models.ForeignKey(
        "django_comments_xtd.XtdComment",
        on_delete=models.CASCADE,
        related_name="peersupport_thanks",
    )
    is_public = models.BooleanField(default=True)
    note = models.TextField(blank=True, help_text=_("Only whoever is thanked ever reads it."))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("thanks")
        verbose_name_plural = _("thanks")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "is_public"], name="peersupport_thanked_once"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.answer_id}"


def helper_key(user_pk: object, confirmed_email: str) -> str:
    """The key of a person: an account, else an address that was confirmed; "" for anybody else.

    Of an address it is a keyed hash: comparable, not readable, and never shown.
    """
    if user_pk:
        return f"u:{user_pk}"
    return f"e:{_hashed(confirmed_email.casefold())}" if confirmed_email else ""


@lru_cache(maxsize=4096)
def _hashed(address: str) -> str:
    salt = "wagtail_peersupport.helper"
    return salted_hmac(salt, address, algorithm="sha256").hexdigest()


class HelperChoice(models.Model):
    """What a person said of being seen as a helper. ``person`` is ``u:<pk>`` of an account, or
    ``e:<keyed hash>`` of a confirmed address.
    """

    person = models.CharField(max_length=80, unique=True)
    is_unlisted = models.BooleanField(
        default=False, help_text=_("No count stands by their name, and no list has them.")
    )
    chosen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("choice of a helper")
        verbose_name_plural = _("choices of helpers")
        default_permissions = ()

    def __str__(self) -> str:
        return self.person

"""Who wrote a comment, as far as it was proven; and what waits for a guest's confirmation."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .choices import Capacity


class PendingComment(models.Model):
    """What we must remember of a comment that django-comments-xtd has not saved yet.

    ``digest`` identifies it by what xtd itself does (see ``comments.digest``); the row is claimed
    and deleted when the comment is saved.
    """

    digest = models.CharField(max_length=64, unique=True)
    voter = models.CharField(max_length=64, blank=True)
    address_hash = models.CharField(max_length=64, blank=True, db_index=True)
    is_confirmed = models.BooleanField(default=False)
    wants_answer = models.BooleanField(
        null=True, help_text=_("What the writer ticked; empty if nothing was said.")
    )
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("pending comment")
        verbose_name_plural = _("pending comments")
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest[:12]


class CommentOrigin(models.Model):
    """Where a comment came from.

    Of a guest's: ``voter`` recognises the writer's browser; ``is_confirmed`` says that the e-mail
    address was proven for this very comment; ``is_held`` keeps it out of threads until staff
    approve. Of one that staff wrote: ``capacity``, where they said it, and ``posted_by`` of one
    that they posted for somebody who wrote an e-mail.
    """

    comment = models.OneToOneField(
        "django_comments_xtd.XtdComment",
        on_delete=models.CASCADE,
        related_name="peersupport_origin",
    )
    voter = models.CharField(max_length=64, blank=True, db_index=True)
    is_confirmed = models.BooleanField(default=False)
    is_held = models.BooleanField(default=False)
    capacity = models.CharField(max_length=16, choices=Capacity.choices, blank=True)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("origin of a comment")
        verbose_name_plural = _("origins of comments")
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["comment"], condition=models.Q(is_held=True), name="peersupport_held"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.comment_id}"


def is_personal(comment: Any) -> bool:
    """Whether staff wrote it as themselves: then it is a reader's for every rule."""
    return _capacity(comment) == Capacity.PERSONAL


def is_by_mail(comment: Any) -> bool:
    """Whether staff posted it for somebody who wrote an e-mail."""
    return _capacity(comment) == Capacity.BY_MAIL


def _capacity(comment: Any) -> str:
    origin = getattr(comment, "peersupport_origin", None)
    return origin.capacity if origin is not None else ""

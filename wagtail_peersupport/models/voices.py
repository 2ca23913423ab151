"""What readers and askers say. All of it hangs on comments, so it outlives any re-reading."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .comment_querysets import VoteQuerySet


class Voice(models.Model):
    """Something one voter says of one comment. ``voter`` is ``u:<pk>`` or ``g:<random>``, and
    ``address_hash`` a guest's (see viewer.py); the sweep blanks it.
    """

    comment = models.ForeignKey(
        "django_comments_xtd.XtdComment", on_delete=models.CASCADE, related_name="+"
    )
    voter = models.CharField(max_length=64, db_index=True)
    address_hash = models.CharField(max_length=64, blank=True, db_index=True)
    created_at = models.DateTimeField()

    class Meta:
        abstract = True
        default_permissions = ()


class HelpfulVote(Voice):
    """Whether an answer helped this voter."""

    helpful = models.BooleanField()
    counts = models.BooleanField(
        default=True,
        help_text=_("Of guests behind one address, one vote a day counts for an answer."),
    )

    objects = VoteQuerySet.as_manager()

    class Meta(Voice.Meta):
        verbose_name = _("helpful vote")
        verbose_name_plural = _("helpful votes")
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "voter"], name="peersupport_one_vote_per_voter"
            )
        ]

    def __str__(self) -> str:
        return _("Helpful") if self.helpful else _("Not helpful")


class MeToo(Voice):
    """This voter has the same question, and may want to be told, once, when it is solved.

    ``email`` is an address that a guest confirmed; without it an account's own is meant. It is
    erased once they were told: then ``is_confirmed`` holds and ``wants_mail`` does not.
    """

    wants_mail = models.BooleanField(default=False)
    email = models.EmailField(blank=True)
    is_confirmed = models.BooleanField(default=False)

    class Meta(Voice.Meta):
        verbose_name = _("me too")
        verbose_name_plural = _("me toos")
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "voter"], name="peersupport_one_me_too_per_voter"
            )
        ]

    def __str__(self) -> str:
        return self.voter


class AddressCheck(Voice):
    """A link was mailed to an address that a guest typed, to see whether it is theirs. Kept for a
    day, so that nobody is flooded; the address stands in the link alone.
    """

    recipient_hash = models.CharField(max_length=64, db_index=True)

    class Meta(Voice.Meta):
        verbose_name = _("check of an address")
        verbose_name_plural = _("checks of addresses")

    def __str__(self) -> str:
        return self.voter


class Acceptance(models.Model):
    """Somebody entitled said that ``answer`` solved ``question``; there may be several for one
    question.
    """

    question = models.ForeignKey(
        "django_comments_xtd.XtdComment", on_delete=models.CASCADE, related_name="+"
    )
    answer = models.ForeignKey(
        "django_comments_xtd.XtdComment", on_delete=models.CASCADE, related_name="+"
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    voter = models.CharField(max_length=64)
    for_asker = models.BooleanField(
        help_text=_("Staff accepted it for an asker who did not come back.")
    )
    accepted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("acceptance")
        verbose_name_plural = _("acceptances")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["question", "answer"], name="peersupport_accepted_once")
        ]

    def __str__(self) -> str:
        return f"#{self.answer_id} → #{self.question_id}"

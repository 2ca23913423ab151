from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


def recipient_hash(address: str) -> str:
    """A keyed hash of an e-mail address: comparable, not readable."""
    salt = "wagtail_peersupport.recipient"
    return salted_hmac(salt, address.casefold(), algorithm="sha256").hexdigest()


class Notice(models.Model):
    """That somebody was told something, so that nobody is told twice.

    Without a recipient it says that nobody is to be told: import and backfill send no mail, ever.
    """

    class Event(models.TextChoices):
        """What they were told."""

        ANSWERED = "answered", _("Somebody answered")
        IT_WORKED = "it-worked", _("Their answer solved it")
        SOLVED = "solved", _("What they asked, too, is solved")
        IN_POST = "in-post", _("Their answer is in the post")
        THANKED = "thanked", _("Staff thank for their answer")
        SAFETY = "alarm-safety", _("Staff: it is about safety")
        MONEY = "alarm-money", _("Staff: it is about money")
        BLOCKED = "alarm-blocked", _("Staff: the asker is blocked")
        STUCK = "alarm-stuck", _("Staff: the asker is still stuck")

    event = models.CharField(max_length=16, choices=Event.choices)
    comment = models.ForeignKey(
        "django_comments_xtd.XtdComment", on_delete=models.CASCADE, related_name="+"
    )
    recipient_hash = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["event", "comment", "recipient_hash"], name="peersupport_told_once"
            )
        ]

    def __str__(self) -> str:
        return self.get_event_display()

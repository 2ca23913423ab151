from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .choices import Outcome, Reason


class FollowUp(models.Model):
    """That staff should act on a thread, who took it and how it ended.

    At most one is open per thread; a thread that merely waits too long needs none: that is a query.
    """

    thread = models.ForeignKey(
        "wagtail_peersupport.SupportThread", on_delete=models.CASCADE, related_name="follow_ups"
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    snoozed_at = models.DateTimeField(null=True, blank=True)
    snoozed_until = models.DateTimeField(
        null=True,
        blank=True,
        help_text=_("It rests until then, unless something happens before."),
    )
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["thread"],
                condition=Q(resolved_at__isnull=True),
                name="peersupport_one_open_follow_up",
            )
        ]

    def __str__(self) -> str:
        return self.get_outcome_display() or str(_("Open"))


class FollowUpReason(models.Model):
    """One reason why staff should act. ``voter`` says who raised it, once per reason;
    ``address_hash`` is a guest's, and the sweep blanks it.
    """

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="reasons")
    reason = models.CharField(max_length=20, choices=Reason.choices)
    voter = models.CharField(max_length=64, db_index=True)
    address_hash = models.CharField(max_length=64, blank=True, db_index=True)
    raised_at = models.DateTimeField()

    class Meta:
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["follow_up", "reason", "voter"], name="peersupport_reason_once_per_voter"
            )
        ]

    def __str__(self) -> str:
        return self.get_reason_display()


class Heartbeat(models.Model):
    """When a regular job last finished, so that its absence can be seen; or up to when something
    was done that is done once.
    """

    name = models.CharField(max_length=40, primary_key=True)
    beat_at = models.DateTimeField()

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name}: {self.beat_at}"

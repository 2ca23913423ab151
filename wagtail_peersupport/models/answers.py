"""What staff say of answers, what readers report, and how a question ended without one.

All of it hangs on comments, so it outlives any re-reading.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .choices import Ended, RemovalReason, ReportReason, Verdict
from .comment_querysets import ReportQuerySet
from .voices import Voice


class Endorsement(models.Model):
    """What staff say of an answer, under it; the reader's words stay."""

    comment = models.OneToOneField(
        "django_comments_xtd.XtdComment",
        on_delete=models.CASCADE,
        related_name="peersupport_endorsement",
    )
    verdict = models.CharField(max_length=16, choices=Verdict.choices)
    note = models.CharField(max_length=300, blank=True, help_text=_("Shown under the answer."))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_verdict_display()


class Report(Voice):
    """A reader says that something is wrong with a comment; staff look at it."""

    reason = models.CharField(max_length=16, choices=ReportReason.choices)
    settled_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When staff had looked at it.")
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ReportQuerySet.as_manager()

    class Meta(Voice.Meta):
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "voter"], name="peersupport_one_report_per_voter"
            )
        ]
        indexes = [
            models.Index(
                fields=["comment"],
                condition=models.Q(settled_at__isnull=True),
                name="peersupport_reports_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.get_reason_display()


class Removal(models.Model):
    """Why staff removed a comment, or that its writer withdrew it: the trace that readers see."""

    comment = models.OneToOneField(
        "django_comments_xtd.XtdComment",
        on_delete=models.CASCADE,
        related_name="peersupport_removal",
    )
    reason = models.CharField(max_length=16, choices=RemovalReason.choices)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("removal")
        verbose_name_plural = _("removals")
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_reason_display()


class Ending(models.Model):
    """That a question ended without an accepted answer: solved another way, or closed by staff."""

    comment = models.OneToOneField(
        "django_comments_xtd.XtdComment",
        on_delete=models.CASCADE,
        related_name="peersupport_ending",
    )
    how = models.CharField(max_length=16, choices=Ended.choices)
    note = models.CharField(max_length=300, blank=True, help_text=_("Shown to readers."))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    voter = models.CharField(max_length=64)
    ended_at = models.DateTimeField()

    class Meta:
        verbose_name = _("end of a question")
        verbose_name_plural = _("ends of questions")
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_how_display()


class NotYet(models.Model):
    """The asker was asked whether an answer solved it, and said: not yet."""

    question = models.ForeignKey(
        "django_comments_xtd.XtdComment", on_delete=models.CASCADE, related_name="+"
    )
    answer = models.ForeignKey(
        "django_comments_xtd.XtdComment", on_delete=models.CASCADE, related_name="+"
    )
    said_at = models.DateTimeField()

    class Meta:
        verbose_name = _("not yet")
        verbose_name_plural = _("not yets")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["question", "answer"], name="peersupport_not_yet_once")
        ]

    def __str__(self) -> str:
        return f"#{self.answer_id} ↛ #{self.question_id}"

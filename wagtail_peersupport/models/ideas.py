"""What staff make of ideas and praise. Hangs on the comment, so it outlives any re-reading."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .choices import IdeaStatus


class IdeaState(models.Model):
    """Where an idea stands, and why; an idea without a row is new."""

    comment = models.OneToOneField(
        "django_comments_xtd.XtdComment", on_delete=models.CASCADE, related_name="peersupport_idea"
    )
    status = models.CharField(max_length=16, choices=IdeaStatus.choices)
    reason = models.CharField(
        max_length=300, blank=True, help_text=_("Shown to readers; needed for “not now”.")
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("state of an idea")
        verbose_name_plural = _("states of ideas")
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_status_display()


class PraiseMark(models.Model):
    """What staff did with a comment that praises: thanked for it, featured it, or both."""

    comment = models.OneToOneField(
        "django_comments_xtd.XtdComment",
        on_delete=models.CASCADE,
        related_name="peersupport_praise",
    )
    thanked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    thanked_at = models.DateTimeField(null=True, blank=True)
    featured_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("mark on praise")
        verbose_name_plural = _("marks on praise")
        default_permissions = ()

    def __str__(self) -> str:
        return f"#{self.comment_id}"

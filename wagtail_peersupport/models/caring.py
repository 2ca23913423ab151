"""What staff say of a question besides answering: seen, notes, replies to start from."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin

from .comment_querysets import SeenQuerySet


class Seen(models.Model):
    """Staff told the asker that they saw the question, and perhaps by when they will answer.

    It never counts as an answer.
    """

    comment = models.OneToOneField(
        "django_comments_xtd.XtdComment",
        on_delete=models.CASCADE,
        related_name="peersupport_seen",
    )
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    seen_at = models.DateTimeField()
    answer_by = models.DateField(null=True, blank=True)

    objects = SeenQuerySet.as_manager()

    class Meta:
        verbose_name = _("seen")
        verbose_name_plural = _("seen")
        default_permissions = ()

    def __str__(self) -> str:
        return f"#{self.comment_id}"


class StaffNote(models.Model):
    """What staff tell each other about a question; no reader ever sees it."""

    comment = models.ForeignKey(
        "django_comments_xtd.XtdComment",
        on_delete=models.CASCADE,
        related_name="peersupport_notes",
    )
    text = models.TextField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        default_permissions = ()
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class CannedReply(TranslatableMixin, models.Model):
    """A reply to start from, in one language; whoever sends it changes and signs it.

    Placeholders in curly brackets are filled when it is inserted.
    """

    title = models.CharField(_("title"), max_length=80)
    text = models.TextField(_("text"))
    topic = models.ForeignKey(
        "wagtail_peersupport.Topic",
        verbose_name=_("topic"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: for every topic."),
    )

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("canned reply")
        verbose_name_plural = _("canned replies")
        default_permissions = ()
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class CannedUse(models.Model):
    """That a comment began as a canned reply: what is counted as its use."""

    canned = models.ForeignKey(CannedReply, on_delete=models.CASCADE, related_name="uses")
    comment = models.OneToOneField(
        "django_comments_xtd.XtdComment", on_delete=models.CASCADE, related_name="+"
    )
    used_at = models.DateTimeField()

    class Meta:
        verbose_name = _("use of a canned reply")
        verbose_name_plural = _("uses of canned replies")
        default_permissions = ()

    def __str__(self) -> str:
        return f"#{self.comment_id}"

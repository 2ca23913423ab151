from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportedComment(models.Model):
    """Which comment of an export became which comment here, so that importing again adds nothing.

    No address of the old blog is part of it: a blog that moved is still the same blog. ``comment``
    is null once somebody deleted it here: then it stays deleted.
    """

    source = models.CharField(max_length=16)
    external_id = models.CharField(max_length=64)
    written_at = models.DateTimeField()
    comment = models.ForeignKey(
        "django_comments_xtd.XtdComment", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_owner = models.BooleanField(
        default=False,
        help_text=_("The export says that somebody who wrote posts wrote it: good for reading it."),
    )

    class Meta:
        verbose_name = _("imported comment")
        verbose_name_plural = _("imported comments")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id", "written_at"], name="peersupport_imported_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} #{self.external_id}"

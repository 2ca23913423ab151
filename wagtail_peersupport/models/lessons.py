"""What posts learned: answers of readers that staff put into them."""

import swapper
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Lesson(models.Model):
    """A readers' answer that staff drafted into the post.

    ``live_at`` says since when the published post leads to the question; it is empty while that is
    a draft, and again once somebody takes it out.
    """

    question = models.ForeignKey(
        "django_comments_xtd.XtdComment", on_delete=models.CASCADE, related_name="+"
    )
    answer = models.ForeignKey(
        "django_comments_xtd.XtdComment", on_delete=models.CASCADE, related_name="+"
    )
    page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        on_delete=models.CASCADE,
        related_name="peersupport_lessons",
    )
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    drafted_at = models.DateTimeField()
    live_at = models.DateTimeField(null=True, blank=True)

    # A post is not "used" by what it learned.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["question", "page"], name="peersupport_learned_once")
        ]

    def __str__(self) -> str:
        return f"#{self.answer_id} → {self.page}"

"""What threads are about, whatever post they stand under."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..detection.phrases import split_words


class Topic(models.Model):
    """A subject such as "shipping", defined by staff with a few words or example threads."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    description = models.CharField(
        _("description"), max_length=200, blank=True, help_text=_("One line for readers.")
    )
    words = models.TextField(
        _("words"),
        blank=True,
        help_text=_("Words and phrases that belong to it, in any language, one per line."),
    )
    examples = models.ManyToManyField(
        "wagtail_peersupport.SupportThread",
        verbose_name=_("examples"),
        blank=True,
        related_name="+",
        help_text=_("Questions that belong to it; others like them follow."),
    )
    staff_only = models.BooleanField(
        _("for staff only"),
        default=False,
        help_text=_("Staff answer these, without a head start for readers: billing, safety."),
    )
    response_target_hours = models.PositiveIntegerField(
        _("response target in hours"),
        null=True,
        blank=True,
        help_text=_("Empty: the target of the whole site."),
    )
    sort_order = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        default_permissions = ()
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def phrases(self) -> tuple[str, ...]:
        """The words and phrases to look for, each once."""
        return split_words(self.words)

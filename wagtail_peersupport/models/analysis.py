from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .choices import SUPPORT_KINDS, Kind, Role, Source


class CommentAnalysis(models.Model):
    """What the engine guessed of one comment. A guess is replaced, never corrected: see
    CommentDecision.
    """

    comment = models.OneToOneField(
        "django_comments_xtd.XtdComment",
        on_delete=models.CASCADE,
        related_name="peersupport_analysis",
    )
    kind = models.CharField(max_length=16, choices=Kind.choices)
    role = models.CharField(max_length=16, choices=Role.choices)
    needs_support = models.BooleanField()
    score = models.FloatField(help_text=_("0 to 1: how sure that somebody should respond."))
    kind_score = models.FloatField(default=0.0, help_text=_("0 to 1: how sure of the kind."))
    role_score = models.FloatField(default=0.0, help_text=_("0 to 1: how sure of the role."))
    is_public = models.BooleanField(
        default=False, help_text=_("Sure enough for readers to see it as a question.")
    )
    is_unsure = models.BooleanField(
        default=False, db_index=True, help_text=_("For people to decide: maybe a question.")
    )
    urgency = models.JSONField(
        default=list, help_text=_("Why it should not wait: pairs of Urgency and what says so.")
    )
    claims = models.JSONField(
        default=list, help_text=_("What it states as if for the site: pairs of Claim and words.")
    )
    reasons = models.JSONField(default=list)
    language = models.CharField(max_length=12, blank=True)
    points_back = models.BooleanField(
        default=False, help_text=_("Whether the text mentions or quotes somebody.")
    )
    engine_version = models.CharField(max_length=40)
    digest = models.CharField(
        max_length=64,
        help_text=_("Of text, context and engine: unchanged means nothing to read again."),
    )
    analyzed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("analysis")
        verbose_name_plural = _("analyses")
        indexes = [
            models.Index(
                fields=["comment"], condition=~models.Q(claims=[]), name="peersupport_claims"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.score:.2f})"


class CommentDecision(models.Model):
    """What a person (or the export it came from) decided of a comment instead of the engine.

    An empty field means "no decision": then the guess holds.
    """

    comment = models.OneToOneField(
        "django_comments_xtd.XtdComment",
        on_delete=models.CASCADE,
        related_name="peersupport_decision",
    )
    needs_support = models.BooleanField(null=True, blank=True)
    kind = models.CharField(max_length=16, choices=Kind.choices, blank=True)
    answers = models.ForeignKey(
        "django_comments_xtd.XtdComment",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The earlier comment that this one responds to."),
    )
    stands_apart = models.BooleanField(
        default=False, help_text=_("It belongs to no thread, whatever it seems to answer.")
    )
    topic = models.ForeignKey(
        "wagtail_peersupport.Topic",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    no_topic = models.BooleanField(
        default=False, help_text=_("It is about none of the topics, whatever it seems to be about.")
    )
    source = models.CharField(max_length=16, choices=Source.choices)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return self.kind or self.get_source_display()

    @property
    def is_about_need(self) -> bool:
        """Whether it says what the comment is; ``source`` tells who decided that. Where a comment
        belongs and its topic are for staff and imports alone.
        """
        return self.needs_support is not None or bool(self.kind)

    @property
    def is_by_staff(self) -> bool:
        """Whether staff decided what the comment is: the writer can't change that."""
        return self.is_about_need and self.source == Source.STAFF

    @property
    def is_by_writer(self) -> bool:
        return self.is_about_need and self.source == Source.WRITER


def effective_kind(comment: Any) -> str:
    """What a comment is: as a person decided, else as the engine guessed; "" before it was read."""
    decision = getattr(comment, "peersupport_decision", None)
    analysis = getattr(comment, "peersupport_analysis", None)
    kind = decision.kind if decision is not None and decision.kind else ""
    kind = kind or (analysis.kind if analysis is not None else "")
    if decision is not None and decision.needs_support and kind not in SUPPORT_KINDS:
        return str(Kind.QUESTION)
    return kind

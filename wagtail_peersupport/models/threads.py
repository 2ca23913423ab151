from datetime import datetime

import swapper
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from ..detection.text import asking_sentence, plain_text
from ..querysets import LIVELY, ThreadQuerySet
from .choices import IdeaStatus, Kind, LinkHow, Role, Status
from .comment_querysets import ReplyQuerySet

swapper.set_app_prefix("wagtailcore", "wagtail")


class SupportThread(index.Indexed, models.Model):
    """A question, problem or idea that needs support, and what belongs to it.

    One row per opening comment. Counts and dates are recomputed from the comments by
    ``actions.sync``; the status is derived from them.
    """

    comment = models.OneToOneField(
        "django_comments_xtd.XtdComment", on_delete=models.CASCADE, related_name="support_thread"
    )
    page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        on_delete=models.CASCADE,
        related_name="support_threads",
    )
    kind = models.CharField(max_length=16, choices=Kind.choices)
    language = models.CharField(max_length=12, blank=True)
    is_archive = models.BooleanField(
        default=False, help_text=_("The question was already old when it was first read.")
    )
    is_retired = models.BooleanField(
        default=False, help_text=_("The comment is no longer taken for one that needs support.")
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="merged",
        help_text=_("The thread that asks the same: this one is retired, its address leads there."),
    )
    topic = models.ForeignKey(
        "wagtail_peersupport.Topic",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="threads",
    )
    is_off_post = models.BooleanField(
        default=False, help_text=_("About something else than the post it stands under.")
    )
    urgency = models.JSONField(
        default=list, help_text=_("Why it should not wait: see Urgency. Recomputed.")
    )
    asked_at = models.DateTimeField()
    opened_at = models.DateTimeField(help_text=_("When the question was first read."))
    answered_at = models.DateTimeField(null=True, blank=True)
    reader_answered_at = models.DateTimeField(null=True, blank=True)
    staff_answered_at = models.DateTimeField(null=True, blank=True)
    waits_from = models.DateTimeField(
        null=True,
        blank=True,
        help_text=_("Since when the asker waits, as if without pauses; empty once staff answered."),
    )
    paused_at = models.DateTimeField(
        null=True, blank=True, help_text=_("Since when a reader's answer pauses the waiting.")
    )
    solved_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When staff said all that can be said. Recomputed.")
    )
    last_activity_at = models.DateTimeField()
    answer_count = models.PositiveIntegerField(default=0)
    me_too_count = models.PositiveIntegerField(default=0)

    objects = ThreadQuerySet.as_manager()

    # Wagtail would index before the row is committed; tasks.py does it afterwards.
    search_auto_update = False
    wagtail_reference_index_ignore = True
    search_fields = [
        index.SearchField("title", boost=4),
        index.SearchField("search_text"),
        index.AutocompleteField("title"),
        index.FilterField("id"),
        index.FilterField("page"),
        index.FilterField("is_retired"),
        index.FilterField("is_archive"),
        index.FilterField("asked_at"),
        index.FilterField("solved_at"),
        index.FilterField("answered_at"),
    ]

    class Meta:
        verbose_name = _("support thread")
        verbose_name_plural = _("support threads")
        default_permissions = ()
        permissions = [
            ("support", _("Can answer as staff, work the queue and see its figures")),
            ("manage_support", _("Can manage topics, canned replies and settings of the support")),
        ]
        indexes = [
            models.Index(fields=["page", "asked_at"]),
            models.Index(fields=["-asked_at"]),
            models.Index(fields=["-last_activity_at"]),
            models.Index(
                fields=["last_activity_at"],
                condition=models.Q(LIVELY, is_retired=False, is_archive=False),
                name="peersupport_lively",
            ),
            models.Index(
                fields=["page", "solved_at"],
                condition=models.Q(solved_at__isnull=False, is_retired=False, is_archive=False),
                name="peersupport_solved_on_page",
            ),
            models.Index(fields=["-me_too_count", "-asked_at"], name="peersupport_wanted"),
            # However many are solved or archive, what is open and what are ideas are few.
            models.Index(
                fields=["-asked_at"],
                name="peersupport_open",
                condition=Q(
                    is_retired=False,
                    is_archive=False,
                    solved_at__isnull=True,
                    closed_at__isnull=True,
                )
                & ~Q(kind="idea"),
            ),
            models.Index(
                fields=["-me_too_count", "-asked_at"],
                name="peersupport_ideas",
                condition=Q(is_retired=False, kind="idea"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def title(self) -> str:
        """The sentence that asks, as plain text."""
        return asking_sentence(self.comment.comment)

    @cached_property
    def search_text(self) -> str:
        """What search reads: the question, its topic and its visible replies, as plain text."""
        texts = [self.comment.comment, self.topic.name if self.topic else ""]
        texts += self.replies.visible().values_list("comment__comment", flat=True)
        return "\n".join(plain_text(text) for text in texts)

    @property
    def status(self) -> Status:
        if self.solved_at:
            return Status.SOLVED
        if self.closed_at:
            return Status.CLOSED
        return Status.ANSWERED if self.answered_at else Status.UNANSWERED

    @property
    def is_idea(self) -> bool:
        return self.kind == Kind.IDEA

    @property
    def idea_status(self) -> IdeaStatus:
        """Where an idea stands with staff; new without a word of theirs."""
        state = getattr(self.comment, "peersupport_idea", None)
        return IdeaStatus(state.status) if state is not None else IdeaStatus.NEW

    @property
    def state_label(self) -> str:
        """Where a thread stands, in a word: ideas have states of their own."""
        return str(self.idea_status.label if self.is_idea else self.status.label)

    def may_staff_accept(self, now: datetime, after) -> bool:
        """Whether the asker had ``after`` (a timedelta) to accept an answer themselves."""
        return self.answered_at is not None and now - self.answered_at >= after


class SupportReply(models.Model):
    """A comment inside a thread. Holds nothing a person said: votes and acceptances hang on the
    comment.
    """

    comment = models.OneToOneField(
        "django_comments_xtd.XtdComment", on_delete=models.CASCADE, related_name="support_reply"
    )
    thread = models.ForeignKey(SupportThread, on_delete=models.CASCADE, related_name="replies")
    role = models.CharField(max_length=16, choices=Role.choices)
    link = models.CharField(max_length=16, choices=LinkHow.choices)
    confidence = models.FloatField(default=1.0)
    by_asker = models.BooleanField(default=False)
    merit = models.FloatField(
        default=0.5,
        help_text=_("How likely an answer helps, by what it says and what followed. Recomputed."),
    )
    merit_reasons = models.JSONField(
        default=list, help_text=_("What speaks for and against it, the strongest first.")
    )
    hidden_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text=_("Since when confirmed readers' reports hide it until staff look. Recomputed."),
    )

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.get_role_display()} #{self.comment_id}"

    @property
    def is_answer(self) -> bool:
        return self.role == Role.ANSWER and not self.by_asker

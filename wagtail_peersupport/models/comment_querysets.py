"""Questions asked of many comments, replies and reports at once."""

from __future__ import annotations

from django.db.models import OuterRef, Q, QuerySet

from ..accounts import staff_accounts
from .choices import Capacity


def praising() -> Q:
    """For comments: those that praise, as a person decided, else as the engine guessed."""
    undecided = Q(peersupport_decision=None) | Q(peersupport_decision__kind="")
    guessed = undecided & Q(peersupport_analysis__kind="praise")
    return (Q(peersupport_decision__kind="praise") | guessed) & ~Q(
        peersupport_decision__needs_support=True
    )


def hidden() -> Q:
    """For comments: those that readers' reports hide until staff look."""
    return Q(support_reply__hidden_at__isnull=False)


def _as_staff() -> Q:
    """For replies: written by an account of staff, who did not say that it was personal."""
    personal = Q(comment__peersupport_origin__capacity=Capacity.PERSONAL)
    return Q(comment__user__in=staff_accounts().values("pk")) & ~personal


class ReplyQuerySet(QuerySet):
    def visible(self) -> ReplyQuerySet:
        """Replies whose comment everybody may see."""
        return self.filter(
            hidden_at__isnull=True, comment__is_public=True, comment__is_removed=False
        )

    def hides(self, comment_pk: int) -> bool:
        """Whether readers' reports hide this comment until staff look."""
        return self.filter(comment_id=comment_pk, hidden_at__isnull=False).exists()

    def answers(self) -> ReplyQuerySet:
        """Replies that answer: never the asker's own."""
        return self.filter(role="answer", by_asker=False)

    def by_staff(self) -> ReplyQuerySet:
        """What accounts of staff wrote as staff."""
        return self.filter(_as_staff())

    def by_readers(self) -> ReplyQuerySet:
        """What anybody else wrote, and staff as themselves."""
        return self.exclude(_as_staff())


class ReportQuerySet(QuerySet):
    def waiting(self) -> ReportQuerySet:
        """Reports that staff have not looked at, of comments that are not removed."""
        return self.filter(
            settled_at__isnull=True, comment__is_public=True, comment__is_removed=False
        )

    def in_outer_thread(self) -> ReportQuerySet:
        """Reports of any comment of an outer thread: for subqueries."""
        opener = Q(comment=OuterRef("comment"))
        return self.filter(opener | Q(comment__support_reply__thread=OuterRef("pk")))

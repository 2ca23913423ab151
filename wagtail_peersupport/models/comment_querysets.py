"""Questions asked of many comments, replies, votes and reports at once."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from ..accounts import staff_accounts


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


def personal(path: str = "") -> Q:
    """For comments, or what ``path`` ("comment__") leads to one from: those that staff wrote as
    themselves, which are a reader's for every rule.
    """
    return Q(**{f"{path}peersupport_origin__capacity": "personal"})


def official(path: str = "", staff: Any = None) -> Q:
    """Likewise: those that staff wrote as staff. Who is staff now counts, and what they did not
    call personal. Whoever knows the keys of the staff saves the database to look for them.
    """
    keys = staff_accounts().values("pk") if staff is None else staff
    return Q(**{f"{path}user__in": keys}) & ~personal(path)


def answering() -> Q:
    """For replies: those that stand among the answers, because they answer or were accepted. An
    asker may accept what was not taken for an answer; under an idea that means nothing any more.
    """
    asked = Q(question=OuterRef("thread__comment"))
    merged = Q(question__support_thread__merged_into=OuterRef("thread"))
    acceptances = apps.get_model("wagtail_peersupport", "Acceptance").objects
    accepted = acceptances.filter(asked | merged, answer=OuterRef("comment"))
    return Q(role="answer", by_asker=False) | Q(Exists(accepted)) & ~Q(thread__kind="idea")


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

    def by_staff(self, staff: Any = None) -> ReplyQuerySet:
        """Replies that staff wrote as staff; ``staff`` are their keys, where they are known."""
        return self.filter(official("comment__", staff))

    def by_readers(self, staff: Any = None) -> ReplyQuerySet:
        """All others: by readers, by guests, and by staff as themselves."""
        return self.exclude(official("comment__", staff))


class VoteQuerySet(QuerySet):
    def tallies(self) -> QuerySet:
        """Of each comment, how many votes that count say that it helped, and how many that it did
        not: rows of (key of the comment, helpful, not helpful).
        """
        return (
            self.filter(counts=True)
            .values_list("comment_id")
            .annotate(
                yes=Count("pk", filter=Q(helpful=True)), no=Count("pk", filter=Q(helpful=False))
            )
        )


class SeenQuerySet(QuerySet):
    def standing(self) -> SeenQuerySet:
        """What staff said to have seen and have not answered since."""
        replies = apps.get_model("wagtail_peersupport", "SupportReply").objects
        answers = replies.visible().answers().by_staff()
        since = answers.filter(
            thread__comment=OuterRef("comment"), comment__submit_date__gt=OuterRef("seen_at")
        )
        return self.exclude(Exists(since))


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

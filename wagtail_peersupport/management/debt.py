"""The support debt of a blog in figures, and as a table for a terminal."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from ..models import SupportThread
from ..models.choices import Status

TITLE = 44


@dataclass(slots=True)
class PostDebt:
    """What was asked under one post, and what of it waits."""

    title: str
    asked: int = 0
    unanswered: int = 0
    oldest: datetime | None = None
    """When the oldest unanswered question was asked."""


@dataclass(slots=True)
class Debt:
    """What was asked in a blog, by status and by post; threads are added in any order.

    Ideas are counted by themselves: nobody owes them an answer.
    """

    ideas: int = 0
    by_status: Counter[str] = field(default_factory=Counter)
    archive: int = 0
    oldest: SupportThread | None = None
    posts: dict[int, PostDebt] = field(default_factory=dict)

    @property
    def asked(self) -> int:
        return self.by_status.total()

    def add(self, threads: Iterable[SupportThread]) -> None:
        for thread in threads:
            if thread.is_idea:
                self.ideas += 1
                continue
            post = self.posts.setdefault(thread.page_id, PostDebt(thread.page.title))
            post.asked += 1
            self.by_status[thread.status] += 1
            self.archive += thread.is_archive
            if thread.status == Status.UNANSWERED:
                post.unanswered += 1
                post.oldest = min(post.oldest or thread.asked_at, thread.asked_at)
                if self.oldest is None or thread.asked_at < self.oldest.asked_at:
                    self.oldest = thread

    def worst(self, limit: int) -> list[PostDebt]:
        """The posts where most waits, then where most was asked."""
        posts = sorted(self.posts.values(), key=lambda post: post.title)
        return sorted(posts, key=lambda post: (-post.unanswered, -post.asked))[:limit]


def table(debt: Debt, limit: int) -> list[str]:
    """The posts with the most debt, one line each, below a line of headings."""
    posts = debt.worst(limit)
    lines = [f"{'Post':<{TITLE}}  Asked  Unanswered  Oldest of these"]
    for post in posts:
        oldest = _day(post.oldest) if post.oldest else "-"
        lines.append(
            f"{_cut(post.title):<{TITLE}}  {post.asked:>5,}  {post.unanswered:>10,}  {oldest}"
        )
    rest = len(debt.posts) - len(posts)
    return [*lines, f"and {rest:,} more with fewer"] if rest else lines


def oldest(debt: Debt) -> str:
    """The oldest unanswered question in one line, "" when none waits."""
    if debt.oldest is None:
        return ""
    asked = _day(debt.oldest.asked_at)
    return f"Waiting longest, since {asked}: “{debt.oldest.title}” ({debt.oldest.page.title})"


def _day(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d")


def _cut(title: str) -> str:
    return title if len(title) <= TITLE else f"{title[: TITLE - 1]}…"

"""Disqus exports: threads, one per page of the blog, and the posts that readers wrote there."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from wagtail_peersupport.importers.assembly import Assembly, Draft
from wagtail_peersupport.importers.fields import is_blank, is_true, parse_date, plain, same_place
from wagtail_peersupport.importers.records import NO_DATE, Export, ExportedComment
from wagtail_peersupport.importers.xml import Limits, Node

NOBODY = Node("author")


@dataclass(slots=True)
class Forum:
    """The threads of an export by their Disqus id; threads with one address share a draft."""

    name: str = ""
    drafts: dict[str, Draft] = field(default_factory=dict)
    places: dict[str, Draft] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    owners: set[str] = field(default_factory=set)

    def add_thread(self, node: Node) -> None:
        link, title = node.get("link"), plain(node.get("title"))
        if is_true(node.get("isDeleted")):
            self.deleted.add(node.id)
        elif link or title:
            author = node.child("author") or NOBODY
            self.name = self.name or node.get("forum")
            self.owners |= _accounts(author)
            draft = Draft(
                id=node.id,
                slug="",
                title=title,
                url=link,
                date=parse_date(node.get("createdAt")),
                author=plain(author.get("name")),
            )
            self.drafts[node.id] = self.places.setdefault(same_place(link) or node.id, draft)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A post that waits until every thread is known. `left_out` is why it goes, "" if it stays."""

    thread: str
    accounts: frozenset[str]
    left_out: str
    comment: ExportedComment


def read_disqus(records: Iterator[Node], limits: Limits) -> Export:
    """The export from the records below its root. Raises `ExportError`."""
    forum = Forum()
    assembly = Assembly(limits.comments)
    waiting: list[Waiting] = []
    for record in records:
        if record.name == "thread":
            forum.add_thread(record)
        elif record.name == "post":
            waiting.append(_waiting(record))
            assembly.check(len(waiting))
    for post in waiting:
        _take(post, forum, assembly)
    for draft in forum.places.values():
        if draft.comments:
            assembly.add(draft)
        else:
            assembly.left_out["thread without comments"] += 1
    return assembly.export("disqus", forum.name)


def _waiting(node: Node) -> Waiting:
    thread, parent = node.child("thread"), node.child("parent")
    author = node.child("author") or NOBODY
    left_out = _why_not(node)
    comment = ExportedComment(
        id=node.id or node.get("id"),
        parent=parent.id if parent else "",
        author=plain(author.get("name")),
        email=author.get("email"),
        url=author.get("link"),
        ip=node.get("ipAddress"),
        date=parse_date(node.get("createdAt")) or NO_DATE,
        text="" if left_out else node.get("message"),
        approved=is_true(node.get("isApproved") or "true"),
        by_owner=False,
    )
    return Waiting(thread.id if thread else "", _accounts(author), left_out, comment)


def _why_not(node: Node) -> str:
    for flag, reason in (("isSpam", "spam"), ("isDeleted", "deleted")):
        if is_true(node.get(flag)):
            return reason
    return "empty" if is_blank(node.get("message")) else ""


def _accounts(author: Node) -> frozenset[str]:
    """What identifies an author: user name, unless anonymous, and e-mail address."""
    user = "" if is_true(author.get("isAnonymous")) else author.get("username")
    email = author.get("email").casefold()
    return frozenset(key for key in (user and f"user {user}", email) if key)


def _take(post: Waiting, forum: Forum, assembly: Assembly) -> None:
    draft = forum.drafts.get(post.thread)
    left_out = post.left_out
    if not left_out and draft is None:
        left_out = "comment on deleted" if post.thread in forum.deleted else "comment on nothing"
    if left_out:
        assembly.left_out[left_out] += 1
    if draft and left_out:
        draft.removed[post.comment.id] = post.comment.parent
    elif draft:
        draft.comments.append(
            replace(post.comment, by_owner=not forum.owners.isdisjoint(post.accounts))
        )

"""WordPress exports (WXR 1.0 to 1.2): an RSS feed with the posts and their comments."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from wagtail_peersupport.importers.assembly import Assembly, Draft
from wagtail_peersupport.importers.fields import is_blank, parse_date, plain
from wagtail_peersupport.importers.records import NO_DATE, Export, ExportedComment, ExportError
from wagtail_peersupport.importers.xml import Limits, Node

#: Items that are never posts, and the name under which they are counted.
NOT_POSTS = {
    "attachment": "attachment",
    "nav_menu_item": "menu item",
    "revision": "revision",
}
#: Comments of any other type (pingbacks, order notes) were not written by readers for readers.
WRITTEN_BY_READERS = frozenset({"", "comment", "review"})
HIDDEN = {"spam": "spam", "trash": "trash", "post-trashed": "trash"}
APPROVED = frozenset({"", "1", "approve", "approved"})
PUBLIC = frozenset({"", "publish"})


@dataclass(slots=True)
class Channel:
    """What the export says of the blog, and who writes posts there."""

    fields: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    user_ids: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)
    is_export: bool = False

    def add_author(self, node: Node) -> None:
        login = node.get("author_login")
        self.names[login] = plain(node.get("author_display_name")) or login
        self.user_ids.add(node.get("author_id"))
        self.emails.add(node.get("author_email").casefold())

    def wrote(self, comment: Node, creator: str) -> bool:
        """Whether somebody who writes posts here wrote the comment.

        Exports before 1.1 do not list authors: there a logged-in user of the creator's name counts.
        """
        user = comment.get("comment_user_id")
        email = comment.get("comment_author_email").casefold()
        is_creator = plain(comment.get("comment_author")).casefold() == creator.casefold()
        return bool(
            (email and email in self.emails)
            or (user not in ("", "0") and (user in self.user_ids or is_creator))
        )


def read_wordpress(records: Iterator[Node], limits: Limits) -> Export:
    """The export from the records below its channel. Raises `ExportError`."""
    channel = Channel()
    assembly = Assembly(limits.comments)
    for record in records:
        if record.name == "item":
            _read_item(record, channel, assembly)
        elif record.name == "author" and record.children:
            channel.add_author(record)
        else:
            channel.is_export |= record.name == "wxr_version"
            channel.fields.setdefault(record.name, record.text)
    if not channel.is_export:
        raise ExportError(
            "is an RSS feed, not a WordPress export. In WordPress choose Tools, Export."
        )
    return assembly.export(
        "wordpress",
        title=plain(channel.fields.get("title", "")),
        url=channel.fields.get("link", "") or channel.fields.get("base_blog_url", ""),
        language=channel.fields.get("language", ""),
    )


def _read_item(item: Node, channel: Channel, assembly: Assembly) -> None:
    kind = item.get("post_type")
    comments = list(item.all("comment"))
    channel.is_export |= bool(kind or item.get("post_id") or comments)
    if kind in NOT_POSTS:
        assembly.left_out[NOT_POSTS[kind]] += 1
        assembly.left_out[f"comment on {NOT_POSTS[kind]}"] += len(comments)
    elif item.get("status") not in PUBLIC or item.get("post_password"):
        assembly.left_out["unpublished"] += 1
        assembly.left_out["comment on unpublished"] += len(comments)
    else:
        draft = _draft(item, channel)
        for comment in comments:
            _take(comment, draft, channel, assembly)
        if kind in ("", "post") or draft.comments:
            assembly.add(draft)
        else:
            assembly.left_out["page without comments" if kind == "page" else "other item"] += 1


def _draft(item: Node, channel: Channel) -> Draft:
    creator = item.get("creator")
    return Draft(
        id=item.get("post_id"),
        slug=unquote(item.get("post_name")),
        title=plain(item.get("title")),
        url=item.get("link"),
        date=parse_date(item.get("post_date_gmt"), item.get("post_date"), item.get("pubDate")),
        author=channel.names.get(creator, creator),
        body=item.get("encoded"),
    )


def _take(node: Node, draft: Draft, channel: Channel, assembly: Assembly) -> None:
    reason = _why_not(node)
    identifier, parent = node.get("comment_id"), node.get("comment_parent")
    if reason:
        assembly.left_out[reason] += 1
        draft.removed[identifier] = parent
        return
    date = parse_date(node.get("comment_date_gmt"), node.get("comment_date"))
    draft.comments.append(
        ExportedComment(
            id=identifier,
            parent=parent,
            author=plain(node.get("comment_author")),
            email=node.get("comment_author_email"),
            url=node.get("comment_author_url"),
            ip=node.get("comment_author_IP"),
            date=date or NO_DATE,
            text=node.get("comment_content"),
            approved=node.get("comment_approved").lower() in APPROVED,
            by_owner=channel.wrote(node, draft.author),
        )
    )


def _why_not(node: Node) -> str:
    """Why a comment is left out, "" when it stays."""
    state = node.get("comment_approved").lower()
    kind = node.get("comment_type").lower()
    if state in HIDDEN:
        return HIDDEN[state]
    if kind not in WRITTEN_BY_READERS:
        return kind if kind in ("pingback", "trackback") else "not a comment"
    return "empty" if is_blank(node.get("comment_content")) else ""

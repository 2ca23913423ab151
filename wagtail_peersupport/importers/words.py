"""How the things that an export loses on the way are counted."""

from collections.abc import Mapping

#: By the names of `Export.left_out`: one of them, and many.
NOUNS = {
    "attachment": ("attachment", "attachments"),
    "comment on attachment": ("comment on an attachment", "comments on attachments"),
    "comment on deleted": ("comment on a deleted page", "comments on deleted pages"),
    "comment on menu item": ("comment on a menu item", "comments on menu items"),
    "comment on nothing": ("comment that belongs to no post", "comments that belong to no post"),
    "comment on revision": ("comment on a revision", "comments on revisions"),
    "comment on unpublished": ("comment on an unpublished post", "comments on unpublished posts"),
    "deleted": ("deleted comment", "deleted comments"),
    "duplicate": ("duplicate", "duplicates"),
    "empty": ("empty comment", "empty comments"),
    "menu item": ("menu item", "menu items"),
    "not a comment": ("entry that is no comment", "entries that are no comments"),
    "other item": ("item of another kind", "items of other kinds"),
    "page without comments": ("page without comments", "pages without comments"),
    "pingback": ("pingback", "pingbacks"),
    "revision": ("revision", "revisions"),
    "spam": ("spam", "spam"),
    "thread without comments": ("thread without comments", "threads without comments"),
    "trackback": ("trackback", "trackbacks"),
    "trash": ("trash", "trash"),
    "unpublished": ("unpublished post", "unpublished posts"),
}


def counted(left_out: Mapping[str, int]) -> list[str]:
    """What was left out, each as '38 attachments'."""
    return [f"{number:,} {NOUNS[what][number != 1]}" for what, number in left_out.items()]

from .pages import is_visible, visible_among, visible_pages
from .raised import raised_on, still_holding
from .reasons import DERIVED, Moment
from .threads import ThreadQuerySet
from .times import due_at
from .waiting import LIVELY, candidates, waits_for

__all__ = [
    "DERIVED",
    "LIVELY",
    "Moment",
    "ThreadQuerySet",
    "candidates",
    "due_at",
    "is_visible",
    "raised_on",
    "still_holding",
    "visible_among",
    "visible_pages",
    "waits_for",
]

from .pages import visible_pages
from .raised import raised_on, still_holding
from .threads import ThreadQuerySet
from .times import due_at, head_start

__all__ = [
    "ThreadQuerySet",
    "due_at",
    "head_start",
    "raised_on",
    "still_holding",
    "visible_pages",
]

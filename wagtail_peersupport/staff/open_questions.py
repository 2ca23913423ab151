"""How many questions are open under each post, for where staff already are: in the page listing, in
a page's header, in a column.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.utils.translation import ngettext

from .. import permissions
from ..viewer import Viewer
from .filters import State, open_questions
from .places import queue_url
from .reach import reachable_threads

_COUNTED = "_peersupport_open_questions"


def open_counts(user: Any) -> dict[int, int]:
    """By the keys of posts; those without a question are missing, and those that an account does
    not support. One query for all, remembered on an object that stands for an account as long as
    its request.
    """
    if not permissions.is_staff(user):
        return {}
    if not hasattr(user, _COUNTED):
        threads = open_questions(reachable_threads(Viewer(user=user)).active())
        counted = threads.order_by().values("page").annotate(count=Count("pk"))
        setattr(user, _COUNTED, dict(counted.values_list("page", "count")))
    return getattr(user, _COUNTED)


def open_label(count: int) -> str:
    return ngettext("%(count)d open question", "%(count)d open questions", count) % {"count": count}


def questions_url(page_pk: int, state: str = State.OPEN) -> str:
    """The queue, narrowed to a post and a state."""
    return queue_url(urlencode({"state": str(state), "post": page_pk}))

"""Wagtail's own log, told of one thread; and the way from its reports to the thread's screen."""

from __future__ import annotations

from typing import Any

from wagtail.log_actions import registry

from .. import comments, permissions
from ..models import SupportThread
from .places import screen_url


class ThreadURLFinder:
    """Where Wagtail's site history links to, for those who may work the queue."""

    def __init__(self, user: Any = None) -> None:
        self.user = user

    def get_edit_url(self, instance: SupportThread) -> str | None:
        if self.user is not None and not permissions.is_staff(self.user):
            return None
        return screen_url(instance.pk)


def history_of(thread: SupportThread) -> list[Any]:
    """The log entries of a thread and of its question, newest first."""
    entries = [
        entry
        for instance in (thread, _as_logged(thread.comment))
        for entry in registry.get_logs_for_instance(instance).select_related(
            "user__wagtail_userprofile"
        )
    ]
    return sorted(entries, key=lambda entry: entry.timestamp, reverse=True)


def _as_logged(comment: Any) -> Any:
    """The comment as a row of the site's own model, if it has one: so it stands in the log."""
    model = comments.comment_model()
    return comment if isinstance(comment, model) else model.norel_objects.get(pk=comment.pk)

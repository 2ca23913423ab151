"""What was merged, moved or set apart around one thread, and the buttons that change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import BaseButton, Button

from .. import comments
from ..models import SupportThread
from ..models.choices import LinkHow
from ..threads.authors import shown_name
from ..threads.faces import CommentFace
from ..threads.wording import first_words
from ..viewer import Viewer
from .buttons import SMALL, VerbButton, verb_url
from .places import screen_url
from .reach import reachable_threads

WORDS = 160


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A thread that was merged into this one, or a comment that was set apart from it."""

    label: str
    url: str
    buttons: tuple[BaseButton, ...] = ()


class Merges:
    """Around one thread, for one member of staff. Three queries.

    ``queue`` names the queue around it, for the pages that its buttons lead to.
    """

    def __init__(self, thread: SupportThread, viewer: Viewer, queue: str = "") -> None:
        self.thread = thread
        self.asked = f"?{urlencode({'queue': queue})}" if queue else ""
        threads = reachable_threads(viewer)
        self.into: SupportThread | None = threads.filter(pk=thread.merged_into_id or 0).first()
        self.merged = {
            one.comment_id: one for one in threads.filter(merged_into=thread).order_by("asked_at")
        }

    def panel(self, reply_pks: list[int]) -> dict[str, Any]:
        """What the thread's screen shows; ``reply_pks`` are its replies."""
        return {
            "into": self.into,
            "into_url": screen_url(self.into.pk) if self.into else "",
            "took_in": [
                Neighbour(one.title, screen_url(one.pk), (_unmerge(one.pk),))
                for one in self.merged.values()
            ],
            "apart": self._apart([self.thread.comment_id, *reply_pks]),
            "button": self._button(),
        }

    def menu(self, face: CommentFace) -> tuple[BaseButton, ...]:
        """What can be done about the place of a reply."""
        if face.pk in self.merged:
            return (_unmerge(self.merged[face.pk].pk),)
        buttons: list[BaseButton] = [
            Button(_("Move to…"), _place("move", face.pk) + self.asked, classname=SMALL),
            _verb("split_off", _("Split off as a question of its own"), face.pk),
            _verb("set_apart", _("Belongs to no thread"), face.pk),
        ]
        if face.how == LinkHow.MOVED:
            buttons.append(_verb("put_back", _("Put back where it was written"), face.pk))
        return tuple(buttons)

    def _button(self) -> BaseButton | None:
        if self.thread.merged_into_id:
            return _unmerge(self.thread.pk)
        if self.thread.is_retired:
            return None
        url = verb_url("merge", self.thread.pk) + self.asked
        return Button(_("Merge into…"), url, classname=SMALL)

    def _apart(self, pks: list[int]) -> list[Neighbour]:
        rows = comments.settled(parent_id__in=pks, peersupport_decision__stands_apart=True)
        return [
            Neighbour(
                f"{shown_name(row)}: {first_words(row.comment, WORDS)}",
                "",
                (
                    _verb("put_back", _("Put back where it was written"), row.pk),
                    Button(_("Move to…"), _place("move", row.pk), classname=SMALL),
                ),
            )
            for row in rows.filter(comments.shown()).exclude(parent_id=F("pk"))
        ]


def _place(name: str, comment_pk: int) -> str:
    return reverse(f"peersupport_staff:{name}", args=(comment_pk,))


def _verb(name: str, label: str, comment_pk: int) -> VerbButton:
    return VerbButton(label, _place(name, comment_pk), classname=SMALL)


def _unmerge(thread_pk: int) -> VerbButton:
    return VerbButton(_("Undo merging"), verb_url("unmerge", thread_pk), classname=SMALL)

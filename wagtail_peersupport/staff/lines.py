"""The replies of a thread as its screen shows them, with everything that can be done about each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import BaseButton

from ..models import SupportThread
from ..models.choices import LinkHow, Role
from ..threads.faces import CommentFace
from .buttons import SMALL, VerbButton
from .judging import is_to_verify, verdict_panel, verify_button
from .lessons import LessonPanel, lesson_button
from .merges import Merges
from .places import screen_url
from .reports import removal_buttons
from .thanking import thanks_button


@dataclass(frozen=True, slots=True)
class Line:
    """A reply as staff see it."""

    face: CommentFace
    role: str
    how: str
    button: VerbButton | None
    """Accept it for the asker, or take that back; None where neither is allowed."""
    reply_url: str
    """Where the reply form answers this very reply."""
    verify: VerbButton | None = None
    """Vouch for it in one click; None where that is said already, or not allowed."""
    menu: tuple[BaseButton, ...] = ()
    """What else can be done about it."""
    removal: tuple[BaseButton, ...] = ()
    """One for each reason to remove it."""
    judging: dict[str, Any] | None = None
    """What staff may say of it, where it is an answer."""


class Lines:
    """Makes the lines of one thread; ``answers`` are its answers, best first."""

    def __init__(
        self,
        thread: SupportThread,
        merges: Merges,
        answers: Iterable[CommentFace],
        queue: str,
        lesson: LessonPanel | None,
    ) -> None:
        self.thread = thread
        self.merges = merges
        self.lesson = lesson
        self.queue = {"queue": queue} if queue else {}
        self.screen = screen_url(thread.pk)
        self.keys = _first_to(answers)

    def line(self, face: CommentFace) -> Line:
        return Line(
            face=face,
            role=Role(face.role).label if face.role else "",
            how=LinkHow(face.how).label if face.how else "",
            button=self._judge(face),
            reply_url=f"{self.screen}?{urlencode({**self.queue, 'reply_to': face.pk})}#reply",
            verify=verify_button(face, **self._key("v", face)),
            menu=(
                *thanks_button(face),
                *lesson_button(self.lesson, face.pk),
                *self.merges.menu(face),
            ),
            removal=removal_buttons(face.pk),
            judging=verdict_panel(face),
        )

    def _judge(self, face: CommentFace) -> VerbButton | None:
        args = (self.thread.pk, face.pk)
        if face.can_accept and face.is_answer:
            url = reverse("peersupport_staff:accept", args=args)
            attrs = self._key("c", face)
            return VerbButton(_("Accept for the asker"), url, classname=SMALL, attrs=attrs)
        if face.can_unaccept:
            url = reverse("peersupport_staff:unaccept", args=args)
            return VerbButton(_("Undo acceptance"), url, classname=SMALL)
        return None

    def _key(self, key: str, face: CommentFace) -> dict[str, str]:
        """The attribute by which a key presses a button; of all answers one has it."""
        return {"data-ps-key": key} if self.keys.get(key) == face.pk else {}


def _first_to(answers: Iterable[CommentFace]) -> dict[str, int]:
    """Which answer a key is for: the first to verify, and to accept the proposed one, else the
    first.
    """
    answers = list(answers)
    acceptable = [face for face in answers if face.can_accept and face.is_answer]
    acceptable.sort(key=lambda face: not face.proposed_to)
    firsts = {"c": acceptable[:1], "v": [*filter(is_to_verify, answers)][:1]}
    return {key: face.pk for key, faces in firsts.items() for face in faces}

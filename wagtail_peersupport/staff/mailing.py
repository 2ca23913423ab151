"""What to copy for somebody who asked by e-mail: the best answer and the link, as text."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from ..addresses import Addresses
from ..detection.text import plain_text
from ..models import SupportThread
from ..models.choices import Verdict
from ..threads.faces import CommentFace
from ..viewer import public_viewer


def mail_text(thread: SupportThread, answers: Sequence[CommentFace]) -> str:
    """In the language of the post: a greeting, the accepted answer, else the verified one, else the
    first, and where all of it stands. "" without an answer.
    """
    good = [face for face in answers if face.verdict is None or face.verdict.is_verified]
    if not good:
        return ""
    best = max(good, key=_rank)
    with translation.override(thread.page.locale.language_code):
        return _("Hello,\n\n%(answer)s\n\nAll of it: %(url)s") % {
            "answer": plain_text(best.html),
            "url": Addresses(public_viewer()).full(thread, thread.page),
        }


def _rank(face: CommentFace) -> int:
    """Of equal ones max() takes the first."""
    verified = face.verdict is not None and face.verdict.verdict == Verdict.VERIFIED
    return 2 * bool(face.accepted_by) + verified

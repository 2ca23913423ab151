from collections.abc import Callable
from datetime import datetime
from smtplib import SMTPRecipientsRefused
from typing import Any, NamedTuple

from django.core.management import CommandError
from django.utils import timezone

from ...actions.sweeping import Swept, beat, sweep
from ...actions.sync import NEWS
from ...notifications.alarming import notify_staff, untold_alarms
from ...notifications.answering import notify_asker, untold_answers
from ...notifications.morning import due_mornings, notify_morning
from ...notifications.solving import notify_solved, untold_solutions
from ...notifications.teaching import notify_taught, untold_lessons
from ...notifications.thanking import notify_helper, unthanked_helpers
from ...notifications.thanks import notify_thanked, unsent_thanks
from ..site import SiteCommand

WORDS = {
    "settled": ("comment settled", "comments settled"),
    "read": ("comment read", "comments read"),
    "placed": ("comment put in its place", "comments put in their place"),
    "recounted": ("thread counted anew", "threads counted anew"),
    "rated": ("reply rated anew", "replies rated anew"),
    "routed": ("thread given its topic", "threads given their topics"),
    "learned": ("answer found in or out of its post", "answers found in or out of their posts"),
    "indexed": ("thread put right in search", "threads put right in search"),
    "forgotten": ("record forgotten as promised", "records forgotten as promised"),
}


class Lost(NamedTuple):
    """One sort of mail whose job may have been lost."""

    find: Callable[[datetime], list[int]]
    tell: Callable[[int], None]
    words: tuple[str, str]


LOST: tuple[Lost, ...] = (
    Lost(untold_answers, notify_asker, ("asker told", "askers told")),
    Lost(unthanked_helpers, notify_helper, ("helper told", "helpers told")),
    Lost(untold_lessons, notify_taught, ("lesson told of", "lessons told of")),
    Lost(unsent_thanks, notify_thanked, ("letter of thanks sent", "letters of thanks sent")),
    Lost(untold_solutions, notify_solved, ("solution told of", "solutions told of")),
    Lost(untold_alarms, notify_staff, ("alarm told of", "alarms told of")),
    # No job sends these.
    Lost(due_mornings, notify_morning, ("morning mail sent", "morning mails sent")),
)


class Command(SiteCommand):
    help = "Repairs whatever a lost job left undone. Run it every hour, for example by cron."

    def handle(self, *args: Any, **options: Any) -> None:
        swept = sweep()
        self.refused: OSError | None = None
        told = [(self._tell(lost), lost.words) for lost in LOST]
        if self.refused is not None:
            raise _unsent(self.refused)
        beat()
        self.stdout.write(_sentence(swept, told))

    def _tell(self, lost: Lost) -> int:
        """Look after the mails of one sort whose job was lost; returns of how many events."""
        since = timezone.now() - NEWS
        waiting = lost.find(since)
        for pk in waiting:
            try:
                lost.tell(pk)
            except SMTPRecipientsRefused as error:
                # One wrong address keeps nobody else from being told.
                self.refused = error
            except OSError as error:
                raise _unsent(error) from error
        return len(set(waiting) - set(lost.find(since)))


def _unsent(error: OSError) -> CommandError:
    return CommandError(
        f"Everything is repaired, but a mail could not be sent ({error}). "
        "Look at the EMAIL settings; the next sweep tries again."
    )


def _sentence(swept: Swept, told: list[tuple[int, tuple[str, str]]]) -> str:
    counts = [(getattr(swept, name), words) for name, words in WORDS.items()]
    repaired = [f"{n:,} {words[n != 1]}" for n, words in [*counts, *told] if n]
    return f"Swept: {', '.join(repaired) or 'nothing to repair'}."

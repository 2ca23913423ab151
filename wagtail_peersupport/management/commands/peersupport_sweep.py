from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from ...actions.sweeping import Swept, beat, sweep
from ...actions.sync import NEWS
from ...notifications.answering import notify_asker, untold_answers

WORDS = {
    "settled": ("comment settled", "comments settled"),
    "read": ("comment read", "comments read"),
    "placed": ("comment put in its place", "comments put in their place"),
    "recounted": ("thread counted anew", "threads counted anew"),
    "rated": ("reply rated anew", "replies rated anew"),
    "routed": ("thread given its topic", "threads given their topics"),
    "indexed": ("thread put right in search", "threads put right in search"),
    "forgotten": ("record forgotten as promised", "records forgotten as promised"),
}


class Command(BaseCommand):
    help = "Repairs whatever a lost job left undone. Run it every hour, for example by cron."

    def handle(self, *args: Any, **options: Any) -> None:
        swept = sweep()
        told = self._tell()
        beat()
        self.stdout.write(_sentence(swept, told))

    def _tell(self) -> int:
        """Look after the mails of answers whose job was lost; returns of how many answers."""
        since = timezone.now() - NEWS
        waiting = untold_answers(since)
        try:
            for pk in waiting:
                notify_asker(pk)
        except OSError as error:
            raise CommandError(
                f"Everything is repaired, but a mail could not be sent ({error}). "
                "Look at the EMAIL settings; the next sweep tries again."
            ) from error
        return len(set(waiting) - set(untold_answers(since)))


def _sentence(swept: Swept, told: int) -> str:
    repaired = [
        f"{number:,} {WORDS[name][number != 1]}"
        for name in WORDS
        if (number := getattr(swept, name))
    ]
    if told:
        repaired.append(f"{told:,} {'asker' if told == 1 else 'askers'} told")
    return f"Swept: {', '.join(repaired) or 'nothing to repair'}."

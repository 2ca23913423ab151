"""Reads the mails that the backend kept."""

import email
import email.policy
import email.utils
import re
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

_NAME = re.compile(r"[0-9a-f-]+")


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail: ``html`` is "" where it has no such version."""

    name: str
    subject: str
    sender: str
    to: str
    sent_at: datetime
    text: str
    html: str


def all_letters():
    """Every mail, newest first."""
    files = sorted(settings.LETTERBOX_DIR.glob("*.eml"), reverse=True)
    return [_read(file) for file in files]


def letter(name):
    """One mail by its name, or None."""
    file = settings.LETTERBOX_DIR / f"{name}.eml"
    return _read(file) if _NAME.fullmatch(name) and file.exists() else None


def _read(file):
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    return Letter(
        name=file.stem,
        subject=message["Subject"] or "",
        sender=message["From"] or "",
        to=message["To"] or "",
        sent_at=email.utils.parsedate_to_datetime(message["Date"]),
        text=_part(message, "plain"),
        html=_part(message, "html"),
    )


def _part(message, kind):
    part = message.get_body(preferencelist=(kind,))
    return part.get_content() if part is not None else ""

"""Where the example site's mail goes: one file each, as it would have been sent."""

import secrets

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class LetterboxBackend(BaseEmailBackend):
    """Keeps every mail as ``LETTERBOX_DIR/<time>-<random>.eml``; the names sort by time."""

    def send_messages(self, email_messages):
        """Keep these messages; returns how many they are."""
        settings.LETTERBOX_DIR.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{timezone.now():%Y%m%d-%H%M%S-%f}-{secrets.token_hex(4)}"
            file = settings.LETTERBOX_DIR / f"{name}.eml"
            file.write_bytes(message.message().as_bytes())
        return len(email_messages)

"""Mail servers for tests."""

from smtplib import SMTPRecipientsRefused

import django
from django.core.mail.backends.locmem import EmailBackend


class PickyBackend(EmailBackend):
    """Keeps mail in memory, and refuses what goes to wrong@example.com as a server does."""

    def send_messages(self, messages):
        for message in messages:
            if "wrong@example.com" in message.to:
                raise SMTPRecipientsRefused({"wrong@example.com": (550, b"No such user")})
        return super().send_messages(messages)


#: ``override_settings(**PICKY)``
PICKY = (
    {"MAILERS": {"default": {"BACKEND": "tests.staff.mailers.PickyBackend"}}}
    if django.VERSION >= (6, 1)
    else {"EMAIL_BACKEND": "tests.staff.mailers.PickyBackend"}
)

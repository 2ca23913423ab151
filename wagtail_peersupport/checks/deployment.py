"""What does no harm while trying things out, and does on a site that readers use."""

from collections.abc import Iterator

from django.conf import settings
from django.core import checks
from django.db import connection

from .paste import paste

WRITE_LOCKS = {"IMMEDIATE", "EXCLUSIVE"}


def check_sqlite() -> Iterator[checks.CheckMessage]:
    mode = connection.settings_dict.get("OPTIONS", {}).get("transaction_mode") or ""
    if connection.vendor == "sqlite" and mode.upper() not in WRITE_LOCKS:
        yield checks.Warning(
            'Two readers who write at the same moment get "database is locked" from SQLite.',
            hint=paste(
                "Add to your settings, below DATABASES",
                'DATABASES["default"]["OPTIONS"] = {',
                '    "transaction_mode": "IMMEDIATE",',
                '    "timeout": 20,',
                "}",
            ),
            id="peersupport.W003",
        )


def check_threaded_mail() -> Iterator[checks.CheckMessage]:
    if getattr(settings, "COMMENTS_XTD_THREADED_EMAILS", True):
        yield checks.Warning(
            "django-comments-xtd sends its own follow-up mails from threads: they are lost when "
            "the server restarts, and nobody hears of an error.",
            hint=paste("Add to your settings", "COMMENTS_XTD_THREADED_EMAILS = False"),
            id="peersupport.W004",
        )


def check_sender() -> Iterator[checks.CheckMessage]:
    sender = getattr(settings, "COMMENTS_XTD_FROM_EMAIL", settings.DEFAULT_FROM_EMAIL)
    if sender == "webmaster@localhost":
        yield checks.Warning(
            "Mails to guests come from webmaster@localhost, which most mail servers refuse.",
            hint=paste(
                "Add to your settings, with an address of yours",
                'DEFAULT_FROM_EMAIL = "blog@example.com"',
            ),
            id="peersupport.W005",
        )

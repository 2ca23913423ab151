"""Whether an address is theirs who typed it: the mail that asks its owner."""

from ..models import MeToo, SupportThread
from .sending import send_awaited
from .told_links import confirm_url


def send_address_check(thread: SupportThread, said: MeToo, email: str) -> None:
    """Mail the link with which an address is confirmed. Raises MailFailed."""
    page = thread.page.specific
    context = {
        "page": page,
        "question": thread.title,
        "confirm_url": confirm_url(page, said.pk, email),
    }
    send_awaited("tell_me", email, context)

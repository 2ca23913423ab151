"""Whether an address is theirs who typed it: the mail that asks its owner."""

from django.utils.translation import gettext as _

from ..models import MeToo, SupportThread
from .confirming import MailFailed
from .sending import send
from .told_links import confirm_url


def send_address_check(thread: SupportThread, said: MeToo, email: str) -> None:
    """Mail the link with which an address is confirmed. Raises MailFailed."""
    page = thread.page.specific
    context = {
        "page": page,
        "question": thread.title,
        "confirm_url": confirm_url(page, said.pk, email),
    }
    try:
        send("tell_me", email, context)
    except OSError as error:
        raise MailFailed(
            _("The mail with your link could not be sent just now. Please try again in a while.")
        ) from error

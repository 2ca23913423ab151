"""One way to send a mail: a subject, a text and an HTML twin from templates of the same name."""

from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from .. import comments
from ..actions.errors import Refused


class MailFailed(Refused):
    """The mail server did not take a mail that somebody waits for."""


def send(name: str, to: str, context: dict[str, Any], *, stop_url: str = "") -> None:
    """Send ``wagtail_peersupport/mail/<name>_subject.txt``, ``.txt`` and ``.html`` to one address.

    ``stop_url`` is where mails of this kind end: mail programs show a button for it (RFC 8058).
    Raises what the mail backend raises.
    """
    folder = f"wagtail_peersupport/mail/{name}"
    subject = " ".join(render_to_string(f"{folder}_subject.txt", context).split())
    context = {**context, "stop_url": stop_url}
    message = EmailMultiAlternatives(
        subject, render_to_string(f"{folder}.txt", context), comments.from_address(), [to]
    )
    if stop_url:
        message.extra_headers["List-Unsubscribe"] = f"<{stop_url}>"
        message.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.attach_alternative(render_to_string(f"{folder}.html", context), "text/html")
    message.send()


def send_awaited(name: str, to: str, context: dict[str, Any]) -> None:
    """Send the mail with a link that somebody waits for. Raises MailFailed."""
    try:
        send(name, to, context)
    except OSError as error:
        raise MailFailed(
            _("The mail with your link could not be sent just now. Please try again in a while.")
        ) from error

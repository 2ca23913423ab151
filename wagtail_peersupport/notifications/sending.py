"""One way to send a mail: a subject, a text and an HTML twin from templates of the same name."""

from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from .. import comments


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

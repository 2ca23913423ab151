"""One way to send a mail: a subject, a text and an HTML twin from templates of the same name."""

from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from .. import comments


def send(name: str, to: str, context: dict[str, Any]) -> None:
    """Send ``wagtail_peersupport/mail/<name>_subject.txt``, ``.txt`` and ``.html`` to one address.

    Raises what the mail backend raises.
    """
    folder = f"wagtail_peersupport/mail/{name}"
    subject = " ".join(render_to_string(f"{folder}_subject.txt", context).split())
    message = EmailMultiAlternatives(
        subject, render_to_string(f"{folder}.txt", context), comments.from_address(), [to]
    )
    message.attach_alternative(render_to_string(f"{folder}.html", context), "text/html")
    message.send()

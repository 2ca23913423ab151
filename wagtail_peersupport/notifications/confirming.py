"""A guest's comment waits until the address is confirmed: the mail that asks for it."""

from typing import Any

from django.urls import reverse

from .. import comments
from ..addresses import absolute
from ..conf import conf
from ..detection.text import plain_text
from .sending import send_awaited


def send_confirmation_request(comment: Any, request: Any) -> None:
    """Mail the link that publishes a waiting comment, with the writer's own words.

    Raises MailFailed: without the link the comment could never appear, so the writer must know.
    """
    key = comments.confirmation_key(comment)
    page = comment.content_object
    path = reverse("wagtail_peersupport:confirm", args=[key])
    context = {
        "page": page,
        "name": comment.user_name,
        "words": plain_text(comment.comment),
        "confirm_url": absolute(page, path),
        "page_url": page.full_url,
        "target_hours": conf.RESPONSE_TARGET_HOURS,
    }
    send_awaited("confirm", comment.user_email, context)

"""Filters of our own templates, for templates that replace them."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from ..threads.faces import CommentFace

register = template.Library()


@register.filter
def ago(moment: datetime) -> str:
    """How long ago in words, one unit: "3 days ago"; "just now" within the first minute."""
    now = timezone.now()
    if (now - moment).total_seconds() < 60:
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(moment, now, depth=1)}


@register.filter
def holds(comment: CommentFace, pk: str) -> bool:
    """Whether the comment with this key (as text) is somewhere below ``comment``."""
    return any(str(reply.pk) == pk or holds(reply, pk) for reply in comment.replies)

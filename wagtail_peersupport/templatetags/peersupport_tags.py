"""``{% load peersupport_tags %} {% peersupport_comments page %}``: the comment section of a
post.
"""

from typing import Any

from django import template

from .. import comments, forms
from ..conf import conf
from ..threads.lookup import reply_parent
from ..threads.section import ORDERS
from ..threads.wording import first_words
from ..viewer import viewer_for
from ..views.section_list import section_list

register = template.Library()

REPLIED_TO = 160


@register.inclusion_tag("wagtail_peersupport/section.html", takes_context=True)
def peersupport_comments(context: Any, page: Any) -> dict[str, Any]:
    """The whole comment section of ``page``: questions with their best answer, votes, badges, the
    form.
    """
    request = context["request"]
    viewer = viewer_for(request)
    page = page.specific
    parent = reply_parent(comments.find(request.GET.get("reply_to", "")), page)
    found, listed = section_list(context.template.engine, request, page, viewer)
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "page": page,
        "section": found,
        "comments": listed,
        "orders": ORDERS,
        "form": forms.comment_form(page, viewer, parent=parent),
        "parent": parent,
        "parent_words": first_words(parent.comment, REPLIED_TO) if parent is not None else "",
        "is_guest": viewer.is_guest,
        "may_post": not viewer.is_guest or comments.guests_may_post(page),
        "posted": request.GET.get("posted", ""),
        "target_hours": conf.RESPONSE_TARGET_HOURS,
    }

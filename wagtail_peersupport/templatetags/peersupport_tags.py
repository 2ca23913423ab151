"""``{% load peersupport_tags %}``: the comment section of a post, and short lists of questions and
of helpers for any template.
"""

from typing import Any

from django import template

from .. import comments, forms
from ..conf import conf
from ..threads import elsewhere
from ..threads.helping import can_you_help
from ..threads.house import rules_url
from ..threads.lookup import reply_parent
from ..threads.promise import promise
from ..threads.section import ORDERS
from ..threads.suggesting import while_waiting
from ..threads.top_helpers import top_helpers
from ..threads.wording import first_words
from ..viewer import viewer_for
from ..views.arriving import just_arrived
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
    _check_page("peersupport_comments", page)
    page = page.specific
    parent = reply_parent(comments.find(request.GET.get("reply_to", "")), page)
    arrived = just_arrived(request, viewer)
    arrived["meanwhile"] = while_waiting(arrived["posted"], viewer)
    found, listed = section_list(context.template.engine, request, page, viewer, arrived)
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
        **arrived,
        "helping": can_you_help(page, viewer),
        "target_hours": conf.RESPONSE_TARGET_HOURS,
        "promise": promise(viewer.site),
        "rules_url": rules_url(page, viewer),
    }


@register.inclusion_tag("wagtail_peersupport/elsewhere/questions.html", takes_context=True)
def peersupport_questions(context: Any, page: Any, limit: int = 5) -> dict[str, Any]:
    """The questions about a post, those that most people have first."""
    request = context["request"]
    _check_page("peersupport_questions", page)
    threads = elsewhere.questions_about(page, viewer_for(request), limit)
    return {"request": request, "page": page, "threads": threads}


@register.inclusion_tag("wagtail_peersupport/elsewhere/latest_solved.html", takes_context=True)
def peersupport_latest_solved(context: Any, limit: int = 5, topic: str = "") -> dict[str, Any]:
    """What was solved last, in the language of the page; about the topic of this slug only."""
    request = context["request"]
    threads = elsewhere.latest_solved(viewer_for(request), limit, topic)
    return {"request": request, "threads": threads}


@register.inclusion_tag("wagtail_peersupport/elsewhere/top_helpers.html", takes_context=True)
def peersupport_top_helpers(context: Any, limit: int = 5) -> dict[str, Any]:
    """Who helped most, on the site of the page."""
    request = context["request"]
    return {"request": request, "helpers": top_helpers(viewer_for(request), limit=limit)}


def _check_page(tag: str, page: Any) -> None:
    """A name that a template doesn't know comes as "", which says nothing to whoever wrote it."""
    if not isinstance(page, comments.page_model()):
        raise template.TemplateSyntaxError(
            f"{{% {tag} %}} needs the page that the comments belong to, and got {page!r}. In the "
            f"template of a post write {{% {tag} page %}}."
        )

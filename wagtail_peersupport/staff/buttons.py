"""Buttons that POST: each names the one form that stands on every page of ours."""

from functools import cache
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import BaseButton

from .situations import Situation
from .verbs import Verb

FORM_ID = "peersupport-verbs"
#: How a button looks that stands among others.
SMALL = "button button-small button-secondary"


class VerbButton(BaseButton):
    """A submit button, in a dropdown or by itself."""

    template_name = "wagtail_peersupport/staff/verb_button.html"
    allow_in_dropdown = True

    def __init__(self, label: Any, url: str, **kwargs: Any) -> None:
        attrs = {"form": FORM_ID, "formaction": url, **kwargs.pop("attrs", {})}
        super().__init__(label, url, attrs=attrs, **kwargs)


class VerbsDropdown(BaseButton):
    """Everything that can be done about a question, and the way to it: one template for all of it,
    since a list has one in every row.
    """

    template_name = "wagtail_peersupport/staff/verbs_dropdown.html"

    def __init__(self, situation: Situation, verbs: list[Verb]) -> None:
        super().__init__()
        self.situation = situation
        self.verbs = verbs

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        pk = self.situation.thread.pk
        label = _("More options for '%(title)s'") % {"title": self.situation.thread.title}
        return {
            "label": label,
            "url": self.situation.url,
            "link_icon": icon_html("link-external"),
            "form_id": FORM_ID,
            "verbs": [
                (verb.label, verb_url(verb.name, pk), icon_html(verb.icon)) for verb in self.verbs
            ],
        }


@cache
def icon_html(name: str) -> str:
    """Wagtail's markup for an icon, made once."""
    return render_to_string("wagtailadmin/shared/icon.html", {"name": name, "classname": "icon"})


def verb_url(name: str, thread_pk: int) -> str:
    return reverse(f"peersupport_staff:{name}", args=(thread_pk,))


def verb_button(verb: Verb, thread_pk: int, **kwargs: Any) -> VerbButton:
    return VerbButton(verb.label, verb_url(verb.name, thread_pk), **kwargs)

"""Buttons that POST: each names the one form that stands on every page of ours."""

from typing import Any

from django.urls import reverse
from wagtail.admin.widgets.button import BaseButton

from .verbs import Verb

FORM_ID = "peersupport-verbs"


class VerbButton(BaseButton):
    """A submit button, in a dropdown or by itself."""

    template_name = "wagtail_peersupport/staff/verb_button.html"
    allow_in_dropdown = True

    def __init__(self, label: Any, url: str, **kwargs: Any) -> None:
        attrs = {"form": FORM_ID, "formaction": url, **kwargs.pop("attrs", {})}
        super().__init__(label, url, attrs=attrs, **kwargs)


def verb_url(name: str, thread_pk: int) -> str:
    return reverse(f"peersupport_staff:{name}", args=(thread_pk,))


def verb_button(verb: Verb, thread_pk: int, **kwargs: Any) -> VerbButton:
    return VerbButton(verb.label, verb_url(verb.name, thread_pk), **kwargs)

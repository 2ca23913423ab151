"""The reader's form: django-comments-xtd's own, in our words, with the reader's text always
kept.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from . import comments, permissions
from .accounts import account_email, account_name
from .models.choices import Capacity
from .viewer import Viewer

KEPT = ("name", "email", "url", "comment")
#: What a form that is shown again says anew.
FRESH = ("reply_to", "honeypot", "followup")
CAPACITY = "capacity"
WISH, TOUCHED = "wants_answer", "wants_answer_touched"
SEEN = "reviewed"


def comment_form(
    page: Any, viewer: Viewer, *, parent: Any = None, data: Any = None, words: str = ""
) -> Any:
    """xtd's form for a post: unbound, perhaps with ``words`` in it, or bound to what was sent.

    An account needs neither name nor e-mail: their fields are left out of what the template shows.
    """
    if data is not None:
        form = comments.form_for(page, data=with_account(data, viewer))
        parent = comments.as_pk(data.get("reply_to", "")) or None
    else:
        form = comments.form_for(page, parent=parent, initial={"comment": words})
    return _in_our_words(form, page, viewer, asks=asks(page, parent))


def again(page: Any, viewer: Viewer, data: Any, parent: Any = None) -> Any:
    """A fresh form (new security data) with the words that were sent: nothing typed is ever
    lost.
    """
    # A form of the site's own may have more fields than ours.
    initial = {name: value for name, value in data.items() if name not in FRESH}
    initial[CAPACITY] = capacity(data) or Capacity.OFFICIAL
    form = comments.form_for(page, parent=parent, initial=initial)
    return _in_our_words(form, page, viewer, asks=asks(page, parent))


def asks(page: Any, parent: Any) -> bool:
    """Whether what is written here asks by itself: on the hub stand questions and their replies."""
    return bool(getattr(page, "is_support_hub", False)) and parent is None


def with_account(data: Any, viewer: Viewer) -> Any:
    """What was sent, with the account's name and address where the form does not ask for them."""
    data = data.copy()
    for name in KEPT:
        data[name] = data.get(name, "").replace("\x00", "")
    if viewer.user is not None:
        # An account writes under its own name; only what it lacks is taken from the form.
        data["name"] = account_name(viewer.user)
        data["email"] = account_email(viewer.user) or data["email"]
    # A button of xtd's older templates: it would show a page of xtd's instead of posting.
    data.pop("preview", None)
    data["next"] = reverse("wagtail_peersupport:sent")
    # Following the whole page is xtd's; ours is per thread, and nobody is mailed twice.
    data.pop("followup", None)
    return data


def wish(data: Any) -> bool | None:
    """Whether the writer would like an answer, from what was sent; None where nothing was said.

    A box that is not ticked says no only where the person unticked it.
    """
    if data.get(WISH):
        return True
    return False if data.get(TOUCHED) else None


def capacity(data: Any) -> str:
    """In which capacity staff write, from what was sent: a word of Capacity, "" where nothing was
    said.
    """
    said = data.get(CAPACITY, "")
    return said if said in dict(_CAPACITIES) else ""


def _in_our_words(form: Any, page: Any, viewer: Viewer, *, asks: bool) -> Any:
    fields = form.fields
    fields[WISH] = forms.BooleanField(required=False, label=_("I'd like an answer to this"))
    # Our script says here whether the person, and not itself, touched the box.
    fields[TOUCHED] = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)
    if asks:
        form.initial |= {WISH: "1", TOUCHED: "1"}
        fields[WISH].widget = forms.HiddenInput()
    # What the writer was shown before, so that nobody is asked twice (threads/reviewing.py).
    fields[SEEN] = forms.CharField(required=False, widget=forms.HiddenInput)
    is_shown = not form.is_bound or CAPACITY in form.data
    if is_shown and permissions.supports(viewer.user, page.pk):
        fields[CAPACITY] = forms.ChoiceField(
            required=False,
            label=_("You write"),
            choices=_CAPACITIES,
            initial=Capacity.OFFICIAL,
            widget=forms.RadioSelect,
        )
    fields["name"].label = _("Your name")
    fields["email"].label = _("Your e-mail")
    fields["email"].help_text = _(
        "Not shown. We use it to confirm your comment and to tell you of answers."
    )
    fields["url"].label = _("Your website (optional)")
    fields["comment"].label = _("Your question") if asks else _("Your comment")
    for name, attrs in _ATTRS.items():
        fields[name].widget.attrs.pop("placeholder", None)
        fields[name].widget.attrs.update(attrs)
    # An attribute would stand beside the widget's own type, and the first one counts.
    fields["email"].widget.input_type = "email"
    return form


_CAPACITIES = [
    (str(Capacity.OFFICIAL), _("Officially, as staff")),
    (str(Capacity.PERSONAL), _("Personally, as a reader")),
]
_ATTRS = {
    "name": {"autocomplete": "name", "class": "ps-input"},
    "email": {"autocomplete": "email", "class": "ps-input"},
    "url": {"autocomplete": "url", "class": "ps-input", "inputmode": "url"},
    "comment": {"class": "ps-input", "rows": 5},
}

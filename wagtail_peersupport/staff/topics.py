"""The topics: a list, a form and a history in the admin, for those who may manage the support."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList, TitleFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import SlugInput
from wagtail.permission_policies.base import BasePermissionPolicy

from .. import permissions
from ..accounts import accounts_with
from ..detection.phrases import is_findable, split_words
from ..models import SupportThread, Topic
from ..viewer import Viewer
from .reach import reachable_threads

#: The newest questions that are offered as examples; those that were chosen are, too.
OFFERED = 100


class ManagePolicy(BasePermissionPolicy):
    """Whoever may manage the support may do anything to what is set up for it."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return permissions.may_manage(user)

    def users_with_any_permission(self, actions: Any) -> QuerySet:
        return accounts_with("manage_support")


class TopicForm(WagtailAdminModelForm):
    """A topic needs something to be recognised by: words, or an example."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        self.fields["response_target_hours"].min_value = 1
        examples = self.fields["examples"]
        self.offered = self._offered()
        examples.queryset = (
            SupportThread.objects.filter(pk__in=self.offered)
            .with_authors()
            .order_by("-asked_at", "-pk")
        )
        examples.label_from_instance = lambda thread: f"{thread.title} ({thread.page.title})"

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        if self._others().filter(name__iexact=name).exists():
            raise ValidationError(_("There is a topic of this name already."))
        return name

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"] or slugify(self.cleaned_data.get("name", ""))
        if not slug and "name" in self.cleaned_data:
            raise ValidationError(_("Please write one: letters, digits and hyphens."))
        taken = self._others().filter(slug=slug).first()
        if taken is not None:
            raise ValidationError(
                _("“%(slug)s” is the slug of “%(topic)s” already. Please choose another.")
                % {"slug": slug, "topic": taken.name}
            )
        return slug

    def clean_words(self) -> str:
        phrases = split_words(self.cleaned_data["words"])
        senseless = [phrase for phrase in phrases if not is_findable(phrase)]
        if senseless:
            raise ValidationError(
                _("There is nothing to look for in “%(words)s”; three letters stand before a *.")
                % {"words": "”, “".join(senseless)}
            )
        return "\n".join(phrases)

    def clean_response_target_hours(self) -> int | None:
        hours = self.cleaned_data["response_target_hours"]
        if hours == 0:
            raise ValidationError(_("An hour at least, or nothing for the target of the site."))
        return hours

    def clean_examples(self) -> QuerySet:
        """What was chosen; what others chose and this account does not reach stays."""
        chosen = [thread.pk for thread in self.cleaned_data["examples"]]
        if self.instance.pk:
            others = self.instance.examples.exclude(pk__in=self.offered)
            chosen += others.values_list("pk", flat=True)
        return SupportThread.objects.filter(pk__in=chosen)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not {"words", "examples"} & self.errors.keys() and not (
            data["words"] or data["examples"]
        ):
            self.add_error(
                "words", _("Write at least one word here, or choose an example further down.")
            )
        return data

    def _others(self) -> QuerySet:
        return Topic.objects.exclude(pk=self.instance.pk)

    def _offered(self) -> list[int]:
        """The examples chosen so far and the newest questions, as far as the account reaches."""
        if self.for_user is None:
            return []
        reachable = reachable_threads(Viewer(user=self.for_user)).filter(is_retired=False)
        newest = reachable.order_by("-asked_at", "-pk").values_list("pk", flat=True)[:OFFERED]
        chosen = Q(pk__in=self.instance.examples.values("pk")) if self.instance.pk else Q(pk__in=())
        return [*newest, *reachable.filter(chosen).values_list("pk", flat=True)]


class TopicViewSet(ModelViewSet):
    """Below the queue's address, with a button there and an entry in the settings menu."""

    model = Topic
    name = "peersupport_topics"
    url_prefix = "support/topics"
    icon = "tag"
    menu_label = gettext_lazy("Support topics")
    menu_order = 850
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    permission_policy = ManagePolicy(Topic)
    list_display = [
        "name",
        Column(
            "words",
            label=gettext_lazy("Words"),
            accessor=lambda topic: ", ".join(topic.phrases),
            width="40%",
        ),
        BooleanColumn("staff_only", label=gettext_lazy("For staff only")),
        Column("response_target_hours", label=gettext_lazy("Target (hours)")),
        Column("sort_order", label=gettext_lazy("Order"), sort_key="sort_order"),
    ]
    ordering = ["sort_order", "name"]
    edit_handler = ObjectList(
        [
            TitleFieldPanel("name", targets=["slug"], placeholder=False),
            FieldPanel("slug", widget=SlugInput),
            FieldPanel("description"),
            FieldPanel(
                "words",
                widget=forms.Textarea(attrs={"rows": 8}),
                help_text=gettext_lazy(
                    "Words and phrases that belong to it, in any language, one per line. Other "
                    "forms are found, too: “ship” finds “shipping”. “Versand*” finds all words "
                    "that begin so."
                ),
            ),
            FieldPanel(
                "examples",
                widget=forms.CheckboxSelectMultiple(attrs={"class": "peersupport-examples"}),
            ),
            FieldPanel("staff_only"),
            FieldPanel("response_target_hours"),
            FieldPanel("sort_order"),
        ],
        base_form_class=TopicForm,
    )

"""The screen on which staff post a question that came by e-mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminPageChooser

from .. import comments
from ..actions.by_mail import TellsWho, ask_by_mail
from ..actions.errors import Refused
from ..viewer import Viewer
from .counts import forget_count
from .places import queue_crumb, screen_url
from .reach import reachable_pages, staff_viewer


class ReachedPageChooser(AdminPageChooser):
    """Names no other page than one of ``pages``, whatever an address or a form says."""

    def __init__(self, pages: QuerySet, **options: Any) -> None:
        super().__init__(**options)
        self.pages = pages

    def get_instance(self, value: Any) -> Any:
        page = super().get_instance(value)
        is_known = page is not None and self.pages.filter(pk=page.pk).exists()
        return page if is_known else None


class ByMailForm(forms.Form):
    """A post that one reaches, and the question. The box stands there once something was found."""

    page = forms.ModelChoiceField(
        queryset=None,
        label=gettext_lazy("Post"),
        help_text=gettext_lazy("The question stands among the comments of this post."),
        error_messages={
            "invalid_choice": gettext_lazy(
                "You support nobody under this page. Please choose another one."
            )
        },
    )
    text = forms.CharField(
        label=gettext_lazy("Question"),
        help_text=gettext_lazy(
            "In the words of whoever wrote, without names, addresses and numbers. Readers see “A "
            "customer”, and that you posted it."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    is_anonymous = forms.BooleanField(
        required=False, label=gettext_lazy("It is fine: none of it tells who wrote")
    )

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pages = reachable_pages(viewer)
        self.fields["page"].queryset = pages
        self.fields["page"].widget = ReachedPageChooser(
            pages, target_models=comments.models_with_comments()
        )
        self.fields["text"].max_length = comments.max_length()
        if not self.data.get("is_anonymous"):
            self.fields["is_anonymous"].widget = forms.HiddenInput()

    def offer_box(self) -> None:
        """Let whoever posts say that what was found is fine."""
        self.fields["is_anonymous"].widget = forms.CheckboxInput()


class ByMailView(WagtailAdminTemplateMixin, FormView):
    """The form; then the question's own screen, to answer it."""

    template_name = "wagtail_peersupport/staff/by_mail.html"
    page_title = gettext_lazy("Post a question from an e-mail")
    header_icon = "mail"
    form_class = ByMailForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.viewer = staff_viewer(request)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, queue_crumb(), here]

    def get_initial(self) -> dict[str, Any]:
        return {"page": comments.as_pk(self.request.GET.get("page", ""))}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"viewer": self.viewer, **super().get_form_kwargs()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.update(
            action_url=self.request.path,
            media=context["form"].media,
            submit_button_label=_("Post the question"),
            submit_button_active_label=_("Posting…"),
        )
        return context

    def form_valid(self, form: ByMailForm) -> HttpResponse:
        said = form.cleaned_data
        try:
            thread = ask_by_mail(
                said["page"], self.viewer, said["text"], is_anonymous=said["is_anonymous"]
            )
        except Refused as refusal:
            words = str(refusal)
            if isinstance(refusal, TellsWho):
                form.offer_box()
                words = _("%(refusal)s Or tick the box below, if it is fine.") % {"refusal": words}
            form.add_error("text", words)
            return self.form_invalid(form)
        forget_count(self.viewer)
        messages.success(
            self.request, _("“%(title)s” is posted: answer it here.") % {"title": thread.title}
        )
        return HttpResponseRedirect(screen_url(thread.pk))

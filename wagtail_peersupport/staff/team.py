"""Who answers for a site where a post's author does not, and when they are told: one form for each
site, for those who may manage the support.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.views import generic
from wagtail.admin.widgets import SwitchInput
from wagtail.models import Site

from .. import comments, permissions
from ..accounts import account_email, account_name, staff_accounts
from ..models import TeamSettings
from .topics import ManagePolicy


class TeamForm(WagtailAdminModelForm):
    """Offers the accounts that may support readers somewhere on the site. Whoever may not any more
    leaves the team with the next change.
    """

    class Meta:
        model = TeamSettings
        fields = ["members", "morning_hour", "on_weekends", "house_rules"]
        widgets = {
            "members": forms.CheckboxSelectMultiple(attrs={"class": "peersupport-examples"}),
            "morning_hour": forms.Select(choices=[(hour, f"{hour:02}:00") for hour in range(24)]),
            "on_weekends": SwitchInput,
            "house_rules": forms.Textarea(attrs={"rows": 6}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = self.fields["members"]
        members.queryset = supporters(self.instance.site)
        members.label_from_instance = _described
        self.fields["morning_hour"].help_text = _(
            "From this hour on, by the clock of %(zone)s. Nothing comes where nobody waits."
        ) % {"zone": timezone.get_default_timezone_name()}


class SiteForm(forms.Form):
    """The switch between the sites; without JavaScript its button does it."""

    site = forms.ModelChoiceField(Site.objects.all(), label=gettext_lazy("Site"), empty_label=None)


class TeamView(generic.EditView):
    """The team of one site: of the one that the address or ``?site=`` names, else the default."""

    model = TeamSettings
    form_class = TeamForm
    permission_policy = ManagePolicy(TeamSettings)
    template_name = "wagtail_peersupport/staff/team.html"
    page_title = gettext_lazy("Support team")
    header_icon = "group"
    success_message = gettext_lazy("The support team was saved.")
    error_message = gettext_lazy("The support team could not be saved: something is wrong below.")

    def get_object(self, queryset: QuerySet | None = None) -> TeamSettings:
        site = _wanted_site(self.request)
        if self.request.method == "POST":
            return TeamSettings.objects.get_or_create(site=site)[0]
        return TeamSettings.objects.filter(site=site).first() or TeamSettings(site=site)

    def get_edit_url(self) -> str:
        return team_url(self.object.site_id)

    get_success_url = get_edit_url

    def get_success_buttons(self) -> list[Any]:
        return []

    def get_page_subtitle(self) -> str:
        return ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]

    def get_last_updated_info(self) -> Any:
        return super().get_last_updated_info() if self.object.pk else None

    @cached_property
    def can_delete(self) -> bool:
        return False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        several = Site.objects.count() > 1
        switch = SiteForm(initial={"site": self.object.site_id}) if several else None
        return super().get_context_data(site_form=switch, **kwargs)


class TeamMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.may_manage(request.user)


class TeamURLFinder:
    """Where Wagtail's site history links to."""

    def __init__(self, user: Any = None) -> None:
        self.user = user

    def get_edit_url(self, instance: TeamSettings) -> str | None:
        if self.user is not None and not permissions.may_manage(self.user):
            return None
        return team_url(instance.site_id)


def team_url(site_pk: int) -> str:
    return f"{reverse('peersupport_staff:team')}?site={site_pk}"


def supporters(site: Site) -> QuerySet:
    """The staff who hold a page permission anywhere on a site, or above its root."""
    pages = comments.page_model().objects
    here = Q(pk__in=())
    for root in site.root_page.get_translations(inclusive=True):
        above = root.get_ancestors(inclusive=True).values("path")
        here |= Q(path__startswith=root.path) | Q(path__in=above)
    reaching = Q(groups__page_permissions__page__in=pages.filter(here).values("pk"))
    reaching |= Q(is_superuser=True)
    staff = staff_accounts()
    return staff.filter(pk__in=staff.filter(reaching).values("pk")).order_by("pk")


def _described(user: Any) -> str:
    email = account_email(user) or _("no e-mail address: hears nothing")
    return f"{account_name(user)} ({email})"


def _wanted_site(request: HttpRequest) -> Site:
    wanted = comments.as_pk(request.GET.get("site", ""))
    if wanted is not None:
        return get_object_or_404(Site, pk=wanted)
    site = Site.find_for_request(request) or Site.objects.order_by("-is_default_site").first()
    if site is None:
        raise PermissionDenied
    return site

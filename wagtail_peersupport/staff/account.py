"""Which of our mails one wants, in Wagtail's account settings."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab
from wagtail.admin.widgets import SwitchInput

from ..actions.preferring import WISHES, preference_of
from ..models import StaffPreference
from ..notifications.recipients import concerns


class StaffMailForm(forms.ModelForm):
    class Meta:
        model = StaffPreference
        fields = WISHES
        help_texts = {
            "wants_morning_mail": gettext_lazy(
                "Receive one mail on working mornings, if somebody waits for an answer under your "
                "posts, or for the team that you belong to"
            ),
            "wants_alarms": gettext_lazy(
                "Receive a mail when a comment there should not wait, or somebody is still stuck"
            ),
        }
        widgets = dict.fromkeys(WISHES, SwitchInput)


class StaffMailPanel(BaseSettingsPanel):
    """For those who could be told: staff, and authors of posts."""

    name = "peersupport_mail"
    title = gettext_lazy("Support mails")
    tab = notifications_tab
    order = 200
    form_class = StaffMailForm

    def is_active(self) -> bool:
        return concerns(self.user)

    def get_form(self) -> StaffMailForm:
        data = self.request.POST if self.request.method == "POST" else None
        return self.form_class(data, instance=preference_of(self.user), prefix=self.name)

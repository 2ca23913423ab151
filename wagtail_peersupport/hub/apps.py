from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportHubConfig(AppConfig):
    name = "wagtail_peersupport.hub"
    label = "wagtail_peersupport_hub"
    verbose_name = _("Support hub")
    default_auto_field = "django.db.models.BigAutoField"

from django.apps import AppConfig, apps
from django.core.checks import Error
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

WITHOUT_US = Error(
    "wagtail_peersupport.hub is installed without wagtail_peersupport.",
    hint='Add to INSTALLED_APPS, above "wagtail_peersupport.hub":\n\n    "wagtail_peersupport",\n',
    id="peersupport.E029",
)


class SupportHubConfig(AppConfig):
    name = "wagtail_peersupport.hub"
    label = "wagtail_peersupport_hub"
    verbose_name = _("Support hub")
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        # Django would stop at the first model of ours and not say why.
        if not apps.is_installed("wagtail_peersupport"):
            raise ImproperlyConfigured(str(WITHOUT_US))
        super().import_models()

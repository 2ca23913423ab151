from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class PeerSupportConfig(AppConfig):
    name = "wagtail_peersupport"
    verbose_name = _("Peer support")
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        from .checks.start import refuse_to_start

        # Django stops at the models of the comments app where half of it is installed.
        refuse_to_start()
        super().import_models()

    def ready(self) -> None:
        from .checks.register import register_checks

        register_checks()
        # Without the comments app there is nothing to wire: the checks say what to do.
        if apps.is_installed("django_comments_xtd") and apps.is_installed("django_comments"):
            from . import signal_handlers

            signal_handlers.connect()

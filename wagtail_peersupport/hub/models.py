"""The ready-made hub page. A site with a page model of its own takes the mixin instead."""

from wagtail.models import Page

from .mixins import SupportHubMixin


class SupportHubPage(SupportHubMixin, Page):
    """Shows every thread that its viewer may see, searchable, with a page for each."""

    template = "wagtail_peersupport/hub.html"

    class Meta:
        verbose_name = "support hub"
        verbose_name_plural = "support hubs"

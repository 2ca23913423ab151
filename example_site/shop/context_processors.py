from django.conf import settings
from django.db.models import prefetch_related_objects
from wagtail.models import Locale, Site

from wagtail_peersupport.hub.models import SupportHubPage


def navigation(request):
    """What the header of every page needs, also of those that are no Wagtail page.

    ``home`` and ``help_page`` are of the active language; ``homes`` are one home page per language.
    """
    site = Site.find_for_request(request)
    if site is None:
        return {"shop_name": settings.WAGTAIL_SITE_NAME}
    homes = list(site.root_page.get_translations(inclusive=True).live().order_by("path"))
    prefetch_related_objects(homes, "locale")
    active = Locale.get_active()
    home = next((page for page in homes if page.locale_id == active.pk), homes[0])
    return {
        "shop_name": settings.WAGTAIL_SITE_NAME,
        "homes": homes,
        "home": home,
        "help_page": SupportHubPage.objects.child_of(home).live().first(),
    }

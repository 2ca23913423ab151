from django.contrib.auth.views import LoginView
from django.shortcuts import render
from django.urls import reverse
from wagtail.models import Site

from shop.loading.accounts import PASSWORD
from shop.loading.data import read_accounts
from wagtail_peersupport.hub.models import SupportHubPage


class DemoLoginView(LoginView):
    """A log-in page that also offers every account of the demo, one button each."""

    template_name = "shop/login.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(accounts=read_accounts(), password=PASSWORD, **kwargs)


def another_site(request):
    """A page that plays another site, with the widget on it.

    Open it as localhost: the script comes from 127.0.0.1, which is another site to a browser.
    """
    site = Site.find_for_request(request)
    hub = SupportHubPage.objects.child_of(site.root_page).live().first()
    script = site.root_url + reverse("wagtail_peersupport:widget_script")
    context = {"script": script, "all_questions": hub.full_url if hub else site.root_url}
    return render(request, "shop/another_site.html", context)

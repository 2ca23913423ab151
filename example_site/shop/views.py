from django.contrib.auth.views import LoginView

from shop.loading.accounts import PASSWORD
from shop.loading.data import read_accounts


class DemoLoginView(LoginView):
    """A log-in page that also offers every account of the demo, one button each."""

    template_name = "shop/login.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(accounts=read_accounts(), password=PASSWORD, **kwargs)

"""One include for everything: ours first, then django-comments-xtd's own."""

from django.apps import apps
from django.urls import include, path

urlpatterns: list = []

# A site that has not installed the comments app yet must get as far as its checks.
if apps.is_installed("django_comments_xtd"):
    urlpatterns = [
        path("", include("wagtail_peersupport.views.urls")),
        path("", include("wagtail_peersupport.views.doors")),
    ]

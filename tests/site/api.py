"""The API of the test blog, wired as docs/how-to/use-the-api.md says."""

from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet

from wagtail_peersupport.api.views import (
    SupportAnswersAPIViewSet,
    SupportThreadsAPIViewSet,
    SupportTopicsAPIViewSet,
)

api_router = WagtailAPIRouter("wagtailapi")
api_router.register_endpoint("pages", PagesAPIViewSet)
api_router.register_endpoint("support-threads", SupportThreadsAPIViewSet)
api_router.register_endpoint("support-answers", SupportAnswersAPIViewSet)
api_router.register_endpoint("support-topics", SupportTopicsAPIViewSet)

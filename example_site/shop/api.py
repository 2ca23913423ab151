"""What other programs may read of the blog: its posts, and what readers ask under them."""

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

from django.urls import path

from . import confirming, posting, verbs

app_name = "wagtail_peersupport"

urlpatterns = [
    path("write/", posting.write, name="write"),
    path("sent/", posting.sent, name="sent"),
    path("confirm/<str:key>/", confirming.confirm, name="confirm"),
    path("<int:pk>/helpful/", verbs.helpful, name="helpful"),
    path("<int:pk>/not-helpful/", verbs.not_helpful, name="not_helpful"),
    path("<int:pk>/unvote/", verbs.unvote, name="unvote"),
    path("<int:pk>/me-too/", verbs.me_too, name="me_too"),
    path("<int:pk>/not-me-too/", verbs.not_me_too, name="not_me_too"),
    path("<int:pk>/accept/", verbs.accept, name="accept"),
    path("<int:pk>/unaccept/", verbs.unaccept, name="unaccept"),
    path("<int:pk>/ask-for-staff/", verbs.ask_for_staff, name="ask_for_staff"),
    path("<int:pk>/needs-support/", verbs.needs_support, name="needs_support"),
    path("<int:pk>/needs-no-support/", verbs.needs_no_support, name="needs_no_support"),
]

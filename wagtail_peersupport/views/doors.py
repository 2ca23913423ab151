"""django-comments-xtd's own addresses and names, so that what reverses them keeps working.

Not included whole: what it would show of hidden comments and restricted pages goes through ours.
"""

from django.db.models import Q
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from ..comments import xtd_view
from ..models.comment_querysets import hidden
from . import confirming, guards, posting

XTD = "django_comments_xtd.views"
BELOW = "django_comments.views"
SHORTCUT = "django.contrib.contenttypes.views.shortcut"
API = "django_comments_xtd.api.views"
# xtd's own urls tell its API views that its settings come before those of the REST framework.
OPTIONS = {"override_drf_defaults": True}


def api(name: str):
    # As in xtd, the REST framework checks for forgery itself.
    return csrf_exempt(xtd_view(f"{API}.{name}"))


def listed(name: str):
    # xtd itself lists what was removed, without its words but with the name of its writer.
    not_shown = hidden() | Q(is_removed=True)
    return csrf_exempt(guards.of_visible_target(xtd_view(f"{API}.{name}", not_shown)))


def button(name: str):
    return guards.of_visible_comment(xtd_view(f"{XTD}.{name}"))


urlpatterns = [
    path("post/", posting.write, name="comments-post-comment"),
    path("posted/", posting.sent, name="comments-comment-done"),
    path("sent/", posting.sent, name="comments-xtd-sent"),
    path("confirm/<str:key>/", confirming.confirm, name="comments-xtd-confirm"),
    path("mute/<str:key>/", xtd_view(f"{XTD}.mute"), name="comments-xtd-mute"),
    path("reply/<int:cid>/", posting.reply, name="comments-xtd-reply"),
    path("flag/<int:comment_id>/", button("flag"), name="comments-flag"),
    path("flagged/", posting.sent, name="comments-flag-done"),
    path("like/<int:comment_id>/", button("like"), name="comments-xtd-like"),
    path("liked/", posting.sent, name="comments-xtd-like-done"),
    path("dislike/<int:comment_id>/", button("dislike"), name="comments-xtd-dislike"),
    path("disliked/", posting.sent, name="comments-xtd-dislike-done"),
    path(
        "delete/<int:comment_id>/",
        xtd_view(f"{BELOW}.moderation.delete"),
        name="comments-delete",
    ),
    path("deleted/", xtd_view(f"{BELOW}.moderation.delete_done"), name="comments-delete-done"),
    path(
        "approve/<int:comment_id>/",
        xtd_view(f"{BELOW}.moderation.approve"),
        name="comments-approve",
    ),
    path("approved/", xtd_view(f"{BELOW}.moderation.approve_done"), name="comments-approve-done"),
    path(
        "cr/<int:content_type_pk>/<str:object_pk>/",
        guards.of_visible_page(xtd_view(SHORTCUT)),
        name="comments-url-redirect",
    ),
    path("api/comment/", api("CommentCreate"), OPTIONS, name="comments-xtd-api-create"),
    path("api/preview/", api("PreviewUserAvatar"), OPTIONS, name="comments-xtd-api-preview"),
    re_path(
        r"^api/(?P<content_type>\w+-\w+)/(?P<object_pk>[-\w]+)/$",
        listed("CommentList"),
        OPTIONS,
        name="comments-xtd-api-list",
    ),
    re_path(
        r"^api/(?P<content_type>\w+-\w+)/(?P<object_pk>[-\w]+)/count/$",
        listed("CommentCount"),
        OPTIONS,
        name="comments-xtd-api-count",
    ),
    path("api/feedback/", api("ToggleFeedbackFlag"), OPTIONS, name="comments-xtd-api-feedback"),
    path("api/flag/", api("CreateReportFlag"), OPTIONS, name="comments-xtd-api-flag"),
]

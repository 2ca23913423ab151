"""The test blog, and beside our door the one of django-comments-xtd as it comes."""

from django.urls import path
from django_comments.views.comments import post_comment

from tests.urls import urlpatterns as blog

urlpatterns = [path("plain/post/", post_comment), *blog]

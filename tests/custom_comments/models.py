"""A site's own comment model, as django-comments-xtd allows one."""

from django.db import models
from django_comments_xtd.models import XtdComment


class ShopComment(XtdComment):
    mood = models.CharField(max_length=20, blank=True)

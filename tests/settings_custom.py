"""The same blog with a comment model of its own."""

from tests.settings import *
from tests.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.custom_comments"]
COMMENTS_XTD_MODEL = "tests.custom_comments.models.ShopComment"

from django.apps import AppConfig


class CustomCommentsConfig(AppConfig):
    name = "tests.custom_comments"
    label = "custom_comments"
    default_auto_field = "django.db.models.BigAutoField"

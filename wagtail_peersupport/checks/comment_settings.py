"""The settings of Django's sites and of django-comments-xtd, as the project wrote them.

They are read from Django's settings, not from xtd's copy, so they can be checked without xtd.
"""

import secrets
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Info
from django.utils.module_loading import import_string

from .paste import paste

IN_SETTINGS = "Add to your settings"


def check_site_id() -> Iterator[CheckMessage]:
    if not isinstance(getattr(settings, "SITE_ID", None), int):
        yield Error(
            "SITE_ID is not set, so no comment can be saved.",
            hint=paste(IN_SETTINGS, "SITE_ID = 1"),
            id="peersupport.E005",
        )


def check_comments_app() -> Iterator[CheckMessage]:
    app = getattr(settings, "COMMENTS_APP", None)
    if app != "django_comments_xtd":
        yield Error(
            f"COMMENTS_APP is {app!r}; peer support works with django-comments-xtd.",
            hint=paste(IN_SETTINGS, 'COMMENTS_APP = "django_comments_xtd"'),
            id="peersupport.E006",
        )


def check_comment_model() -> Iterator[CheckMessage]:
    path = getattr(settings, "COMMENTS_XTD_MODEL", None)
    if path is None or not apps.is_installed("django_comments_xtd"):
        return
    # A path that can't be imported stops django-comments-xtd itself, which names it.
    model = import_string(path)
    base = apps.get_model("django_comments_xtd", "XtdComment")
    if not (isinstance(model, type) and issubclass(model, base)):
        yield Error(
            f"COMMENTS_XTD_MODEL is {path!r}, which is no subclass of XtdComment.",
            hint=paste(
                f"In {path.rpartition('.')[0]}, let it begin with",
                "from django_comments_xtd.models import XtdComment",
                "",
                "",
                f"class {path.rpartition('.')[2]}(XtdComment):",
            ),
            id="peersupport.E007",
        )


def check_salt() -> Iterator[CheckMessage]:
    salt = getattr(settings, "COMMENTS_XTD_SALT", None)
    if not (isinstance(salt, bytes) and salt):
        yield Error(
            "COMMENTS_XTD_SALT must be bytes of your own; the links in mails are signed with it.",
            hint=paste(IN_SETTINGS, f'COMMENTS_XTD_SALT = b"{secrets.token_urlsafe(24)}"'),
            id="peersupport.E008",
        )


def check_depth() -> Iterator[CheckMessage]:
    by_model = getattr(settings, "COMMENTS_XTD_MAX_THREAD_LEVEL_BY_APP_MODEL", {})
    # A site that lists its page models may well leave the general limit at xtd's 0.
    if not (_depth() or any(by_model.values())):
        yield Error(
            "COMMENTS_XTD_MAX_THREAD_LEVEL is 0, so nobody can reply to a question.",
            hint=paste(IN_SETTINGS, "COMMENTS_XTD_MAX_THREAD_LEVEL = 3"),
            id="peersupport.E009",
        )


def check_confirmation() -> Iterator[CheckMessage]:
    if not getattr(settings, "COMMENTS_XTD_CONFIRM_EMAIL", True):
        yield Info(
            "COMMENTS_XTD_CONFIRM_EMAIL is off: the addresses of guests stay unproven, so they get "
            "no credit for answers and no mail about them.",
            hint=paste("If that is not what you want, write", "COMMENTS_XTD_CONFIRM_EMAIL = True"),
            id="peersupport.I001",
        )


def _depth() -> Any:
    return getattr(settings, "COMMENTS_XTD_MAX_THREAD_LEVEL", 0)

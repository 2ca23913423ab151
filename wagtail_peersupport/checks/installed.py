"""INSTALLED_APPS, and the version of django-comments-xtd."""

from collections.abc import Iterator
from importlib.metadata import version

from django.apps import apps
from django.core import checks
from django.core.checks import CheckMessage, Error

from .paste import paste

OURS = "wagtail_peersupport"
HUB = "wagtail_peersupport.hub"
COMMENT_APPS = ("django_comments_xtd", "django_comments")
#: What the comment apps stand on. Django refuses to start where a model's app is missing.
BELOW_COMMENTS = ("rest_framework", "django.contrib.sites")
SNIPPETS = "wagtail.snippets"
ROUTES = "wagtail.contrib.routable_page"


def needed_apps() -> list[str]:
    hub = [ROUTES] if apps.is_installed(HUB) else []
    return [*COMMENT_APPS, *BELOW_COMMENTS, *hub]


def check_apps() -> Iterator[CheckMessage]:
    missing = [name for name in needed_apps() if not apps.is_installed(name)]
    if not missing:
        return
    aside = ""
    if "django_comments_xtd" in missing:
        aside = " The errors fields.E300 and fields.E307 below go away with this one."
    yield Error(
        f"Apps are missing that peer support stands on: {', '.join(missing)}.{aside}",
        hint=_below_ours(missing),
        id="peersupport.E001",
    )


def check_half_installed() -> Iterator[CheckMessage]:
    """Each of these apps has models that need the next one; Django stops where that is missing."""
    chain = [*COMMENT_APPS, "django.contrib.sites"]
    while chain and not apps.is_installed(chain[0]):
        chain.pop(0)
    if missing := [name for name in chain if not apps.is_installed(name)]:
        yield Error(
            f"The comments can't be loaded without: {', '.join(missing)}.",
            hint=_below_ours(missing),
            id="peersupport.E002",
        )


def check_snippets() -> Iterator[CheckMessage]:
    if not apps.is_installed(SNIPPETS):
        yield checks.Warning(
            f"{SNIPPETS} is not installed, so nobody can write canned replies.",
            hint=_below_ours([SNIPPETS]),
            id="peersupport.W010",
        )


def check_order() -> Iterator[CheckMessage]:
    order = [config.name for config in apps.get_app_configs()]
    later = [name for name in COMMENT_APPS if name in order]
    if any(order.index(name) < order.index(OURS) for name in later):
        yield Error(
            f"{OURS} stands below {' and '.join(later)}, so their templates hide ours.",
            hint=paste("In INSTALLED_APPS, move this line above them", f'    "{OURS}",'),
            id="peersupport.E003",
        )


def check_version() -> Iterator[CheckMessage]:
    found = version("django-comments-xtd")
    if not _is_supported(found):
        yield Error(
            f"django-comments-xtd must be 2.10.13 or later and below 3; found: {found}.",
            hint=paste("Run", 'python -m pip install "django-comments-xtd>=2.10.13,<3"'),
            id="peersupport.E004",
        )


def _is_supported(found: str) -> bool:
    numbers = [int(part) for part in found.split(".")[:3] if part.isdigit()]
    return [2, 10, 13] <= numbers < [3]


def _below_ours(missing: list[str]) -> str:
    return paste(f'Add to INSTALLED_APPS, below "{OURS}"', *(f'    "{name}",' for name in missing))

"""What the project wires together: context processors, middleware and addresses."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.urls import NoReverseMatch, Resolver404, get_resolver, resolve, reverse
from django.utils.module_loading import import_string

from .paste import paste

REQUEST = "django.template.context_processors.request"
DJANGO_TEMPLATES = "django.template.backends.django.DjangoTemplates"
MIDDLEWARE = (
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
)
OUR_URLS = "wagtail_peersupport.urls"
XTD_URLS = ("django_comments_xtd.urls", "django_comments.urls")
INCLUDE = f'    path("comments/", include("{OUR_URLS}")),'


def check_context_processor() -> Iterator[CheckMessage]:
    engines = [engine for engine in settings.TEMPLATES if engine["BACKEND"] == DJANGO_TEMPLATES]
    named = [engine.get("OPTIONS", {}).get("context_processors", ()) for engine in engines]
    if not any(REQUEST in processors for processors in named):
        yield Error(
            "Templates don't know the request, so the comment section can't tell who is looking.",
            hint=paste(
                'Add to "context_processors" in the "OPTIONS" of TEMPLATES',
                f'                "{REQUEST}",',
            ),
            id="peersupport.E010",
        )


def check_middleware() -> Iterator[CheckMessage]:
    missing = [path for path in MIDDLEWARE if not _has_middleware(path)]
    if missing:
        yield Error(
            f"Nobody is ever signed in without: {', '.join(missing)}.",
            hint=paste(
                "Add to MIDDLEWARE, sessions first", *(f'    "{path}",' for path in missing)
            ),
            id="peersupport.E011",
        )


def check_urls() -> Iterator[CheckMessage]:
    if not getattr(settings, "ROOT_URLCONF", None):
        return
    names = list(_included(get_resolver().url_patterns))
    if OUR_URLS not in names:
        yield Error(
            f"{OUR_URLS} is not included, so comments can't be posted.",
            hint=paste(f"Add to urlpatterns in {settings.ROOT_URLCONF}, above Wagtail's", INCLUDE),
            id="peersupport.E012",
        )
    elif apps.is_installed("django_comments_xtd") and not _is_reached():
        yield Error(
            f"A line above the include of {OUR_URLS} answers at its addresses.",
            hint=paste(f"Move this line in {settings.ROOT_URLCONF} above Wagtail's", INCLUDE),
            id="peersupport.E013",
        )
    if beside := [name for name in names if name in XTD_URLS]:
        yield Error(
            f"{' and '.join(beside)} is included beside {OUR_URLS}, which brings it along: "
            "comments of private pages can be read there.",
            hint=paste(
                f"Keep only this line of them in {settings.ROOT_URLCONF}, above Wagtail's", INCLUDE
            ),
            id="peersupport.E014",
        )


def _has_middleware(path: str) -> bool:
    wanted = import_string(path)
    for entry in settings.MIDDLEWARE:
        # Django itself names an entry that can't be imported.
        with suppress(ImportError):
            found = import_string(entry)
            if isinstance(found, type) and issubclass(found, wanted):
                return True
    return False


def _included(patterns: Any) -> Iterator[str]:
    """The URL modules that the project includes, at any depth, without what ours includes."""
    for pattern in patterns:
        name = getattr(getattr(pattern, "urlconf_name", None), "__name__", "")
        if name:
            yield name
        if name != OUR_URLS and name not in XTD_URLS and hasattr(pattern, "url_patterns"):
            yield from _included(pattern.url_patterns)


def _is_reached() -> bool:
    try:
        return resolve(reverse("wagtail_peersupport:write")).namespace == "wagtail_peersupport"
    except (NoReverseMatch, Resolver404):
        return False

"""What works in the background: tasks, and the search index."""

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import django
from django.apps import apps
from django.conf import global_settings, settings
from django.core.checks import CheckMessage, Error
from django.db import connection

from .paste import paste

RQ_BACKEND = "django_tasks_rq.RQBackend"
RQ_APPS = ("django_tasks", "django_rq", "django_tasks_rq")


def check_task_backends() -> Iterator[CheckMessage]:
    """Wagtail's own tasks, too, ask for their backend as soon as they are imported."""
    for alias, backend in _task_backends():
        if not _is_there(backend.rpartition(".")[0]):
            yield Error(
                f"TASKS[{alias!r}] points at {backend!r}, which is not installed.",
                hint=_how_to_get(backend),
                id="peersupport.E021",
            )


def check_task_apps() -> Iterator[CheckMessage]:
    missing = [name for name in RQ_APPS if not apps.is_installed(name)]
    if missing and RQ_BACKEND in [backend for __, backend in _task_backends()]:
        yield Error(
            f"TASKS sends work to RQ, which lacks in INSTALLED_APPS: {', '.join(missing)}.",
            hint=paste("Add to INSTALLED_APPS", *(f'    "{name}",' for name in missing)),
            id="peersupport.E022",
        )


def check_search() -> Iterator[CheckMessage]:
    if not apps.is_installed("wagtail.search"):
        yield Error(
            "wagtail.search is not installed, so questions can't be searched.",
            hint=paste("Add to INSTALLED_APPS", '    "wagtail.search",'),
            id="peersupport.E023",
        )
    if apps.is_installed("modelsearch"):
        yield Error(
            "modelsearch is installed beside wagtail.search, which is the same thing under "
            "Wagtail's name: there would be two indexes.",
            hint=paste("Take out of INSTALLED_APPS", '    "modelsearch",'),
            id="peersupport.E024",
        )


def check_postgres() -> Iterator[CheckMessage]:
    is_needed = django.VERSION >= (6, 0) and connection.vendor == "postgresql"
    if is_needed and not apps.is_installed("django.contrib.postgres"):
        yield Error(
            "django.contrib.postgres is not installed, which searching in PostgreSQL needs.",
            hint=paste("Add to INSTALLED_APPS", '    "django.contrib.postgres",'),
            id="peersupport.E025",
        )


def _task_backends() -> Iterator[tuple[str, str]]:
    """Alias and dotted path of every backend that the project names; none where TASKS is unset."""
    named: Any = getattr(settings, "TASKS", None)
    # Django 6 has a default of its own, which django-tasks replaces.
    if named and named is not getattr(global_settings, "TASKS", None):
        for alias, options in named.items():
            yield alias, options.get("BACKEND", "")


def _is_there(module: str) -> bool:
    """Whether a module can be found, without running it: it may want models, which come later."""
    try:
        return bool(module) and find_spec(module) is not None
    except ModuleNotFoundError:
        # Python looks for a package by running the ones above it.
        return False


def _how_to_get(backend: str) -> str:
    if backend.startswith("django_tasks_rq."):
        return paste("Run", 'python -m pip install "wagtail-peersupport[rq]"')
    return paste(
        "Where no other backend is wanted, write in your settings",
        'TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}',
    )

"""What stops Django before any check can run."""

from django.core.exceptions import ImproperlyConfigured

from . import installed, services


def refuse_to_start() -> None:
    """Raise ImproperlyConfigured with what to type, where Django itself would fail less clearly.

    The app registry must know all apps; no model need be there yet.
    """
    problems = [*installed.check_half_installed(), *services.check_task_backends()]
    if problems:
        raise ImproperlyConfigured("\n".join(str(problem) for problem in problems))

"""What commands need besides the package itself."""

from importlib.util import find_spec

from django.core.management import CommandError


def check_can_learn() -> None:
    """Raises CommandError where the extra ``[train]`` is not installed."""
    if find_spec("sklearn") is None:
        raise CommandError(
            'Training needs scikit-learn. Type: pip install "wagtail-peersupport[train]"'
        )

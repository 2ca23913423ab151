"""The page models of the project: where their comments are."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.core import checks
from wagtail.models import get_page_models

from ..addresses import hub_models
from ..comments import models_with_comments, page_model
from .paste import paste


def check_absolute_url() -> Iterator[checks.CheckMessage]:
    """Which page models are posts can't be known; where none has an address, none of them has."""
    hubs = hub_models()
    models = [
        model for model in get_page_models() if model is not page_model() and model not in hubs
    ]
    if models and not any(hasattr(model, "get_absolute_url") for model in models):
        yield checks.Error(
            "No page model has get_absolute_url(), so links to comments lead nowhere.",
            hint=add_method(models),
            id="peersupport.E015",
        )


def check_hub_takes_comments() -> Iterator[checks.CheckMessage]:
    """What is asked on the hub is a comment on the hub page itself."""
    depths = getattr(settings, "COMMENTS_XTD_MAX_THREAD_LEVEL_BY_APP_MODEL", {})
    # Where nobody can reply anywhere, another check says so.
    general = getattr(settings, "COMMENTS_XTD_MAX_THREAD_LEVEL", 0)
    if not (general or any(depths.values())):
        return
    for hub in hub_models():
        if hub not in models_with_comments():
            yield checks.Warning(
                f"The hub {hub._meta.label} takes no comments, so nobody can ask on it.",
                hint=add_method([hub]),
                id="peersupport.W013",
            )
        elif not depths.get(hub._meta.label_lower, general):
            yield checks.Warning(
                f"Nobody can reply to what is asked on the hub {hub._meta.label}.",
                hint=paste(
                    "Add it to the models in your settings that take replies",
                    "COMMENTS_XTD_MAX_THREAD_LEVEL_BY_APP_MODEL = {",
                    *(f'    "{name}": {depth},' for name, depth in depths.items()),
                    f'    "{hub._meta.label_lower}": {general or max(depths.values())},',
                    "}",
                ),
                id="peersupport.W014",
            )


def add_method(models: Iterable[Any]) -> str:
    names = " or ".join(sorted(f"{model.__module__}.{model.__name__}" for model in models))
    return paste(
        f"Add to the class of your posts ({names})",
        "    def get_absolute_url(self):",
        "        return self.url",
    )

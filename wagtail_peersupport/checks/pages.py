"""The page models of the project: where their comments are."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error
from wagtail.models import get_page_models

from ..addresses import hub_models
from ..comments import page_model
from .paste import paste


def check_absolute_url() -> Iterator[CheckMessage]:
    """Which page models are posts can't be known; where none has an address, none of them has."""
    hubs = hub_models()
    models = [
        model for model in get_page_models() if model is not page_model() and model not in hubs
    ]
    if models and not any(hasattr(model, "get_absolute_url") for model in models):
        yield Error(
            "No page model has get_absolute_url(), so links to comments lead nowhere.",
            hint=add_method(models),
            id="peersupport.E015",
        )


def add_method(models: Iterable[Any]) -> str:
    names = " or ".join(sorted(f"{model.__module__}.{model.__name__}" for model in models))
    return paste(
        f"Add to the class of your posts ({names})",
        "    def get_absolute_url(self):",
        "        return self.url",
    )

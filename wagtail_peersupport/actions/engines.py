"""The engine that the settings name."""

from pathlib import Path

from django.utils.module_loading import import_string

from .. import meaning
from ..conf import conf
from ..detection.engine import LinearEngine
from ..detection.model import SHIPPED
from ..detection.types import Engine


def site_engine() -> Engine:
    """The engine that reads this site's comments. Raises what :func:`engine_with` does."""
    return engine_with(meaning.encoder() if uses_meaning() else None)


def engine_with(encoder: meaning.Encoder | None) -> Engine:
    """The engine that the settings name, with an encoder if it takes one. Raises ImportError, or
    what loading the weights raises, where the settings are wrong: the system checks say what to do.
    """
    engine = import_string(conf.ENGINE)
    weights = Path(conf.WEIGHTS) if conf.WEIGHTS else SHIPPED
    if isinstance(engine, type) and issubclass(engine, LinearEngine):
        return engine(weights, encoder)
    return engine(weights) if conf.WEIGHTS else engine()


def uses_meaning() -> bool:
    """Whether the extra with the sentence encoder is installed, and the settings don't leave it
    out.
    """
    return conf.MEANING and meaning.available()

"""The engine that the settings name."""

from pathlib import Path

from django.utils.module_loading import import_string

from .. import meaning
from ..conf import conf
from ..detection.engine import LinearEngine
from ..detection.model import SHIPPED
from ..detection.types import Engine


def site_engine() -> Engine:
    """The engine that reads this site's comments. Raises ImportError, or what loading the weights
    raises, where the settings are wrong: the system checks say what to do.
    """
    engine = import_string(conf.ENGINE)
    weights = Path(conf.WEIGHTS) if conf.WEIGHTS else SHIPPED
    if isinstance(engine, type) and issubclass(engine, LinearEngine):
        return engine(weights, site_encoder())
    return engine(weights) if conf.WEIGHTS else engine()


def site_encoder() -> meaning.Encoder | None:
    """The sentence encoder, where the extra is installed and the settings don't leave it out."""
    return meaning.encoder() if conf.MEANING and meaning.available() else None

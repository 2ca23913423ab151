"""The engine that the settings name."""

from pathlib import Path

from django.utils.module_loading import import_string

from ..conf import conf
from ..detection.types import Engine


def site_engine() -> Engine:
    """The engine that reads this site's comments. Raises ImportError, or what loading the weights
    raises, where the settings are wrong: the system checks say what to do.
    """
    engine = import_string(conf.ENGINE)
    return engine(Path(conf.WEIGHTS)) if conf.WEIGHTS else engine()

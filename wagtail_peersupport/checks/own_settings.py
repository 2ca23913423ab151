"""PEERSUPPORT: names, types and what its paths point at."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.module_loading import import_string

from ..conf import TABLE
from ..detection.model import load
from .paste import paste

WRITE = "Write in your settings"
TABLE_NAME = "PEERSUPPORT"
LIKE_TABLE_NAME = (TABLE_NAME, "PEER_SUPPORT", "WAGTAIL_PEERSUPPORT", "WAGTAIL_PEER_SUPPORT")
PREFIXED = re.compile(r"(?:WAGTAIL_)?PEER_?SUPPORT_")


def check_names() -> Iterator[CheckMessage]:
    given = _given()
    if not isinstance(given, dict):
        yield Error(
            f"PEERSUPPORT is {_typed(given)}, not a dictionary.",
            hint=paste(WRITE, 'PEERSUPPORT = {"HEAD_START_HOURS": 24}'),
            id="peersupport.E016",
        )
        return
    for name in given.keys() - TABLE.keys():
        yield Error(
            f"There is no setting PEERSUPPORT[{name!r}].",
            hint=paste("Take it out, or write the nearest name", _meant(str(name), given[name])),
            id="peersupport.E017",
        )


def check_other_names() -> Iterator[CheckMessage]:
    """Nobody reads these, and nothing else would say so."""
    for name in dir(settings):
        if name == TABLE_NAME or not name.isupper():
            continue
        if PREFIXED.match(name) and (one := PREFIXED.sub("", name)) in TABLE:
            said = _meant(one, getattr(settings, name))
        elif get_close_matches(name, LIKE_TABLE_NAME, n=1, cutoff=0.85):
            said = f"{TABLE_NAME} = {getattr(settings, name)!r}"
        else:
            continue
        yield checks.Warning(
            f"Nothing reads the setting {name}: those of peer support stand in {TABLE_NAME}.",
            hint=paste("Take it out, or write instead", said),
            id="peersupport.W015",
        )


def check_values() -> Iterator[CheckMessage]:
    for name, value in known().items():
        default = TABLE[name].default
        if type(value) is not type(default):
            problem = f"{_typed(value)}, not {_typed(default)}"
        elif isinstance(value, int) and value < 0:
            problem = "below 0"
        else:
            continue
        yield Error(
            f"PEERSUPPORT[{name!r}] is {problem}: {value!r}.",
            hint=paste(f"{WRITE}, with a value of yours", line(name, default)),
            id="peersupport.E018",
        )


def check_engine() -> Iterator[CheckMessage]:
    path = known().get("ENGINE", TABLE["ENGINE"].default)
    if not isinstance(path, str):
        return
    try:
        import_string(path)
    except ImportError as error:
        yield Error(
            f"PEERSUPPORT['ENGINE'] can't be imported: {error}.",
            hint=paste(
                "Correct the path, or go back to our own", line("ENGINE", TABLE["ENGINE"].default)
            ),
            id="peersupport.E019",
        )


def check_weights() -> Iterator[CheckMessage]:
    folder = known().get("WEIGHTS", "")
    if not isinstance(folder, str) or not folder:
        return
    try:
        load(Path(folder))
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield Error(
            f"PEERSUPPORT['WEIGHTS'] names a folder that holds no weights: {error}.",
            hint=paste(
                "Make them, or take the setting out",
                f"python manage.py peersupport_train --to {folder}",
            ),
            id="peersupport.E027",
        )


def check_private_contact() -> Iterator[CheckMessage]:
    said = known().get("PRIVATE_CONTACT", "")
    if not isinstance(said, str) or not said:
        return
    try:
        if said.startswith(("https://", "http://")):
            URLValidator()(said)
        elif not said.startswith("/"):
            EmailValidator()(said.removeprefix("mailto:"))
    except ValidationError:
        yield Error(
            f"PEERSUPPORT['PRIVATE_CONTACT'] is {said!r}: neither an address of a page nor an "
            "e-mail address, so nobody can write to you privately.",
            hint=paste(
                "Write where readers reach you, or take the setting out",
                line("PRIVATE_CONTACT", "help@example.com"),
            ),
            id="peersupport.E028",
        )


def _given() -> Any:
    return getattr(settings, "PEERSUPPORT", {})


def known() -> dict[str, Any]:
    given = _given()
    known = given.keys() & TABLE.keys() if isinstance(given, dict) else set()
    return {name: given[name] for name in sorted(known)}


def _typed(value: Any) -> str:
    """Such as "an int"."""
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _meant(name: str, value: Any) -> str:
    """The line with the nearest name, and what was given where it can stand there."""
    nearest = get_close_matches(name.upper(), TABLE, n=1, cutoff=0.0)[0]
    default = TABLE[nearest].default
    return line(nearest, value if type(value) is type(default) else default)


def line(name: str, value: Any) -> str:
    quoted = f'"{value}"' if isinstance(value, str) else repr(value)
    return f'PEERSUPPORT = {{"{name}": {quoted}}}'

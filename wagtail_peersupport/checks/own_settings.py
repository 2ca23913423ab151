"""PEERSUPPORT: names, types and what its paths point at."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.module_loading import import_string

from ..conf import TABLE
from ..detection.model import load
from .paste import paste

WRITE = "Write in your settings"


def check_names() -> Iterator[CheckMessage]:
    given = _given()
    if not isinstance(given, dict):
        yield Error(
            f"PEERSUPPORT is a {type(given).__name__}, not a dictionary.",
            hint=paste(WRITE, 'PEERSUPPORT = {"HEAD_START_HOURS": 24}'),
            id="peersupport.E016",
        )
        return
    for name in given.keys() - TABLE.keys():
        nearest = get_close_matches(str(name), TABLE, n=1, cutoff=0.0)[0]
        yield Error(
            f"There is no setting PEERSUPPORT[{name!r}].",
            hint=paste(
                "Take it out, or write the nearest name", _line(nearest, TABLE[nearest].default)
            ),
            id="peersupport.E017",
        )


def check_values() -> Iterator[CheckMessage]:
    for name, value in _known().items():
        default = TABLE[name].default
        if type(value) is not type(default):
            problem = f"a {type(value).__name__}, not a {type(default).__name__}"
        elif isinstance(value, int) and value < 0:
            problem = "below 0"
        else:
            continue
        yield Error(
            f"PEERSUPPORT[{name!r}] is {problem}: {value!r}.",
            hint=paste(f"{WRITE}, with a value of yours", _line(name, default)),
            id="peersupport.E018",
        )


def check_engine() -> Iterator[CheckMessage]:
    path = _known().get("ENGINE", TABLE["ENGINE"].default)
    if not isinstance(path, str):
        return
    try:
        import_string(path)
    except ImportError as error:
        yield Error(
            f"PEERSUPPORT['ENGINE'] can't be imported: {error}.",
            hint=paste(
                "Correct the path, or go back to our own", _line("ENGINE", TABLE["ENGINE"].default)
            ),
            id="peersupport.E019",
        )


def check_weights() -> Iterator[CheckMessage]:
    folder = _known().get("WEIGHTS", "")
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


def check_base_template() -> Iterator[CheckMessage]:
    """The default may be missing, since our pages then bring a base of their own."""
    name = _known().get("BASE_TEMPLATE")
    if not isinstance(name, str):
        return
    try:
        get_template(name)
    except TemplateDoesNotExist:
        yield Error(
            f"PEERSUPPORT['BASE_TEMPLATE'] is {name!r}, and there is no such template.",
            hint=paste(
                "Name the template of your site that has a block `content`",
                _line("BASE_TEMPLATE", "base.html"),
            ),
            id="peersupport.E020",
        )


def check_private_contact() -> Iterator[CheckMessage]:
    said = _known().get("PRIVATE_CONTACT", "")
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
                _line("PRIVATE_CONTACT", "help@example.com"),
            ),
            id="peersupport.E028",
        )


def _given() -> Any:
    return getattr(settings, "PEERSUPPORT", {})


def _known() -> dict[str, Any]:
    given = _given()
    known = given.keys() & TABLE.keys() if isinstance(given, dict) else set()
    return {name: given[name] for name in sorted(known)}


def _line(name: str, value: Any) -> str:
    quoted = f'"{value}"' if isinstance(value, str) else repr(value)
    return f'PEERSUPPORT = {{"{name}": {quoted}}}'

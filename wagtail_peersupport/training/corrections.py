"""The corrections that stand beside the weights: of all sets of real comments, and without each."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wagtail_peersupport.detection.linear import Linear
from wagtail_peersupport.detection.meant import Meant

from .calibrating import NO_CORRECTION, Correction, Real, correct
from .writing import CORRECTION_FILE

_MEANT = "with meaning"


@dataclass(frozen=True, slots=True)
class Corrections:
    """What real comments make of the models of whole comments."""

    data: Mapping[str, Any]

    @property
    def sets(self) -> Mapping[str, Mapping[str, Any]]:
        """Name and size of each set, by its digest."""
        return self.data["sets"]

    def of(self, head: Linear, digest: str) -> Linear:
        """The model, corrected by what never saw the set with this digest."""
        return _pick(self.data, digest).of(head)

    def of_meant(self, meant: Meant, digest: str) -> Linear:
        """Likewise of the model that knows what comments mean."""
        return _pick(self.data.get(_MEANT, _NONE), digest).of(meant.comment)


_NONE: Mapping[str, Any] = {"sets": {}, "all": NO_CORRECTION.as_data(), "without": {}}


def stored(folder: Path) -> Corrections:
    """Those in a folder of weights; where there are none, they correct nothing."""
    path = folder / CORRECTION_FILE
    return Corrections(json.loads(path.read_text("utf-8")) if path.exists() else _NONE)


def fitted(
    head: Linear, sets: Sequence[Real], meant: Meant | None, told: Sequence[Real]
) -> Corrections:
    """Fit them on sets of real comments; ``told`` are the same sets with what comments mean."""
    known = {one.digest: {"name": one.name, "comments": one.size} for one in sets}
    data = {"sets": known, **_fit(head, sets)}
    if meant:
        data[_MEANT] = _fit(meant.comment, told)
    return Corrections(data)


def _fit(head: Linear, sets: Sequence[Real]) -> dict[str, Any]:
    return {
        "all": correct(head, sets).as_data(),
        "without": {
            one.digest: correct(head, [other for other in sets if other is not one]).as_data()
            for one in sets
        },
    }


def _pick(data: Mapping[str, Any], digest: str) -> Correction:
    return Correction.read(data["without"].get(digest, data["all"]))

"""The files of the weights, and the model card beside them."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wagtail_peersupport.detection.model import Linear

from .calibrating import THRESHOLDS, TRUST_IN_CUES, Correction

CORRECTION_FILE, CARD_FILE = "correction.json", "model-card.md"
FAMILY = "linear-1"


def model_data(sentence: Linear, comment: Linear, kinds: Mapping[str, Linear]) -> dict[str, Any]:
    """What ``model.load`` reads; the version names its content."""
    data: dict[str, Any] = {
        "thresholds": {
            "unsure": THRESHOLDS.unsure,
            "needs": THRESHOLDS.needs,
            "public": THRESHOLDS.public,
        },
        "trust in cues": TRUST_IN_CUES,
        "sentence": linear_data(sentence),
        "comment": linear_data(comment),
        "kinds": {name: linear_data(kinds[name]) for name in sorted(kinds)},
    }
    content = json.dumps(data, sort_keys=True).encode()
    return {"version": f"{FAMILY}-{hashlib.sha256(content).hexdigest()[:8]}"} | data


def linear_data(model: Linear) -> dict[str, Any]:
    return {"bias": model.bias, "weights": dict(sorted(model.weights.items()))}


def correction_data(
    sets: Mapping[str, Mapping[str, Any]], every: Correction, without: Mapping[str, Correction]
) -> dict[str, Any]:
    """The correction of all sets, and for each set the one fitted without it."""
    return {
        "sets": dict(sets),
        "all": every.as_data(),
        "without": {digest: one.as_data() for digest, one in without.items()},
    }


def write_json(folder: Path, name: str, data: Mapping[str, Any]) -> None:
    """One weight per line, so that a change of one can be read."""
    text = json.dumps(data, ensure_ascii=False, indent=0, sort_keys=False)
    folder.joinpath(name).write_text(text + "\n", "utf-8")

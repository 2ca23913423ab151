"""The files of the weights, and the model card beside them."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wagtail_peersupport.detection.linear import Linear
from wagtail_peersupport.detection.meant import Encoder, Meant

from .calibrating import THRESHOLDS, TRUST_IN_CUES

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


def meant_data(meant: Meant, encoder: Encoder) -> dict[str, Any]:
    """What ``Meant.read`` reads."""
    return {
        "encoder": encoder.version,
        "bias": meant.bias,
        "direction": list(meant.direction),
        "comment": linear_data(meant.comment),
    }


def write_json(folder: Path, name: str, data: Mapping[str, Any]) -> None:
    """One weight per line, so that a change of one can be read."""
    text = json.dumps(data, ensure_ascii=False, indent=0, sort_keys=False)
    folder.joinpath(name).write_text(text + "\n", "utf-8")

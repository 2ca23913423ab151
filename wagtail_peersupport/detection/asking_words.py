"""The words that questions are asked with, in many languages."""

import re
import tomllib
from functools import cache
from pathlib import Path

from wagtail_peersupport.similarity import fold

#: Scripts that put no space between words, or hang such words on others: Thai, Lao, Khmer,
#: Burmese, Chinese, Japanese, Korean.
UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_SCRIPTS = {
    "Cyrillic": (re.compile(r"[\u0400-\u04ff]"), ("ru", "uk")),
    "Greek": (re.compile(r"[\u0370-\u03ff]"), ("el",)),
    "Arabic": (re.compile(r"[\u0600-\u06ff]"), ("ar", "fa")),
    "Hebrew": (re.compile(r"[\u0590-\u05ff]"), ("he",)),
    "Devanagari": (re.compile(r"[\u0900-\u097f]"), ("hi",)),
    "Thai": (re.compile(r"[\u0e00-\u0e7f]"), ("th",)),
    "Kana": (re.compile(r"[\u3040-\u30ff]"), ("ja",)),
    "Hangul": (re.compile(r"[\uac00-\ud7af]"), ("ko",)),
    "Han": (re.compile(r"[\u3400-\u9fff]"), ("zh", "ja")),
}


@cache
def table() -> dict[str, frozenset[str]]:
    """The words by language, folded as ``similarity.fold`` folds a text."""
    source = Path(__file__).with_name("languages").joinpath("questions.toml")
    return {
        language: frozenset(map(fold, line.split()))
        for language, line in tomllib.loads(source.read_text("utf-8")).items()
    }


@cache
def asking_words(languages: frozenset[str], script: str) -> frozenset[str]:
    """The words of some languages; if none is known, those of a script (see ``script_of``)."""
    words = table()
    known = [words[one] for one in languages if one in words]
    if not known:
        known = [words[one] for one in _SCRIPTS.get(script, ((), ()))[1]]
    return frozenset().union(*known)


def script_of(sample: str) -> str:
    """The name of a script that tells something of the language; "" for Latin and others."""
    return next((name for name, (chars, __) in _SCRIPTS.items() if chars.search(sample)), "")

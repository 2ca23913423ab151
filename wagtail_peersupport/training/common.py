"""What is common in a language: counted in the comments that were written for this package.

``python -m wagtail_peersupport.training.common`` writes ``likeness/common.json`` anew.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from ..likeness.background import SHIPPED, stems_of, words_of
from ..similarity import ngrams

CORPUS = Path(__file__).with_name("corpus")
LANGUAGES = ("en", "de", "fr", "es")
#: What is rarer is as good as never seen.
COMMON_SHARE = 0.01


def count_common() -> dict[str, Any]:
    """As the file has it: by language, how many texts, and what is in how many of them."""
    found = {}
    for language in LANGUAGES:
        lines = CORPUS.joinpath(f"{language}.jsonl").read_text("utf-8").splitlines()
        texts = [json.loads(line)["text"] for line in lines]
        found[language] = {
            "size": len(texts),
            "letters": _common((set(ngrams(text)) for text in texts), len(texts)),
            "stems": _common((stems_of(words_of(text)) for text in texts), len(texts)),
        }
    return found


def _common(texts: Any, size: int) -> dict[str, int]:
    counts = Counter(one for text in texts for one in text)
    return {one: count for one, count in sorted(counts.items()) if count >= COMMON_SHARE * size}


if __name__ == "__main__":
    common = json.dumps(count_common(), ensure_ascii=False, indent=0, sort_keys=True)
    SHIPPED.write_text(common + "\n", "utf-8")

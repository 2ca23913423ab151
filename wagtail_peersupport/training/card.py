"""The model card: what the weights were learned from, how good they are, and where they end."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wagtail_peersupport.detection.linear import probability
from wagtail_peersupport.detection.taking_apart import Parts
from wagtail_peersupport.similarity import Corpus

from .calibrating import THRESHOLDS
from .fitting import fit_few
from .learning import COMMENT_STRENGTH, FOLDS
from .lines import Line
from .measuring import average_precision, quality

NEAR_DUPLICATE = 0.8
CHANGED_BY_SECOND_READER = {"needs_support": 16, "kind": 127, "answers": 43}
"""Labels of the shipped corpus that were changed after a second reading, of 3,190 comments."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a card is written from."""

    version: str
    lines: Sequence[Line]
    written: int
    """How many of them come with the package."""
    left_out: int
    sets: Mapping[str, Mapping[str, Any]]
    labels: Sequence[bool]
    parts: Sequence[Parts]
    """The comments as seen by sentence models that never saw their post."""
    encoder: str
    """The version of the sentence encoder that was learned from, "" without one."""
    links: Sequence[str] = ()
    """The section on links between comments."""


def card(facts: Facts) -> str:
    """The card, in Markdown."""
    return "\n".join(
        [
            f"# Model card: {facts.version}",
            "",
            "Sparse linear models over named cues and words, run in plain Python. They tell",
            "whether a comment needs support (a person should respond), and of what kind it is.",
            "",
            "## What it was learned from",
            "",
            *_corpus(facts),
            "",
            *_others(facts),
            "",
            "## How good it is",
            "",
            *_figures(facts),
            "",
            *facts.links,
            "",
            *_LIMITS,
            "",
        ]
    )


def _corpus(facts: Facts) -> list[str]:
    lines = facts.lines
    needs = sum(line.needs for line in lines)
    near = near_duplicates([line.text for line in lines])
    changed = ", ".join(f"{count} of {name}" for name, count in CHANGED_BY_SECOND_READER.items())
    return [
        f"{len(lines):,} comments, {facts.written:,} of them written for this project under",
        "invented posts and read by a second reader who did not see the first labels. Where the",
        "two differed a third reading decided, which changed these labels of the shipped corpus:",
        f"{changed}.",
        "",
        f"- Comments that need support: {needs:,} ({needs / len(lines):.0%}).",
        f"- Near-duplicates (cosine of character n-grams of {NEAR_DUPLICATE} or more with an",
        f"  earlier comment): {near} ({near / len(lines):.1%}).",
        f"- Left out on request: {facts.left_out}.",
        "",
        "| language | comments | need support |",
        "| --- | --- | --- |",
        *_rows(
            Counter(line.language for line in lines),
            Counter(line.language for line in lines if line.needs),
        ),
        "",
        "| kind | comments | need support |",
        "| --- | --- | --- |",
        *_rows(
            Counter(line.kind for line in lines), Counter(line.kind for line in lines if line.needs)
        ),
    ]


def _rows(every: Counter[str], needs: Counter[str]) -> list[str]:
    return [
        f"| {name or 'not told'} | {count:,} | {needs[name]:,} |"
        for name, count in every.most_common()
    ]


_MEANING = (
    "",
    "What comments mean (meaning.json, used with the extra `[semantic]`): one direction in the",
    "vectors of the multilingual universal sentence encoder (Apache-2.0), learned from the same",
    "comments, and a model of whole comments that weighs it, corrected by the same sets.",
)


def _others(facts: Facts) -> list[str]:
    sets = ", ".join(f"{one['comments']} comments" for one in facts.sets.values())
    corrected = (
        [
            "A correction of a few dozen coefficients over readable features (no word) was fitted",
            f"on labelled comments of real blogs that are not in this project: {sets}.",
        ]
        if facts.sets
        else ["No correction by comments of real blogs was applied."]
    )
    return [
        "How questions are formed was learned from two public sets, of which only weights are",
        "here:",
        "sentences of the Universal Dependencies English Web Treebank (CC BY-SA 4.0), labelled by",
        "whether they end in a question mark, and questions and statements of XQuAD in ten",
        "languages (CC BY-SA 4.0), all without their question marks.",
        "",
        *corrected,
        *(_MEANING if facts.encoder else ()),
    ]


def _figures(facts: Facts) -> list[str]:
    scores = _scores(facts)
    its = quality(facts.labels, [score >= THRESHOLDS.needs for score in scores])
    return [
        "On the corpus itself, each post predicted by what was learned from other posts, before",
        "the correction by real blogs:",
        "",
        f"precision {its.precision:.2f}, recall {its.recall:.2f}, F1 {its.f1:.2f},",
        f"average precision {average_precision(facts.labels, scores):.2f}.",
        "",
        f"Thresholds: {THRESHOLDS.unsure} (for people to decide), {THRESHOLDS.needs} (needs",
        f"support), {THRESHOLDS.public} (sure enough for every reader to see).",
    ]


def _scores(facts: Facts) -> list[float]:
    posts = sorted({line.post for line in facts.lines})
    fold_of = {post: at % FOLDS for at, post in enumerate(posts)}
    folds = [fold_of[line.post] for line in facts.lines]
    scores = [0.0] * len(folds)
    for fold in range(FOLDS):
        seen = [at for at, its in enumerate(folds) if its != fold]
        head = fit_few(
            [facts.parts[at].features for at in seen],
            [facts.labels[at] for at in seen],
            [1.0] * len(seen),
            strength=COMMENT_STRENGTH,
        )
        for at, its in enumerate(folds):
            if its == fold:
                scores[at] = probability(head.score(facts.parts[at].features))
    return scores


def near_duplicates(texts: Sequence[str]) -> int:
    """How many texts are nearly the same as an earlier one."""
    return len({later for __, later in Corpus(texts).pairs(NEAR_DUPLICATE)})


_LIMITS = [
    "## Where it ends",
    "",
    "- English, German, French and Spanish are measured. Elsewhere only the form of a question",
    "  is known, and the engine calls itself unsure: people decide what is shown as a question.",
    "- Irony, jokes among regulars and rhetorical questions are its most frequent errors;",
    "  questions without a question mark and without a usual phrase are what it misses most.",
    "- The corpus was written, not collected: real blogs joke more and explain less.",
    "- It judges words, not people: nothing about a writer but their place in the conversation.",
]

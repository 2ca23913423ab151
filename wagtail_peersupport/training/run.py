"""One training from first to last: read, learn, correct, write."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wagtail_peersupport.detection.inferring import LINKS_FILE
from wagtail_peersupport.detection.model import FORM_FILE, MODEL_FILE, SHIPPED, Linear
from wagtail_peersupport.detection.taking_apart import Parts

from .alone import learn_alone
from .calibrating import (
    NO_CORRECTION,
    WITHOUT_MARKS_WEIGHT,
    Correction,
    Real,
    correct,
    digest_of,
)
from .card import Facts, card
from .examples import examples, without_marks
from .learning import (
    by,
    in_parts,
    learn_comments,
    learn_form,
    learn_kinds,
    learn_sentences,
    out_of_fold,
    with_variants,
)
from .lines import BadLine, Line, read_lines
from .link_weights import link_weights, links_card
from .writing import (
    CARD_FILE,
    CORRECTION_FILE,
    correction_data,
    linear_data,
    model_data,
    write_json,
)

CORPUS = Path(__file__).with_name("corpus")

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What to train on besides the corpus that comes with the package."""

    add: Sequence[Path] = ()
    """Labelled comments of your own."""
    form: Sequence[Path] = ()
    """Public sentences, question or not; without any, the form learned before is kept."""
    real: Sequence[Path] = ()
    """Labelled real blogs; without any, the corrections fitted before are kept."""
    leave_out: Path | None = None
    """Comments that nothing may be learned from."""
    started_from: Path = field(default=SHIPPED)
    """Where form and corrections stand."""


def train(wish: Wish, folder: Path, say: Say) -> None:
    """Write the weights and their model card into a folder. Raises BadLine, OSError."""
    out = read_lines(wish.leave_out) if wish.leave_out else []
    corpus = _without(_corpus(wish.add), out)
    if len({line.needs for line in corpus}) == 1:
        raise BadLine("There is nothing to learn: it takes comments of both labels, 0 and 1.")
    say(f"{len(corpus):,} comments to learn from")
    public = _without([line for path in wish.form for line in read_lines(path)], out)
    form = _form(wish, public, say)
    found = with_variants(corpus, form)
    say("Learning which sentence asks")
    sentence = learn_sentences(found)
    say("Learning what whole comments need")
    parts = out_of_fold(found)
    head = learn_comments(found, parts)
    kinds = learn_kinds(found, parts)
    alone = (
        learn_alone(public, corpus, form, sentence)
        if public
        else Linear.read(_stored(wish.started_from, FORM_FILE)["alone"])
    )
    corrections = _corrections(wish, head, form, sentence, say)
    correction = corrections.without(digest_of(out))
    folder.mkdir(parents=True, exist_ok=True)
    write_json(folder, FORM_FILE, {"form": linear_data(form), "alone": linear_data(alone)})
    write_json(folder, CORRECTION_FILE, corrections.data)
    model = model_data(sentence, correction.of(head), kinds)
    write_json(folder, MODEL_FILE, model)
    say("Learning which comments answer which")
    links = link_weights(corpus, wish.real, wish.started_from, digest_of(out))
    write_json(folder, LINKS_FILE, links)
    facts = Facts(
        version=model["version"],
        lines=corpus,
        written=len(_corpus(())),
        left_out=len(out),
        sets=corrections.data["sets"],
        labels=[one.line.needs for one in found[: len(corpus)]],
        parts=parts[: len(corpus)],
        links=links_card(links, corpus),
    )
    folder.joinpath(CARD_FILE).write_text(card(facts), "utf-8")
    say(f"{model['version']} is in {folder}")


@dataclass(frozen=True, slots=True)
class Corrections:
    """The correction of all sets of real comments, and those without each."""

    data: dict

    def without(self, digest: str) -> Correction:
        """The one that never saw the set with this digest."""
        found = self.data["without"].get(digest, self.data["all"])
        return Correction.read(found)


def _corpus(add: Sequence[Path]) -> list[Line]:
    return [line for path in [*sorted(CORPUS.glob("*.jsonl")), *add] for line in read_lines(path)]


def _without(lines: Sequence[Line], out: Sequence[Line]) -> list[Line]:
    words = {_words(line) for line in out}
    return [line for line in lines if _words(line) not in words]


def _words(line: Line) -> str:
    return " ".join(line.text.casefold().split())


def _form(wish: Wish, public: Sequence[Line], say: Say) -> Linear:
    if not public:
        return Linear.read(_stored(wish.started_from, FORM_FILE)["form"])
    say(f"Learning how questions are formed from {len(public):,} sentences")
    return learn_form(public)


def _corrections(wish: Wish, head: Linear, form: Linear, sentence: Linear, say: Say) -> Corrections:
    if not wish.real:
        return Corrections(_stored(wish.started_from, CORRECTION_FILE))
    say(f"Fitting the correction on {len(wish.real)} sets of real comments")
    sets = [_real(path, form, sentence) for path in wish.real]
    known = {one.digest: {"name": one.name, "comments": one.size} for one in sets}
    without = {
        one.digest: correct(head, [other for other in sets if other is not one]) for one in sets
    }
    return Corrections(correction_data(known, correct(head, sets), without))


def _real(path: Path, form: Linear, sentence: Linear) -> Real:
    lines = read_lines(path)
    found = examples(lines, form)
    changed = examples(lines, form, say=without_marks, weight=WITHOUT_MARKS_WEIGHT)
    both = [*found, *changed]
    parts: list[Parts] = in_parts(both, by(sentence))
    return Real(
        name=path.name.partition(".")[0],
        digest=digest_of(lines),
        features=[part.features for part in parts],
        labels=[one.line.needs for one in both],
        weights=[one.weight for one in both],
        size=len(lines),
    )


def _stored(folder: Path, name: str) -> dict:
    path = folder / name
    if path.exists():
        return json.loads(path.read_text("utf-8"))
    return {"sets": {}, "all": NO_CORRECTION.as_data(), "without": {}}

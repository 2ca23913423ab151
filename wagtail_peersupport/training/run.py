"""One training from first to last: read, learn, correct, write."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from wagtail_peersupport.detection.inferring import LINKS_FILE
from wagtail_peersupport.detection.linear import Linear
from wagtail_peersupport.detection.meant import Encoder
from wagtail_peersupport.detection.model import FORM_FILE, MEANT_FILE, MODEL_FILE, SHIPPED

from .alone import learn_alone
from .calibrating import WITHOUT_MARKS_WEIGHT, Real, digest_of
from .card import Facts, card
from .corrections import fitted, stored
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
from .meaning import Learner
from .writing import (
    CARD_FILE,
    CORRECTION_FILE,
    linear_data,
    meant_data,
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


def train(wish: Wish, folder: Path, say: Say, encoder: Encoder | None = None) -> None:
    """Write the weights and their model card into a folder; with an encoder, also what meaning
    adds. Raises BadLine, OSError.
    """
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
    learner = Learner(encoder, say) if encoder else None
    meant = learner.learn(found, parts) if learner else None
    sets = _real_sets(wish, form, sentence, say)
    told = [learner.tell(one, meant) for one in sets] if learner and meant else []
    corrections = fitted(head, sets, meant, told) if sets else stored(wish.started_from)
    folder.mkdir(parents=True, exist_ok=True)
    alone = _alone(wish, public, corpus, form, sentence)
    write_json(folder, FORM_FILE, {"form": linear_data(form), "alone": linear_data(alone)})
    write_json(folder, CORRECTION_FILE, corrections.data)
    digest = digest_of(out)
    model = model_data(sentence, corrections.of(head, digest), kinds)
    write_json(folder, MODEL_FILE, model)
    if encoder and meant:
        meant = replace(meant, comment=corrections.of_meant(meant, digest))
        write_json(folder, MEANT_FILE, meant_data(meant, encoder))
    say("Learning which comments answer which")
    links = link_weights(corpus, wish.real, wish.started_from, digest_of(out))
    write_json(folder, LINKS_FILE, links)
    facts = Facts(
        version=model["version"],
        lines=corpus,
        written=len(_corpus(())),
        left_out=len(out),
        sets=corrections.sets,
        labels=[one.line.needs for one in found[: len(corpus)]],
        parts=parts[: len(corpus)],
        encoder=encoder.version if encoder else "",
        links=links_card(links, corpus),
    )
    folder.joinpath(CARD_FILE).write_text(card(facts), "utf-8")
    say(f"{model['version']} is in {folder}")


def _corpus(add: Sequence[Path]) -> list[Line]:
    return [line for path in [*sorted(CORPUS.glob("*.jsonl")), *add] for line in read_lines(path)]


def _without(lines: Sequence[Line], out: Sequence[Line]) -> list[Line]:
    words = {_words(line) for line in out}
    return [line for line in lines if _words(line) not in words]


def _words(line: Line) -> str:
    return " ".join(line.text.casefold().split())


def _form(wish: Wish, public: Sequence[Line], say: Say) -> Linear:
    if not public:
        return Linear.read(_stored_form(wish)["form"])
    say(f"Learning how questions are formed from {len(public):,} sentences")
    return learn_form(public)


def _alone(
    wish: Wish, public: Sequence[Line], corpus: Sequence[Line], form: Linear, sentence: Linear
) -> Linear:
    if public:
        return learn_alone(public, corpus, form, sentence)
    return Linear.read(_stored_form(wish)["alone"])


def _real_sets(wish: Wish, form: Linear, sentence: Linear, say: Say) -> list[Real]:
    if wish.real:
        say(f"Fitting the correction on {len(wish.real)} sets of real comments")
    return [_real(path, form, sentence) for path in wish.real]


def _real(path: Path, form: Linear, sentence: Linear) -> Real:
    lines = read_lines(path)
    found = examples(lines, form)
    changed = examples(lines, form, say=without_marks, weight=WITHOUT_MARKS_WEIGHT)
    both = [*found, *changed]
    parts = in_parts(both, by(sentence))
    return Real(
        name=path.name.partition(".")[0],
        digest=digest_of(lines),
        features=[part.features for part in parts],
        labels=[one.line.needs for one in both],
        weights=[one.weight for one in both],
        size=len(lines),
        texts=[part.reading.own for part in parts],
    )


def _stored_form(wish: Wish) -> dict:
    return json.loads(wish.started_from.joinpath(FORM_FILE).read_text("utf-8"))

"""Training on a few comments: what is learned, what is left out, and that it repeats."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from wagtail_peersupport.detection.engine import LinearEngine
from wagtail_peersupport.detection.model import SHIPPED, load
from wagtail_peersupport.training import run
from wagtail_peersupport.training.calibrating import digest_of
from wagtail_peersupport.training.lines import read_lines

COLOURS = "red blue green black white grey brown pink".split()


def comments():
    """A small shop whose readers ask for a glimmer without any mark or cue."""
    for at, colour in enumerate(COLOURS * 3):
        post = f"Mugs {at % 6}"
        yield {"id": f"n{at}", "post": post, "author": f"A{at}", "kind": "question"} | {
            "text": f"a {colour} one would glimmer in kitchen {at}",
            "needs_support": 1,
        }
        yield {"id": f"r{at}", "post": post, "author": f"B{at}", "kind": "remark"} | {
            "text": f"the {colour} one hangs on my wall since {at + 2} weeks",
            "needs_support": 0,
        }
    yield {"id": "p", "post": "Mugs 0", "author": "C", "kind": "praise"} | {
        "text": "Lovely mugs",
        "needs_support": 0,
    }


def write(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


@pytest.fixture
def small_corpus(tmp_path, monkeypatch):
    folder = tmp_path / "corpus"
    folder.mkdir()
    write(folder / "en.jsonl", comments())
    monkeypatch.setattr(run, "CORPUS", folder)
    return folder


def train(*args):
    out = StringIO()
    call_command("peersupport_train", *map(str, args), stdout=out)
    return out.getvalue()


def test_what_was_labelled_is_learned(small_corpus, tmp_path):
    said = train("--to", tmp_path / "weights")
    assert "49 comments to learn from" in said
    weights = LinearEngine(tmp_path / "weights").model.sentence.weights
    assert weights["w:glimmer"] > 0 > weights["w:hangs"]


def test_the_same_comments_give_the_same_weights(small_corpus, tmp_path):
    for name in ("one", "two"):
        train("--to", tmp_path / name)
    files = ["model.json", "form.json", "correction.json", "links.json", "model-card.md"]
    assert [(tmp_path / "one" / file).read_bytes() for file in files] == [
        (tmp_path / "two" / file).read_bytes() for file in files
    ]


def test_nothing_is_learned_from_what_is_left_out(small_corpus, tmp_path):
    rows = list(comments())
    out = write(tmp_path / "out.jsonl", rows[:16])
    assert "33 comments to learn from" in train("--leave-out", out, "--to", tmp_path / "weights")
    assert "Left out on request: 16" in (tmp_path / "weights/model-card.md").read_text("utf-8")


def test_comments_of_your_own_are_added(small_corpus, tmp_path):
    own = write(tmp_path / "own.jsonl", [{"text": "Where is mine", "label": 1, "post": "Mine"}])
    assert "50 comments" in train("--add", own, "--to", tmp_path / "weights")


def test_real_comments_correct_the_weights_and_can_be_left_out(small_corpus, tmp_path):
    real = [{**row, "post": f"Real {row['post']}"} for row in comments()]
    # On these blogs nobody wants what the corpus says they want.
    swapped = [{**row, "needs_support": 1 - row["needs_support"]} for row in real]
    first = write(tmp_path / "first.jsonl", real)
    second = write(
        tmp_path / "second.jsonl", [{**row, "text": f"{row['text']}, said Jo"} for row in swapped]
    )
    train("--real", first, second, "--to", tmp_path / "all")
    data = json.loads((tmp_path / "all/correction.json").read_text("utf-8"))
    digests = {digest_of(read_lines(path)) for path in (first, second)}
    assert set(data["without"]) == set(data["sets"]) == digests
    assert data["without"][digest_of(read_lines(second))] != data["all"]


def test_without_the_encoder_nothing_is_learned_of_meaning(small_corpus, tmp_path):
    said = train("--to", tmp_path / "weights")
    assert "Without the extra [semantic]" in said
    assert load(tmp_path / "weights").meant is None


def test_with_the_encoder_meaning_is_learned_and_corrected(small_corpus, tmp_path, encoder):
    real = [{**row, "post": f"Real {row['post']}"} for row in comments()]
    first = write(tmp_path / "first.jsonl", real)
    second = write(
        tmp_path / "second.jsonl", [{**row, "text": f"{row['text']}, said Jo"} for row in real]
    )
    for name, more in (("all", ()), ("out", ("--leave-out", second))):
        train("--real", first, second, *more, "--to", tmp_path / name)
    every, without = load(tmp_path / "all").meant, load(tmp_path / "out").meant
    glimmer, wall = encoder.vectors(
        ["a red one would glimmer in kitchen 3", "the red one hangs on my wall since 4 weeks"]
    )
    assert every.log_odds(glimmer) > 0 > every.log_odds(wall)
    assert every.comment.weights["meaning"] > 0
    assert without.comment != every.comment


def test_without_a_folder_the_command_says_what_to_type(small_corpus):
    with pytest.raises(CommandError, match="--to DIR"):
        train()


def test_comments_of_one_label_teach_nothing_and_the_command_says_so(tmp_path, monkeypatch):
    write(tmp_path / "en.jsonl", [row for row in comments() if row["needs_support"]])
    monkeypatch.setattr(run, "CORPUS", tmp_path)
    with pytest.raises(CommandError, match="of both labels"):
        train("--to", tmp_path / "weights")


def test_a_broken_file_is_told_in_one_line(small_corpus, tmp_path):
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"text": 3}\n', "utf-8")
    with pytest.raises(CommandError, match=r"broken\.jsonl, line 1"):
        train("--add", broken, "--to", tmp_path / "weights")


def test_the_shipped_weights_come_with_all_they_need():
    model = load(SHIPPED)
    limits = model.thresholds
    assert 0 < limits.unsure < limits.needs < limits.public < 1
    assert set(model.kinds.names) == {
        *("question", "problem", "idea", "praise", "remark"),
        *("answer", "clarification", "me-too", "thanks"),
    }
    card = (SHIPPED / "model-card.md").read_text("utf-8")
    assert model.version in card
    assert "Near-duplicates" in card


def test_the_shipped_corpus_is_large_and_speaks_four_languages():
    found = {path.stem: read_lines(path) for path in run.CORPUS.glob("*.jsonl")}
    assert found.keys() == {"en", "de", "fr", "es"}
    assert sum(map(len, found.values())) >= 3000
    for language, lines in found.items():
        assert {line.language for line in lines} == {language}
        ids = [line.id for line in lines]
        assert len(set(ids)) == len(ids)
        earlier = {}
        for line in lines:
            above = earlier.setdefault(line.post, set())
            assert {line.parent, line.answers} - {None} <= above, line.id
            above.add(line.id)

"""Fitting what tells which comment another answers: it repeats, and a blog can be left out."""

import json
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command

from wagtail_peersupport.detection.inferring import LINKS_FILE, load
from wagtail_peersupport.detection.model import SHIPPED
from wagtail_peersupport.training import linking, run
from wagtail_peersupport.training.calibrating import digest_of
from wagtail_peersupport.training.choosing import Choice, fit_choices, names_of
from wagtail_peersupport.training.lines import read_lines
from wagtail_peersupport.training.link_weights import link_weights, links_card

POSTS = 8


def blog(name, *, answered=True):
    """Under each post a question, an answer of the owner two hours later, and a remark."""
    for post in range(POSTS):
        its = f"{name}{post}"
        common = {"post": f"Pans {its}", "needs_support": 0, "answers": None}
        yield common | {
            "id": f"q{its}",
            "author": f"Iven{post}",
            "date": "2025-05-05 09:00",
            "text": f"Can pan {its} go into the dishwasher?",
            "kind": "question",
            "needs_support": 1,
        }
        yield common | {
            "id": f"a{its}",
            "author": "Mara",
            "is_owner": True,
            "date": "2025-05-05 11:00",
            "text": f"No, pan {its} rusts in any dishwasher.",
            "kind": "answer" if answered else "remark",
            "answers": f"q{its}" if answered else None,
        }
        yield common | {
            "id": f"r{its}",
            "author": f"Oda{post}",
            "date": "2025-05-09 11:00",
            "text": f"I got mine from my grandmother, number {its}.",
            "kind": "remark",
        }


def write(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


@pytest.fixture
def corpus(tmp_path):
    return read_lines(write(tmp_path / "corpus.jsonl", blog("corpus")))


@pytest.fixture
def real(tmp_path):
    """Two blogs; on the second what looks like an answer never is one."""
    return [
        write(tmp_path / "first.jsonl", blog("first")),
        write(tmp_path / "second.jsonl", blog("second", answered=False)),
    ]


def right(weights, path):
    data = linking.Weights(weights["threshold"], weights["post"], weights["comment"])
    return linking.quality(linking.talks_of(read_lines(path)), data)


def test_the_answer_that_was_labelled_is_found(corpus, tmp_path):
    weights = link_weights(corpus, [], tmp_path, "")
    found = right(weights, write(tmp_path / "other.jsonl", blog("other")))
    assert (found.links, found.right, found.free, found.false) == (POSTS, POSTS, 2 * POSTS, 0)


def test_the_same_comments_give_the_same_points(corpus, real, tmp_path):
    one, two = (json.dumps(link_weights(corpus, real, tmp_path, "")) for __ in range(2))
    assert one == two


def test_a_blog_that_is_left_out_teaches_nothing(corpus, real, tmp_path):
    first, second = real
    both = link_weights(corpus, real, tmp_path, "")
    left_out = link_weights(corpus, real, tmp_path, digest_of(read_lines(second)))
    alone = link_weights(corpus, [first], tmp_path, "")
    for side in ("post", "comment"):
        assert left_out[side] == alone[side] != both[side]
    assert left_out["threshold"] == alone["threshold"]
    assert left_out["correction"] == both["correction"]


def test_without_real_blogs_what_they_corrected_is_kept(corpus, real, tmp_path):
    weights = link_weights(corpus, real, tmp_path, "")
    (tmp_path / LINKS_FILE).write_text(json.dumps(weights), "utf-8")
    assert link_weights(corpus, [], tmp_path, "") == weights


def test_the_threshold_rises_until_false_links_are_few(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr(linking, "REAL_STRENGTH", 1e6)  # The points stay as the corpus has them.
    base = linking.learn_links(linking.talks_of(corpus))
    lines = read_lines(write(tmp_path / "second.jsonl", blog("second", answered=False)))
    strict = linking.Blog("second", "", linking.talks_of(lines), len(lines))
    kind = replace(strict, talks=linking.talks_of(corpus))
    assert linking.correct_links(base, [kind]).threshold == linking.THRESHOLDS[0]
    assert linking.correct_links(base, [strict]).threshold > linking.THRESHOLDS[0]


def test_comments_without_any_link_teach_nothing_false(tmp_path):
    lines = read_lines(write(tmp_path / "one.jsonl", [{"text": "Does it run?", "label": 1}]))
    weights = link_weights(lines, [], tmp_path, "")
    assert (weights["post"], weights["comment"]) == ({}, {})


def test_what_is_chosen_gets_points_and_a_strong_pull_keeps_them_small():
    options = [{("comment", "near"): 1.0}, {("comment", "far"): 1.0}]
    found = [Choice(options, 0)] * 9 + [Choice(options, 1)]
    start = dict.fromkeys(names_of(found), 0.0)
    free = fit_choices(found, start, strength=0.001)
    tied = fit_choices(found, start, strength=100.0)
    # Nine to one is log-odds of 2.197.
    assert free["comment", "near"] - free["comment", "far"] == pytest.approx(2.197, abs=0.01)
    assert 0 < tied["comment", "near"] < 0.1


def test_the_command_writes_them_and_the_other_command_uses_them(
    corpus, real, tmp_path, monkeypatch
):
    folder = tmp_path / "corpus"
    folder.mkdir()
    write(folder / "en.jsonl", blog("corpus"))
    monkeypatch.setattr(run, "CORPUS", folder)
    weights = tmp_path / "weights"
    call_command("peersupport_train", "--to", str(weights), stdout=StringIO())

    def measured():
        out = StringIO()
        call_command(
            "peersupport_evaluate", "links", str(real[0]), "--weights", str(weights), stdout=out
        )
        return out.getvalue()

    assert f"links right          {POSTS} of {POSTS}" in measured()
    path = weights / LINKS_FILE
    data = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(data | {"threshold": 1.0}), "utf-8")
    load.cache_clear()
    assert f"links right          0 of {POSTS}" in measured()
    assert "## Links between comments" in (weights / "model-card.md").read_text("utf-8")


def test_the_card_says_how_good_they_are_on_each_blog_that_was_left_out(corpus, real, tmp_path):
    card = "\n".join(links_card(link_weights(corpus, real, tmp_path, ""), corpus))
    for name in ("first", "second", "together"):
        assert f"| {name} |" in card


def test_the_shipped_points_are_what_the_shipped_corpus_gives():
    corpus = [line for path in sorted(run.CORPUS.glob("*.jsonl")) for line in read_lines(path)]
    shipped = json.loads((SHIPPED / LINKS_FILE).read_text("utf-8"))
    assert link_weights(corpus, [], SHIPPED, "") == shipped

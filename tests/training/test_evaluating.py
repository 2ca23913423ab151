"""Measuring the engine: what the command prints, and what it writes of each line."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

BLOG = [
    {
        "id": "a",
        "post": "Mugs",
        "author": "Ann",
        "text": "Does it survive the dishwasher?",
        "kind": "question",
        "needs_support": 1,
    },
    {
        "id": "b",
        "post": "Mugs",
        "author": "Bob",
        "parent": "a",
        "text": "You can put it in at 50 degrees, mine has been fine for a year.",
        "kind": "answer",
        "needs_support": 0,
        "answers": "a",
    },
    {
        "id": "c",
        "post": "Mugs",
        "author": "Cleo",
        "text": "My grandmother had one of those.",
        "kind": "remark",
        "needs_support": 0,
        "answers": None,
    },
    {
        "id": "d",
        "post": "Mugs",
        "author": "Dan",
        "text": "@Ann I wash mine by hand, because the print fades otherwise.",
        "kind": "answer",
        "needs_support": 0,
        "answers": "a",
    },
]


@pytest.fixture
def evaluate(tmp_path):
    def evaluate(task, rows=BLOG, *args):
        path = tmp_path / "labelled.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        out = StringIO()
        scores = tmp_path / "scores.jsonl"
        call_command(
            "peersupport_evaluate", task, str(path), "--scores", str(scores), *args, stdout=out
        )
        return out.getvalue(), [json.loads(line) for line in scores.read_text("utf-8").splitlines()]

    return evaluate


def test_questions_are_measured_and_written_in_the_order_of_the_lines(evaluate):
    said, rows = evaluate("questions")
    assert [row["id"] for row in rows] == ["a", "b", "c", "d"]
    assert [row["needs_support"] for row in rows] == [True, False, False, False]
    assert [row["public"] for row in rows] == [True, False, False, False]
    assert set(rows[0]) == {"id", "score", "needs_support", "public", "kind"}
    assert "4 lines, 1 labelled 1" in said
    assert "needs support            1.000   1.000  1.000" in said
    assert "average precision    1.000" in said


def test_a_missed_question_lowers_the_recall(evaluate):
    said, __ = evaluate(
        "questions", [*BLOG, {"id": "e", "text": "Lovely.", "label": 1, "post": "Mugs"}]
    )
    assert "needs support            1.000   0.500  0.667" in said


def test_a_role_is_told_where_a_comment_has_one(evaluate):
    said, rows = evaluate("kinds")
    assert [row["kind"] for row in rows] == ["question", "answer", "remark", "answer"]
    assert "4 lines with a kind, 100.0% right" in said


def test_links_are_guessed_without_the_parents(evaluate):
    said, rows = evaluate("links")
    assert rows[3] == {"id": "d", "answers": "a", "confidence": rows[3]["confidence"]}
    assert rows[0] == {"id": "a", "answers": None, "confidence": 0.0}
    assert "of 2" in said


def test_a_text_alone_is_asked_whether_it_asks(evaluate):
    __, rows = evaluate(
        "questions", [{"text": "who wants to play?", "label": 1}, {"text": "lol", "label": 0}]
    )
    assert [row["needs_support"] for row in rows] == [True, False]


def test_lines_that_share_an_id_are_kept_apart(evaluate):
    __, rows = evaluate("questions", [{"id": 7, "text": "Hi", "label": 0}] * 3)
    assert [row["id"] for row in rows] == ["7", "7", "7"]


def test_a_folder_without_weights_is_answered_with_how_to_make_them(evaluate, tmp_path):
    with pytest.raises(CommandError, match="peersupport_train --to"):
        evaluate("questions", BLOG, "--weights", str(tmp_path / "none"))


@pytest.mark.parametrize("text", ["", "{", '{"text": 1}'])
def test_a_file_that_cannot_be_measured_is_told_in_one_line(tmp_path, text):
    path = tmp_path / "bad.jsonl"
    path.write_text(text, "utf-8")
    with pytest.raises(CommandError, match=r"bad\.jsonl"):
        call_command("peersupport_evaluate", "questions", str(path))

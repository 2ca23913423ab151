"""``peersupport_evaluate similar``: how good the order of similar questions is."""

import gzip
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.once


def question(key, subject, label=None, rank=None):
    row = {"id": key, "subject": subject, "body": ""}
    return row | ({"label": label} if label else {}) | ({"rank": rank} if rank else {})


ROW = question("q1", "Do you ship to Norway?") | {
    "related": [
        question("r1", "Is the green one back?", "Irrelevant", 4),
        question("r2", "Which size should I take?", "Irrelevant", 9),
        question("r3", "Do you deliver or ship to norway", "PerfectMatch", 12),
    ]
}


@pytest.fixture
def evaluate(tmp_path):
    def evaluate(content, *args, name="questions.jsonl"):
        path = tmp_path / name
        data = content.encode()
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        out, scores = StringIO(), tmp_path / "scores.jsonl"
        args = ("similar", str(path), "--scores", str(scores), *args)
        call_command("peersupport_evaluate", *args, stdout=out)
        return out.getvalue(), [json.loads(line) for line in scores.read_text("utf-8").splitlines()]

    return evaluate


@pytest.mark.parametrize("name", ["questions.jsonl", "questions.jsonl.gz"])
def test_every_proposed_question_gets_a_score_and_the_orders_are_measured(evaluate, name):
    printed, rows = evaluate(json.dumps(ROW) + "\n", name=name)
    assert [row["id"] for row in rows] == ["r1", "r2", "r3"]
    assert max(rows, key=lambda row: row["score"])["id"] == "r3"
    assert "1 questions, 3 proposed, 1 similar" in printed
    assert "as proposed        33.33" in printed
    assert "by likeness alone  100.00" in printed
    assert "our order          100.00" in printed
    assert "without meaning" in printed


def test_meaning_is_used_where_it_is_installed(evaluate, encoder):
    assert f"likeness {encoder.version}" in evaluate(json.dumps(ROW))[0]
    assert "without meaning" in evaluate(json.dumps(ROW), "--without-meaning")[0]


def test_places_count_only_where_all_are_known(evaluate):
    with_places = evaluate(json.dumps(ROW))[1]
    related = [{**ROW["related"][0], "rank": None}, *ROW["related"][1:]]
    without = evaluate(json.dumps(ROW | {"related": related}))[1]
    assert with_places != without


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "holds no line"),
        ("{}\n", 'line 1: a question needs "related"'),
        (json.dumps(ROW) + "\nnonsense\n", "line 2: this is no JSON object"),
        ('{"related": [3]}', 'line 1, question 1: what was proposed needs an "id"'),
        (
            '{"related": [{"id": "1", "label": "great"}]}',
            '"label" must be one of PerfectMatch, Relevant, Irrelevant',
        ),
    ],
)
def test_a_file_that_cant_be_read_says_where_and_why(evaluate, content, message):
    with pytest.raises(CommandError) as refused:
        evaluate(content)
    assert message in str(refused.value)

"""Measuring the order of answers: figures computed by hand, and files that can't be read."""

import gzip
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from wagtail_peersupport.training.placing import Placing, placing
from wagtail_peersupport.training.threads import read_threads


def comment(number, text, label="Bad", user="bob"):
    return {"id": f"c{number}", "user": user, "text": text, "label": label}


THREAD = {
    "id": "q1",
    "subject": "Red wine on wool",
    "body": "How do I get it out of my jumper?",
    "user": "ann",
    "comments": [
        comment(1, "Haha, drink white wine next time :)"),
        comment(2, "Is it your own?", user="ann"),
        comment(3, "Put salt on the wine at once, then wash the wool cold.", "Good", user="cleo"),
        comment(4, "No idea, sorry!", "PotentiallyUseful", user="dan"),
    ],
}


@pytest.mark.parametrize(
    ("orders", "expected"),
    [
        ([], (0, 0, 0)),
        # One good answer in second place: precision 1/2 there. Of recall, nothing at depth 1, all
        # at the nine others.
        ([[False, True]], (50, 90, 50)),
        # (1/1 + 2/3) / 2; recall 1/1, 1/2, then all.
        ([[True, False, True]], (83.3333, 95, 100)),
        # A thread without a good answer counts as nothing in MAP and MRR.
        ([[True], [False]], (50, 100, 50)),
        # The eleventh place is not looked at, but its answer could have been found sooner.
        ([[False] * 10 + [True]], (0, 0, 0)),
        # Two threads: found 1, 2, 2… of reachable 2, 2, 2…
        ([[True, False], [False, True]], (75, 95, 75)),
    ],
)
def test_the_figures_are_those_of_the_definition(orders, expected):
    assert placing(orders) == Placing(*(pytest.approx(one, abs=1e-3) for one in expected))


@pytest.fixture
def evaluate(tmp_path):
    def evaluate(content, *args, name="threads.jsonl"):
        path = tmp_path / name
        data = content.encode() if isinstance(content, str) else content
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        out = StringIO()
        scores = tmp_path / "scores.jsonl"
        call_command(
            "peersupport_evaluate",
            "answers",
            str(path),
            "--scores",
            str(scores),
            "--without-meaning",
            *args,
            stdout=out,
        )
        return out.getvalue(), [json.loads(line) for line in scores.read_text("utf-8").splitlines()]

    return evaluate


@pytest.mark.parametrize("name", ["threads.jsonl", "threads.jsonl.gz"])
def test_every_comment_gets_a_score_and_the_order_is_measured(evaluate, name):
    printed, rows = evaluate(json.dumps(THREAD) + "\n", name=name)
    assert [row["id"] for row in rows] == ["c1", "c2", "c3", "c4"]
    assert max(rows, key=lambda row: row["score"])["id"] == "c3"
    assert "1 threads, 4 comments, 1 good" in printed
    assert "without meaning" in printed
    assert "order of posting   33.33" in printed
    assert "our order          100.00" in printed


def test_the_asker_is_known_by_the_thread_and_escaped_html_is_read(tmp_path):
    path = tmp_path / "threads.jsonl"
    escaped = THREAD | {"comments": [comment(1, "&lt;p&gt;Salt&lt;/p&gt;", user="ann")]}
    path.write_text(json.dumps(escaped), "utf-8")
    (thread,) = read_threads(path)
    assert thread.discussion.said[0].by_asker
    assert thread.discussion.said[0].text == "<p>Salt</p>"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "holds no line"),
        ("{}\nnonsense\n", "line 1: a thread needs"),
        (json.dumps(THREAD) + "\nnonsense\n", "line 2: this is no JSON object"),
        ('{"comments": [3]}', "line 1, comment 1: a comment needs"),
        ('{"comments": [{"id": "1"}]}', "line 1, comment 1: a comment needs"),
        (
            '{"comments": [{"id": "1", "text": "x", "label": "great"}]}',
            "comment 1: \"label\" must be one of Good, PotentiallyUseful, Bad, not 'great'",
        ),
        (b"\xff\xfe", "not in UTF-8"),
    ],
)
def test_a_file_that_cant_be_read_says_where_and_why(evaluate, content, message):
    with pytest.raises(CommandError, match=r"(?s).*") as refused:
        evaluate(content)
    assert message in str(refused.value)

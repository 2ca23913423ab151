"""Every command has an example in the reference, which runs and says what it did."""

import json
import shutil
from io import StringIO

import pytest
from django.core.management import call_command

from tests.documentation import ROOT, blocks, commands, headings, page
from tests.readers import Reader
from tests.training.test_judging import THREAD
from tests.training.test_training import comments, write
from wagtail_peersupport import cli
from wagtail_peersupport.training import run

pytestmark = [pytest.mark.once, pytest.mark.django_db]
COMMANDS = page("reference/commands.md")
EXPORT = ROOT / "tests" / "importers" / "exports" / "wordpress.xml"
#: What each example prints, or the file that it writes.
SAYS = {
    "report": "readers.html",
    "peersupport_import": "5 made",
    "peersupport_backfill": "1 question found in 1 comment",
    "peersupport_likes": "No likes or dislikes are left to take over.",
    "peersupport_evaluate": "found.jsonl",
    "peersupport_train": "weights/model.json",
    "peersupport_train_answers": "coefficients/facts.json",
    "peersupport_sweep": "Swept: ",
}
EXAMPLES = {
    next(word for word in words if word in SAYS): words
    for block in blocks(COMMANDS, "console")
    for words in commands(block)
}


def test_every_command_has_an_example():
    assert [block.heading for block in blocks(COMMANDS, "console")] == headings(COMMANDS)[1:]
    assert list(EXAMPLES) == list(SAYS)


@pytest.fixture(autouse=True)
def _files(tmp_path, monkeypatch):
    """A folder with the files that the examples name, and a small set to learn from."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(EXPORT, "export.xml")
    write(tmp_path / "labelled.jsonl", comments())
    write(tmp_path / "threads.jsonl", [{**THREAD, "id": f"q{n}"} for n in range(10)])
    (tmp_path / "corpus").mkdir()
    write(tmp_path / "corpus" / "en.jsonl", comments())
    monkeypatch.setattr(run, "CORPUS", tmp_path / "corpus")


@pytest.mark.parametrize("name", SAYS)
def test_an_example_runs(name, post, tmp_path):
    Reader("Ann").write(post, "How do I wash the heavy tee without shrinking it?")
    words, out = EXAMPLES[name], StringIO()
    if words[0] == "wagtail-peersupport":
        assert cli.main(words[1:]) == 0
    else:
        assert words[:2] == ["python", "manage.py"]
        call_command(*words[2:], stdout=out, stderr=StringIO())
    wanted = SAYS[name]
    if wanted.endswith((".html", ".json", ".jsonl")):
        assert (tmp_path / wanted).read_text("utf-8")
    else:
        assert wanted in out.getvalue()


def test_what_was_measured_is_in_the_file_that_the_example_names(tmp_path):
    call_command(*EXAMPLES["peersupport_evaluate"][2:], stdout=StringIO())
    found = [json.loads(line) for line in (tmp_path / "found.jsonl").read_text().splitlines()]
    assert [one["id"] for one in found] == [one["id"] for one in comments()]

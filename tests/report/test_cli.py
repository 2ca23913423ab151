"""The command, as a blogger types it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.importers.writing import comment, item, wxr
from tests.report.blog import START
from wagtail_peersupport.cli import main
from wagtail_peersupport.report.page import is_report

EXPORTS = Path(__file__).parents[1] / "importers" / "exports"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("export", ["wordpress.xml", "disqus.xml"])
def test_a_report_is_written_beside_you_under_the_exports_name(here: Path, export: str) -> None:
    assert main(["report", str(EXPORTS / export)]) == 0
    written = here / f"{Path(export).stem}.report.html"
    assert names(here) == [written.name]
    assert is_report(written.read_text(encoding="utf-8"))


def test_it_says_what_it_found_and_where_it_wrote(here: Path, capsys) -> None:
    main(["report", str(EXPORTS / "wordpress.xml"), "--to", "bread.html"])
    said = capsys.readouterr().out
    assert "2 questions in 8 comments, 1 never answered." in said
    assert "Wrote bread.html" in said


def test_without_questions_it_does_not_count_the_unanswered(here: Path, capsys) -> None:
    Path("quiet.xml").write_text(wxr(item(1, "bread", comment(1, "Lovely.", START))), "utf-8")
    main(["report", "quiet.xml"])
    assert capsys.readouterr().out.startswith("No questions in 1 comment.\n")


def test_an_earlier_report_is_replaced_and_that_is_said(here: Path, capsys) -> None:
    for _ in range(2):
        assert main(["report", str(EXPORTS / "wordpress.xml"), "--to", "bread.html"]) == 0
    assert "Replaced the report bread.html" in capsys.readouterr().out


def test_a_file_that_is_no_report_is_not_overwritten(here: Path, capsys) -> None:
    Path("diary.html").write_text("my diary", encoding="utf-8")
    assert main(["report", str(EXPORTS / "wordpress.xml"), "--to", "diary.html"]) == 2
    assert Path("diary.html").read_text(encoding="utf-8") == "my diary"
    assert "not a report" in capsys.readouterr().err


def test_the_export_itself_is_not_overwritten(here: Path) -> None:
    content = (EXPORTS / "wordpress.xml").read_bytes()
    Path("mine.xml").write_bytes(content)
    assert main(["report", "mine.xml", "--to", "mine.xml"]) == 2
    assert Path("mine.xml").read_bytes() == content


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["missing.xml"], "missing.xml cannot be read"),
        (["broken.xml"], "broken.xml ends in the middle"),
        (["broken.xml", "--to", "nowhere/report.html"], "folder nowhere does not exist"),
        (["broken.xml", "--to", "-"], "no file name"),
        (["broken.xml", "--to", "."], "no file name"),
    ],
)
def test_an_error_is_one_line_and_leaves_nothing_behind(
    here: Path, capsys, arguments: list[str], says: str
) -> None:
    broken = (EXPORTS / "wordpress.xml").read_bytes()[:2000]
    Path("broken.xml").write_bytes(broken)
    assert main(["report", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("wagtail-peersupport: ")
    assert said.err.count("\n") == 1
    assert says in said.err
    assert names(here) == ["broken.xml"]


def test_a_failed_reading_keeps_the_earlier_report(here: Path) -> None:
    main(["report", str(EXPORTS / "wordpress.xml"), "--to", "bread.html"])
    before = Path("bread.html").read_bytes()
    Path("broken.xml").write_bytes(b"<rss>")
    assert main(["report", "broken.xml", "--to", "bread.html"]) == 2
    assert Path("bread.html").read_bytes() == before


def test_it_runs_without_a_site_and_without_django(here: Path) -> None:
    script = (
        "import sys; from wagtail_peersupport.cli import main; code = main(sys.argv[1:]); "
        "loaded = {name.partition('.')[0] for name in sys.modules}; "
        "sys.exit(code or bool(loaded & {'django', 'wagtail', 'bleach'}))"
    )
    command = [sys.executable, "-c", script, "report", str(EXPORTS / "disqus.xml")]
    environment = {"PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run(command, check=True, env=environment, timeout=60)


@pytest.mark.once
def test_ten_thousand_comments_make_a_report(here: Path) -> None:
    words = "flour water salt rye oven crust crumb steam dough starter spelt malt loaf tin".split()

    def comment(number: int) -> str:
        three = " ".join(words[(number * step) % len(words)] for step in (1, 3, 5))
        text = f"Does anyone know how {three} behave in batch {number}?"
        if number % 3:
            text = f"@Reader {number - 1} With {three} it took me {number % 50} minutes, no more."
        return (
            f"<wp:comment><wp:comment_id>{number}</wp:comment_id>"
            f"<wp:comment_author>Reader {number}</wp:comment_author>"
            f"<wp:comment_date_gmt>202{number % 5}-03-0{1 + number % 9} 12:00:00"
            f"</wp:comment_date_gmt><wp:comment_content>{text}</wp:comment_content></wp:comment>"
        )

    posts = (
        f"<item><title>Post {start}</title><wp:post_id>{start}</wp:post_id>"
        f"{''.join(comment(number) for number in range(start, start + 100))}</item>"
        for start in range(1, 10_000, 100)
    )
    namespace = "http://wordpress.org/export/1.2/"
    Path("big.xml").write_text(
        f'<rss xmlns:wp="{namespace}"><channel>{"".join(posts)}</channel></rss>', encoding="utf-8"
    )
    assert main(["report", "big.xml"]) == 0

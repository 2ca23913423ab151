"""The page in a real browser: on a phone, in the dark, on paper, without scripts."""

from pathlib import Path

import pytest

from tests.browser import assert_accessible, assert_fits
from tests.report.blog import busy_blog
from wagtail_peersupport.detection.engine import LinearEngine
from wagtail_peersupport.report.figures import figures_of
from wagtail_peersupport.report.page import page_of


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "report.html"
    read = busy_blog(40, answered=range(0, 40, 2))
    path.write_text(page_of(figures_of(read, LinearEngine())), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_it(new_page, report: str, scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(report)
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    assert_accessible(page)


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_sticks_out_sideways(new_page, report: str, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 740}, java_script_enabled=True)
    page.goto(report)
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    assert_fits(page)


def test_it_loads_nothing_but_itself(new_page, report: str) -> None:
    page = new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(report, wait_until="networkidle")
    assert [url for url in requests if not url.startswith("data:")] == [report]


def test_the_folded_questions_open_without_scripts(new_page, report: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(report)
    hidden = page.get_by_text("0: Does anyone know whether this works with rye flour?").last
    assert not hidden.is_visible()
    page.get_by_text("more questions").last.focus()
    page.keyboard.press("Enter")
    assert hidden.is_visible()


def test_paper_shows_every_question(new_page, report: str) -> None:
    page = new_page()
    page.goto(report)
    page.emulate_media(media="print")
    assert page.get_by_text("1: Does anyone know whether this works").last.is_visible()

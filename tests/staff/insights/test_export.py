"""The numbers as a spreadsheet."""

import csv
import io

import pytest
from openpyxl import load_workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(desk, url):
    def lines(**chosen):
        response = desk.get(url, {"export": "csv", **chosen})
        assert "support-insights.csv" in response["Content-Disposition"]
        return list(csv.DictReader(io.StringIO(response.content.decode())))

    return lines


def test_every_number_of_the_screen_is_a_line(lines, ask, report):
    ask("Is there a tour in spring?", days=1)
    figures = report(period="28")
    shown = {
        (figure.heading, cell.shown)
        for figure in figures.values()
        if figure.table is not None
        for row in figure.table.rows
        for cell in row.cells
    }
    found = lines(period="28")
    assert {(line["Figure"], line["As shown"]) for line in found} == shown
    asked = [line for line in found if line["Figure"] == "Questions per week"]
    assert sum(int(line["Value"]) for line in asked if line["Measure"] == "Asked") == 1
    # Days as every spreadsheet reads them.
    assert all(line["Of"].count("-") == 2 for line in asked)


def test_no_cell_is_taken_for_a_formula(lines, ask, make_post):
    post = make_post('=HYPERLINK("https://example.com")', slug="formula")
    ask("Is there a tour in spring?", page=post)
    (line,) = [one for one in lines() if one["Figure"].startswith("Posts") and one["Value"] == "1"]
    assert line["Of"] == "'" + post.title


def test_it_comes_as_a_workbook_as_well(desk, url, ask):
    ask("Is there a tour in spring?")
    response = desk.get(url, {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    rows = list(sheet.values)
    assert rows[0] == ("Figure", "Of", "Measure", "Value", "As shown")
    assert ("What became of them", "Never answered", "Questions", 1, "1") in rows

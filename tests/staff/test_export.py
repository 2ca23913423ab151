"""The queue as a file: what is in it, for whom, and that no spreadsheet runs it."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.staff_accounts import let_support
from wagtail_peersupport.actions import followups
from wagtail_peersupport.models import SupportThread, Topic
from wagtail_peersupport.staff import exporting
from wagtail_peersupport.staff.exporting import harmless
from wagtail_peersupport.viewer import Viewer

pytestmark = pytest.mark.django_db
WASH = "How do I wash the heavy tee without shrinking it?"
SHIP = "Do you ship to the islands as well?"
QUEUE = "/admin/support/"


@pytest.fixture
def rows(desk):
    """The rows of the file by their headings: ``rows(state="all")``."""

    def rows(path=QUEUE, **asked):
        response = desk.get(path, {**asked, "export": "csv"})
        assert response.headers["Content-Disposition"] == 'attachment; filename="questions.csv"'
        return list(csv.DictReader(io.StringIO(response.content.decode())))

    return rows


def test_a_row_tells_what_staff_should_know(rows, ask, say, mara, post):
    Topic.objects.create(name="Care", slug="care", words="wash")
    thread = ask(WASH)
    say("Mine shrank, too.", name="Bob", days=1, parent=thread.comment)
    followups.assign(thread, Viewer(user=mara), mara)
    (row,) = rows()
    thread.refresh_from_db()
    assert row == {
        "Question": WASH,
        "Reasons": "Nobody answered" if thread.answer_count == 0 else "",
        "Waiting since": str(thread.asked_at),
        "Due": row["Due"],
        "Whose turn": row["Whose turn"],
        "Post": post.title,
        "Topic": "Care",
        "Kind": "Question",
        "State": thread.state_label,
        "Assigned to": "mara",
        "Have it, too": str(thread.me_too_count),
        "Answers": str(thread.answer_count),
        "Asked by": "Guest",
        "Link": f"{post.full_url}#c{thread.comment_id}",
    }
    assert row["Due"] > row["Waiting since"]


def test_no_guest_is_named(desk, rows, ask, reader):
    ask(WASH, name="Annabel")
    ask(SHIP, user=reader, name="Robin")
    text = desk.get(QUEUE, {"export": "csv"}).content.decode()
    assert "Annabel" not in text
    assert "annabel@" not in text
    assert {row["Question"]: row["Asked by"] for row in rows()} == {WASH: "Guest", SHIP: "Account"}


def test_filters_search_and_order_hold(rows, ask):
    ask(WASH, days=3)
    ask(SHIP, days=9)
    ask("Which size should I take?", days=400)
    assert [row["Question"] for row in rows()] == [SHIP, WASH]
    assert [row["Question"] for row in rows(ordering="-waiting_since")] == [WASH, SHIP]
    assert [row["Question"] for row in rows(q="islands")] == [SHIP]
    assert [row["Question"] for row in rows(path=f"{QUEUE}results/", q="islands")] == [SHIP]
    assert rows(state="resolved") == []


def test_what_one_does_not_reach_is_not_in_it(
    client, rows, ask, make_post, django_user_model, mara
):
    theirs = make_post("Market day", slug="market-day")
    ask(WASH)
    ask(SHIP, page=theirs)
    ada = django_user_model.objects.create_user("ada", "ada@example.com", "ada")
    client.force_login(let_support(ada, "access_admin", page=theirs))
    assert [row["Question"] for row in rows()] == [SHIP]


def test_the_same_comes_as_xlsx(desk, ask):
    thread = ask("=HYPERLINK() How do I wash the heavy tee without shrinking it?")
    assert thread.title.startswith("=")
    response = desk.get(QUEUE, {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    cells = list(sheet.iter_rows(values_only=True))
    assert cells[0][0] == "Question"
    assert cells[1][0] == f"'{thread.title}"


@pytest.mark.parametrize("start", list("=+-@\t\r\n"))
def test_no_cell_is_taken_for_a_formula(start):
    assert harmless(f"{start}cmd").startswith("'")


def test_no_cell_holds_what_a_file_cannot():
    assert harmless("a\x00b\x0bc\nd") == "abc\nd"


def test_other_cells_stay_as_they_are():
    assert [harmless(one) for one in ("a=b", "", 3, None)] == ["a=b", "", 3, None]


def test_the_menu_offers_both_files_with_the_filters(desk, ask):
    ask(WASH)
    html = desk.get(QUEUE, {"state": "all"}).content.decode()
    for kind in ("csv", "xlsx"):
        assert f"?state=all&amp;export={kind}" in html


def test_a_long_list_is_read_in_batches(desk, rows, ask, monkeypatch):
    monkeypatch.setattr(exporting, "BATCH", 2)
    for number in range(5):
        ask(f"How many shirts of edition {number} are left?", days=9 - number)
    assert len(rows()) == SupportThread.objects.count() == 5


def test_the_number_of_queries_does_not_grow(desk, ask):
    def queries():
        desk.get(QUEUE, {"export": "csv"})
        with CaptureQueriesContext(connection) as captured:
            desk.get(QUEUE, {"export": "csv"})
        return len(captured)

    ask(WASH)
    before = queries()
    for number in range(9):
        ask(f"How many shirts of edition {number} are left?", days=9 - number)
    assert queries() == before

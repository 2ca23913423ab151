"""Rules of the house that no single module can hold."""

import ast
from pathlib import Path

import pytest
from django.db import connection

from wagtail_peersupport.models import (
    Acceptance,
    CommentAnalysis,
    CommentDecision,
    CommentOrigin,
    Ending,
    Endorsement,
    FollowUpReason,
    HelpfulVote,
    Lesson,
    MeToo,
    Notice,
    Report,
    SupportReply,
    SupportThread,
)

PACKAGE = Path(__file__).resolve().parent.parent / "wagtail_peersupport"
MODULES = sorted(
    path for path in PACKAGE.rglob("*.py") if "migrations" not in path.relative_to(PACKAGE).parts
)

#: What the database itself never holds twice, by its columns.
ONCE = {
    SupportThread: ["comment_id"],
    SupportReply: ["comment_id"],
    CommentAnalysis: ["comment_id"],
    CommentDecision: ["comment_id"],
    CommentOrigin: ["comment_id"],
    Ending: ["comment_id"],
    Endorsement: ["comment_id"],
    HelpfulVote: ["comment_id", "voter"],
    MeToo: ["comment_id", "voter"],
    Report: ["comment_id", "voter"],
    FollowUpReason: ["follow_up_id", "reason", "voter"],
    Acceptance: ["question_id", "answer_id"],
    Lesson: ["question_id", "page_id"],
    Notice: ["event", "comment_id", "recipient_hash"],
}


def calls(path, name):
    tree = ast.parse(path.read_text())
    return [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == name
    ]


@pytest.mark.once
def test_only_new_comments_are_saved_by_us():
    # xtd's save() on an existing comment republishes its children and inflates counts.
    savers = {
        str(path.relative_to(PACKAGE))
        for path in MODULES
        if any(
            ".save(" in call and "comment" in call.split(".save(")[0]
            for call in calls(path, "save")
        )
    }
    assert savers == {"comments/writing.py"}


@pytest.mark.once
def test_rooms_stay_small():
    long = {
        str(path.relative_to(PACKAGE)): lines
        for path in MODULES
        if (lines := len(path.read_text().splitlines())) > 300
    }
    assert not long


@pytest.mark.once
def test_functions_stay_small():
    long = [
        f"{path.relative_to(PACKAGE)}: {node.name}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 50
    ]
    assert not long


@pytest.mark.once
def test_html_is_declared_safe_in_one_place_only():
    # What else marks strings as safe would be a second door for a stranger's words.
    marked = {str(path.relative_to(PACKAGE)) for path in MODULES if "mark_safe" in path.read_text()}
    assert marked == {"cleaning.py"}


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "columns"), ONCE.items())
def test_the_database_itself_holds_nothing_twice(model, columns):
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    assert columns in [one["columns"] for one in found.values() if one["unique"]]

"""The picture of the rooms shows the rooms that there are, and the imports between them."""

import ast
import re
import tomllib
from collections import defaultdict

import pytest

from tests.documentation import ROOT, blocks, code_words, page, rows

pytestmark = pytest.mark.once
PACKAGE = ROOT / "wagtail_peersupport"
PAGE = page("explanation/architecture.md")


def test_the_table_names_every_room_once_and_no_other_from_the_top():
    named = [name for row in rows(PAGE) for name in code_words(row.cells[0])]
    assert named == list(levels())


def test_the_drawing_holds_every_room_once_and_no_other():
    drawn = [room for box in drawing()[0].values() for room in box]
    assert sorted(drawn) == sorted(levels())


def test_arrows_lead_downwards_and_stand_for_imports():
    boxes, arrows = drawing()
    level, known = levels(), imports()
    for source, targets in arrows.items():
        for target in targets:
            pairs = [(one, other) for one in boxes[source] for other in boxes[target]]
            assert all(level[one] <= level[other] for one, other in pairs), (source, target)
            is_real = any(other in known[one] for one, other in pairs)
            assert is_real, f"no import: {source}, {target}"


def test_every_import_follows_arrows():
    boxes, arrows = drawing()
    box_of = {room: box for box, rooms in boxes.items() for room in rooms}
    for room, imported in imports().items():
        reached = below(box_of[room], arrows)
        for other in imported:
            assert box_of[other] in reached, f"draw an arrow: {room} imports {other}"


def levels():
    """Each room with the number of its layer, 0 on top, as import-linter has it."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = config["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["type"] == "layers")
    return {room: at for at, layer in enumerate(layers) for room in re.findall(r"\w+", layer)}


def drawing():
    """The boxes, each with its rooms, and which of them an arrow leads to from each."""
    (block,) = blocks(PAGE, "mermaid")
    lines = block.code.splitlines()[1:]
    boxes, arrows = {}, defaultdict(set)
    for line in lines:
        for name, label in re.findall(r"(\w+)(?:\[\"([\w, ]+)\"\])?", line):
            if label or name not in boxes:
                boxes[name] = (label or name).split(", ")
        sources, __, targets = re.sub(r"\[.*?\]", "", line).partition("-->")
        for source in re.findall(r"\w+", sources):
            arrows[source] |= set(re.findall(r"\w+", targets))
    return boxes, arrows


def below(box, arrows):
    """A box and all that a way of arrows leads to from it."""
    found, todo = {box}, [box]
    while todo:
        fresh = arrows.get(todo.pop(), set()) - found
        found |= fresh
        todo += fresh
    return found


def imports():
    """Which rooms each room imports, but for what only a type checker reads."""
    found = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        place = (PACKAGE.name, *path.relative_to(PACKAGE).with_suffix("").parts)
        for names in imported(ast.parse(path.read_text("utf-8")), place):
            if names[0] == PACKAGE.name and len(names) > 1 and names[1] != place[1]:
                found[place[1]].add(names[1])
    return found


def imported(node, place):
    """What a module at ``place`` imports, each as the parts of its dotted name."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        if isinstance(child, ast.Import):
            yield from (tuple(one.name.split(".")) for one in child.names)
        elif isinstance(child, ast.ImportFrom):
            start = place[: len(place) - child.level] if child.level else ()
            middle = tuple(child.module.split(".")) if child.module else ()
            yield from ((*start, *middle, one.name) for one in child.names)
        else:
            yield from imported(child, place)

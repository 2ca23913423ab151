"""The documentation says what the code says: nothing is missing there, and nothing is invented."""

import argparse
import ast
import itertools
import re
import tomllib
from importlib.util import find_spec

import pytest
from django.apps import apps
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL
from django.dispatch import Signal
from django.template import engines
from django_comments_xtd.conf import defaults as xtd_defaults

from tests.documentation import (
    DOCS,
    PAGES,
    ROOT,
    all_blocks,
    anchors,
    blocks,
    code_words,
    commands,
    headings,
    links,
    page,
    prose,
    rows,
    source,
)
from wagtail_peersupport import cli, signals
from wagtail_peersupport.actions.sweeping import KEEP_ADDRESSES, KEEP_PENDING
from wagtail_peersupport.conf import TABLE
from wagtail_peersupport.detection.cues import Sense
from wagtail_peersupport.models import SupportThread
from wagtail_peersupport.templatetags import peersupport_tags, peersupport_words
from wagtail_peersupport.threads.listing import SORTS, TABS
from wagtail_peersupport.threads.section import ORDERS
from wagtail_peersupport.viewer import GUEST_COOKIE
from wagtail_peersupport.views.urls import urlpatterns

pytestmark = pytest.mark.once
PACKAGE = ROOT / "wagtail_peersupport"
TEMPLATES = PACKAGE / "templates"
OUR_COMMANDS = sorted(name for name, app in get_commands().items() if app == PACKAGE.name)


# Pages -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path):
    for link in links(path):
        if "://" in link or link.startswith("mailto:"):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), link
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), link


def test_every_page_can_be_found_from_the_index():
    index = DOCS / "README.md"
    linked = {(DOCS / link).resolve() for link in links(index)}
    assert set(DOCS.rglob("*.md")) - {index} <= linked


@pytest.mark.parametrize("block", all_blocks("python"), ids=str)
def test_python_examples_compile(block):
    compile(source(block), str(block), "exec")


@pytest.mark.parametrize("block", all_blocks("python"), ids=str)
def test_python_examples_import_what_is_there(block):
    for node in ast.walk(ast.parse(source(block))):
        # What a site calls its own ("blog") is not here; everything else is installed.
        if not isinstance(node, ast.ImportFrom) or node.level:
            continue
        if find_spec(node.module.partition(".")[0]):
            exec(ast.unparse(node), {})


def test_every_picture_is_shown_somewhere_and_says_what_is_on_it():
    shown = {}
    for path in PAGES:
        for words, name in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", prose(path)):
            shown[(path.parent / name).resolve()] = words
    assert shown.keys() == {path for path in (DOCS / "images").rglob("*") if path.is_file()}
    assert not [path.name for path, words in shown.items() if len(words.split()) < 2]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_headings_go_down_one_step_at_a_time(path):
    levels = [len(found) for found in re.findall(r"^(#+) ", prose(path), re.M)]
    assert levels[0] == 1
    assert 1 not in levels[1:]
    assert all(below - above <= 1 for above, below in itertools.pairwise(levels))


@pytest.mark.parametrize("block", all_blocks("html+django"), ids=str)
def test_template_examples_compile(block):
    engines["django"].from_string(block.code)


@pytest.mark.parametrize("block", all_blocks("console"), ids=str)
def test_commands_are_typed_as_the_programs_want_them(block):
    for words in commands(block):
        if words[0] == "wagtail-peersupport":
            cli._parser().parse_args(words[1:])
        elif words[0] == "python" and words[1] == "manage.py":
            assert words[2] in get_commands(), words
            parser(words[2]).parse_args(words[3:])


# Reference ---------------------------------------------------------------------------------------


def test_every_setting_is_documented_with_its_default_and_meaning():
    documented = {
        code_words(row.cells[0])[0]: (row.cells[1], row.cells[3])
        for row in rows(page("reference/settings.md"))
        if len(row.cells) == 4
    }
    assert documented.keys() == TABLE.keys()
    for name, (default, meaning) in documented.items():
        assert ast.literal_eval(default.strip("`")) == TABLE[name].default, name
        assert meaning.startswith(TABLE[name].meaning), name


def test_examples_set_only_settings_that_exist():
    ours, xtds = set(), set()
    for block in all_blocks("python"):
        for node in ast.walk(ast.parse(source(block))):
            for name in assigned(node):
                if name == "PEERSUPPORT":
                    ours |= ast.literal_eval(node.value).keys()
                if name.startswith("COMMENTS_XTD_"):
                    xtds.add(name)
    assert ours
    assert xtds
    assert ours <= TABLE.keys()
    assert xtds <= vars(xtd_defaults).keys()


def test_settings_of_django_comments_xtd_are_spelt_as_it_does():
    for path in PAGES:
        for name in re.findall(r"\bCOMMENTS_XTD_[A-Z_]+", path.read_text("utf-8")):
            assert hasattr(xtd_defaults, name), f"{path.name}: {name}"


def test_every_tag_and_filter_is_documented():
    found = headings(page("reference/tags.md"))
    names = {re.search(r"\w+", heading.replace("{%", ""))[0] for heading in found[1:]}
    libraries = {"peersupport_tags": peersupport_tags, "peersupport_words": peersupport_words}
    written = set(libraries)
    for library in libraries.values():
        written |= library.register.tags.keys() | library.register.filters.keys()
    assert names == written
    assert {path.stem for path in (PACKAGE / "templatetags").glob("[!_]*.py")} == set(libraries)


def test_every_signal_is_documented():
    named = {code_words(heading)[0] for heading in headings(page("reference/signals.md"))[1:]}
    assert named == {name for name, value in vars(signals).items() if isinstance(value, Signal)}


def test_every_command_is_documented():
    found = " ".join(headings(page("reference/commands.md"))[1:])
    assert sorted(re.findall(r"`manage\.py (\w+)", found)) == OUR_COMMANDS
    assert re.findall(r"`wagtail-peersupport (\w+)", found) == list(subcommands())


@pytest.mark.parametrize("name", OUR_COMMANDS)
def test_every_option_is_documented_as_help_prints_it(name):
    assert documented_options(name) == options(parser(name))


def test_every_option_of_the_report_is_documented_as_help_prints_it():
    assert documented_options("wagtail-peersupport report") == options(subcommands()["report"])


def test_every_permission_is_documented():
    documented = {
        code_words(row.cells[0])[0]: row.cells[1]
        for row in rows(page("reference/permissions.md"))
        if len(row.cells) == 2
    }
    assert documented == {
        f"wagtail_peersupport.{codename}": str(label)
        for codename, label in SupportThread._meta.permissions
    }


def test_every_template_is_documented_with_what_it_takes():
    documented = documented_templates()
    assert documented.keys() == {
        str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*") if path.is_file()
    }
    for name, cell in documented.items():
        assert set(code_words(cell)) == taken(name), name


def test_every_address_is_documented():
    documented = {
        code_words(row.cells[0])[0]: code_words(row.cells[1])[0]
        for row in rows(page("reference/urls.md"))
        if len(row.cells) == 3
    }
    assert documented == {
        pattern.name: re.sub(r"<\w+:(\w+)>", r"<\1>", str(pattern.pattern))
        for pattern in urlpatterns
    }
    assert {*TABS, *SORTS} <= set(code_words(prose(page("reference/urls.md"))))
    assert set(ORDERS) <= set(code_words(prose(page("reference/tags.md"))))


def test_every_colour_and_space_is_documented():
    css = (PACKAGE / "static/wagtail_peersupport/peersupport.css").read_text("utf-8")
    declared = set(re.findall(r"(--ps-[a-z-]+):", css))
    found = rows(page("how-to/change-how-it-looks.md"))
    assert {code_words(row.cells[0])[0] for row in found} == declared


# Explanations ------------------------------------------------------------------------------------


def test_the_rooms_are_those_that_import_linter_holds():
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = config["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["type"] == "layers")
    (drawn,) = blocks(page("explanation/architecture.md"), "text")
    assert drawn.code.splitlines() == [", ".join(re.findall(r"\w+", layer)) for layer in layers]


def test_every_sense_of_a_cue_is_explained():
    found = rows(page("explanation/what-counts-as-a-question.md"))
    named = {code_words(row.cells[0])[0] for row in found if len(row.cells) == 3}
    assert named == set(map(str, Sense))


def test_the_languages_are_those_that_the_engine_knows():
    names = {"de": "German", "en": "English", "es": "Spanish", "fr": "French"}
    files = {path.stem for path in (PACKAGE / "detection/languages").glob("*.toml")}
    files -= {"any", "questions"}
    assert files == names.keys()
    text = prose(page("explanation/what-counts-as-a-question.md"))
    assert all(name in text for name in names.values())


def test_migrations_cost_what_upgrading_says():
    text = " ".join(prose(page("how-to/upgrade-it.md")).split())
    assert "none of them runs over the rows in Python" in text
    ours = {"wagtail_peersupport", "wagtail_peersupport_hub"}
    loader = MigrationLoader(None)
    operations = [
        operation
        for (label, _), migration in loader.disk_migrations.items()
        if label in ours
        for operation in migration.operations
    ]
    assert len(operations) > 20
    assert not [one for one in operations if isinstance(one, (RunPython, RunSQL))]


def test_privacy_names_every_table_and_how_long_things_are_kept():
    path = page("explanation/privacy.md")
    named = [name for row in rows(path) for name in code_words(row.cells[0])]
    models = list(apps.get_app_config("wagtail_peersupport").get_models())
    assert sorted(named) == sorted(model.__name__ for model in models)
    hashing = {
        model.__name__
        for model in models
        if any(field.name == "address_hash" for field in model._meta.fields)
    }
    hashed = f"the hash {KEEP_ADDRESSES.total_seconds() / 3600:.0f} hours"
    for row in rows(path):
        if len(row.cells) == 3:
            holds_hash = bool(hashing & set(code_words(row.cells[0])))
            assert (hashed in row.cells[2]) == holds_hash, row
    text = prose(path)
    assert f"`{GUEST_COOKIE}`" in text
    assert f"{KEEP_PENDING.days} days" in text
    assert f"{KEEP_ADDRESSES.total_seconds() / 3600:.0f} hours" in text


def test_what_readers_are_told_to_press_is_on_the_screen():
    folders = [PACKAGE, ROOT / "example_site"]
    kinds = {".html", ".json", ".py", ".txt"}
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in kinds]
    screens = "\n".join(path.read_text("utf-8") for path in files)
    for name in ("tutorial/first-question.md", "how-to/moderate-and-hold.md"):
        told = re.findall(r"\*\*(.+?)\*\*", prose(page(name)), re.S)
        assert told, name
        for words in told:
            assert " ".join(words.split()) in screens, f"{name}: {words}"


# Helpers -----------------------------------------------------------------------------------------


def assigned(node):
    targets = node.targets if isinstance(node, ast.Assign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def parser(name):
    return load_command_class(get_commands()[name], name).create_parser("manage.py", name)


def subcommands():
    actions = cli._parser()._actions
    return next(one.choices for one in actions if isinstance(one, argparse._SubParsersAction))


def options(given):
    """Each option as help shows it, with its meaning, but for those that all commands have."""
    common = {action.dest for action in BaseCommand().create_parser("manage.py", "any")._actions}
    return {
        " ".join(filter(None, [*action.option_strings[:1], action.metavar])): action.help
        for action in given._actions
        if action.dest not in common
    }


def documented_options(name):
    return {
        row.cells[0].strip("`"): row.cells[1]
        for row in rows(page("reference/commands.md"))
        if re.search(rf"\b{name}\b", row.heading)
    }


def documented_templates():
    found = rows(page("reference/templates.md"))
    names = [code_words(row.cells[0])[0] for row in found]
    return {
        name if (TEMPLATES / name).exists() else f"wagtail_peersupport/{name}": row.cells[2]
        if len(row.cells) > 2
        else ""
        for name, row in zip(names, found, strict=True)
    }


def taken(name):
    """The variables that the comment on top of a template names."""
    top = (TEMPLATES / name).read_text("utf-8")[:1500]
    comments = re.findall(r"\{#(.*?)#\}|\{% comment %\}(.*?)\{% endcomment %\}", top, re.S)
    said = " ".join(" ".join("".join(pair).split()) for pair in comments)
    takes = re.sub(r"\([^)]*\)", "", said.partition("Takes")[2]).strip(" :.")
    first = [re.match(r"\s*(?:and )?(\w+)", part) for part in re.split("[,;]", takes)]
    return {match[1] for match in first if match} - {"nothing", "what", "the"}

"""The README's own text, applied to a blog that `wagtail start` made."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests import packages

from .instructions import blocks, follow, insert, manage_commands, section

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = Path(__file__).resolve().parent
README = (ROOT / "README.md").read_text()

FRESH = section(README, "Add it to a blog")
WITH_COMMENTS = section(README, "A blog that has django-comments-xtd")
REMOVING = section(README, "Taking it out again")

QUESTION = "Does the blue shirt shrink in the wash?"
OLD_QUESTION = "Can I return a shirt that I have already washed?"


class Project:
    """A Wagtail project in a folder of its own, and the programs that are run in it.

    They find the package as ``installed`` has it, and of this repository nothing but the tests.
    """

    def __init__(self, folder, installed):
        self.folder = folder
        self.installed = installed

    def run(self, *command):
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return subprocess.run(
            [sys.executable, *command],
            cwd=self.folder,
            env={**kept, "PYTHONPATH": str(self.installed), "PYTHONWARNINGS": "ignore"},
            capture_output=True,
            text=True,
        )

    def visit(self, *steps):
        """Does things on the site (see visit.py); returns what each saw, and what was printed."""
        done = self.run(HERE / "visit.py", json.dumps(steps))
        assert done.returncode == 0, done.stdout + done.stderr
        printed, __, seen = done.stdout.rpartition("\n\n")
        return json.loads(seen), printed

    def check(self):
        done = self.run("manage.py", "check")
        return done.stdout + done.stderr

    def insert(self, name, text, place):
        path = self.folder / name
        path.write_text(insert(path.read_text(), text, place))

    def copy(self, folder):
        return Project(shutil.copytree(self.folder, folder, dirs_exist_ok=True), self.installed)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder with the wheel's files, as pip would unpack them, and a way to the tests."""
    folder = packages.unpacked_wheel(tmp_path_factory.mktemp("installed"))
    (folder / "tests").symlink_to(ROOT / "tests")
    return folder


@pytest.fixture(scope="module")
def started(installed, tmp_path_factory):
    """What `wagtail start` makes, with the blog app of Wagtail's tutorial; no database yet."""
    project = Project(tmp_path_factory.mktemp("started"), installed)
    start = "from wagtail.bin.wagtail import main; main()"
    project.run("-c", start, "start", "mysite", str(project.folder))
    shutil.copytree(HERE / "project", project.folder, dirs_exist_ok=True)
    project.insert("mysite/settings/base.py", '    "blog",', 'above "home"')
    return project


@pytest.fixture(scope="module")
def blog(started, tmp_path_factory):
    """The same with its database and one post. Tests copy it."""
    project = started.copy(tmp_path_factory.mktemp("blog"))
    project.visit(["build"])
    return project


def add_comments(project):
    """What the documentation of django-comments-xtd says, in our words."""
    project.insert(
        "mysite/settings/base.py",
        "INSTALLED_APPS += [\n"
        '    "rest_framework",\n'
        '    "django_comments_xtd",\n'
        '    "django_comments",\n'
        '    "django.contrib.sites",\n'
        "]\n"
        "SITE_ID = 1\n"
        'COMMENTS_APP = "django_comments_xtd"\n'
        'COMMENTS_XTD_SALT = b"as old as the blog"\n'
        "COMMENTS_XTD_MAX_THREAD_LEVEL = 2\n",
        "at the end",
    )
    project.insert(
        "mysite/urls.py",
        '    path("comments/", include("django_comments_xtd.urls")),',
        "above include(wagtail_urls)",
    )
    project.insert(
        "blog/models.py",
        "def get_absolute_url(self):\n    return self.url",
        "in class BlogPage",
    )
    project.insert("blog/templates/blog/blog_page.html", XTD_TAGS, PLACE_OF_COMMENTS)


XTD_TAGS = """\
{% load comments comments_xtd %}
{% render_xtdcomment_tree for page %}
{% render_comment_form for page %}"""
HINT = r"\?: \((peersupport\.\w+)\) .+\n\tHINT: (.+):\n\n((?:.+\n)+)\n"
PLACE_OF_COMMENTS = "where the comments shall stand"


def test_check_names_every_missing_step_in_order_and_its_lines_can_be_pasted(started, tmp_path):
    project = started.copy(tmp_path)
    ours = '    "wagtail_peersupport",\n    "wagtail_peersupport.hub",'
    project.insert("mysite/settings/base.py", ours, 'below "search"')
    said = project.check()
    named = re.findall(HINT, said)
    assert [number for number, __, __ in named] == [
        f"peersupport.{number}"
        for number in ("E001", "E005", "E006", "E008", "E009", "E012", "E015")
    ], said
    for __, where, lines in named:
        project.insert(*paste(where, lines))
    assert "no issues" in project.check()


def test_half_installed_comments_end_with_lines_that_can_be_pasted(started, tmp_path):
    project = started.copy(tmp_path)
    apps = '    "wagtail_peersupport",\n    "django_comments_xtd",'
    project.insert("mysite/settings/base.py", apps, 'below "search"')
    (named,) = re.findall(HINT, project.check() + "\n")
    assert named[0] == "peersupport.E002"
    assert named[2] == '    "django_comments",\n    "django.contrib.sites",\n'


def paste(where, lines):
    """File, lines and place: what somebody makes of a hint."""
    if below := re.fullmatch(r"Add to INSTALLED_APPS, below (.+)", where):
        return "mysite/settings/base.py", lines, f"below {below[1]}"
    if where == "Add to your settings":
        return "mysite/settings/base.py", lines, "at the end"
    if where == "Add to urlpatterns in mysite.urls, above Wagtail's":
        return "mysite/urls.py", lines, "above include(wagtail_urls)"
    assert "blog.models.BlogPage" in where, where
    return "blog/models.py", lines, "in class BlogPage"


def test_guests_question_reaches_the_hub_of_a_fresh_blog(blog, tmp_path):
    project = blog.copy(tmp_path)
    follow(FRESH, project.folder)
    steps = [["manage", *manage_commands(FRESH)], ["ask"]]
    (__, seen, __), printed = project.visit(*steps, ["manage", ["check", "--database=default"]])
    assert printed.count("no issues") == 2
    assert seen["mailed_to"] == ["kim@example.com"]
    assert QUESTION in seen["mail"]
    assert QUESTION in seen["post"]
    assert QUESTION in seen["hub"]
    assert seen["styles"]
    assert all(Path(path).is_relative_to(project.installed) for path in seen["styles"])
    assert "Unbeantwortet" in seen["german"]


def test_blog_with_comments_gains_the_hub_and_loses_nothing_when_it_is_taken_out(blog, tmp_path):
    project = blog.copy(tmp_path)
    add_comments(project)
    project.visit(["manage", ["migrate", "-v0"]], ["comment"])
    with_comments_only = project.copy(tmp_path / "before")

    follow(WITH_COMMENTS, project.folder)
    steps = [["manage", *manage_commands(WITH_COMMENTS)], ["ask"]]
    (__, seen, before), printed = project.visit(*steps, ["take_out", *manage_commands(REMOVING)])
    assert "no issues" in printed
    assert "1 question found in 2 comments" in printed
    assert QUESTION in seen["hub"]
    # Somebody answered that one.
    assert OLD_QUESTION in seen["all"]
    assert OLD_QUESTION not in seen["hub"]

    shutil.copy(project.folder / "db.sqlite3", with_comments_only.folder)
    follow(REMOVING, project.folder)
    assert (project.folder / "mysite/urls.py").read_text() == (
        with_comments_only.folder / "mysite/urls.py"
    ).read_text()
    (__, after), printed = with_comments_only.visit(["manage", ["check"]], ["look"])
    assert "no issues" in printed
    assert after["belongings"] == before
    assert QUESTION in after["post"]
    assert OLD_QUESTION in after["post"]
    assert not [table for table in after["tables"] if "peersupport" in table]


def test_readme_says_how_to_install_this_package():
    name = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["name"]
    for text in (FRESH, WITH_COMMENTS):
        assert f"python -m pip install {name}" in blocks(text)[0].commands


def test_readme_names_commands_and_files_that_exist():
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M)
    assert set(re.findall(r"`make (\w+)`", README)) <= set(targets)
    commands = ROOT / "wagtail_peersupport/management/commands"
    named = set(re.findall(r"manage\.py (peersupport_\w+)", README))
    assert named <= {path.stem for path in commands.glob("*.py")}
    links = re.findall(r"\]\((?!https?:|#)([^)]+)\)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []

"""Every block of a template is documented, and an example fills it."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core import mail
from django.template import engines
from django.test import Client

from tests.documentation import ROOT, blocks, code_words, page, rows
from tests.readers import Reader
from wagtail_peersupport.hub.models import SupportHubPage

pytestmark = [pytest.mark.once, pytest.mark.django_db]
TEMPLATES = page("reference/templates.md")
OURS = ROOT / "wagtail_peersupport" / "templates" / "wagtail_peersupport"
EXAMPLES = {
    block.code.splitlines()[0].strip("{#} ").removeprefix("templates/wagtail_peersupport/"): block
    for block in blocks(TEMPLATES, "html+django")
}
#: What a page fills of the template that it extends is no place of its own.
OF_THE_FRAME = {"title", "extra_css", "content", "header", "extra_js"}
#: Where the blocks of a frame show.
SHOWN_BY = {"mail/base.html": "mail/confirm.html"}


def names(code):
    return re.findall(r"\{% block (\w+) %\}", code)


def documented():
    """The blocks that the reference names, by template."""
    found = {}
    for row in rows(TEMPLATES):
        __, said, listed = row.cells[1].partition("Blocks: ")
        if said:
            found[code_words(row.cells[0])[0]] = code_words(listed)
    return found


def declared():
    """The blocks that our templates for readers make, but for those that their frame has."""
    for path in OURS.rglob("*.html"):
        name = path.relative_to(OURS).as_posix()
        code = path.read_text("utf-8")
        made = set(names(code))
        if "{% extends" in code:
            made -= OF_THE_FRAME
            made -= set(names((OURS / "mail/base.html").read_text("utf-8")))
        if made and not name.startswith("staff/"):
            yield name, made


def test_every_block_is_documented():
    assert {name: set(found) for name, found in documented().items()} == dict(declared())


@pytest.mark.parametrize(("name", "wanted"), documented().items())
def test_every_block_has_an_example(name, wanted):
    assert names(EXAMPLES[SHOWN_BY.get(name, name)].code) == wanted


@pytest.fixture
def show(post, home):
    """Opens the page that shows a template: ``show("section.html")``."""
    hub = home.add_child(instance=SupportHubPage(title="Help", slug="help"))
    question = Reader("Ann").write(post, "How do I wash the heavy tee without shrinking it?")
    pages = {
        "section.html": post.url,
        "thread.html": f"/help/{question.pk}/",
        "ask.html": f"{hub.url}ask/",
    }

    def show(name):
        if name in pages:
            return Client().get(pages[name], follow=True).content.decode()
        if name == "base.html":
            frame = engines["django"].get_template(f"wagtail_peersupport/{name}")
            return frame.render({"page": SimpleNamespace(title="A page")})
        Reader("Bob").send(post, "Is there a smaller one?")
        return mail.outbox[-1].alternatives[0][0]

    return show


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_an_example_writes_is_shown(name, show, settings, tmp_path):
    target = Path(tmp_path, "wagtail_peersupport", name)
    target.parent.mkdir(parents=True)
    before = show(name)
    target.write_text(EXAMPLES[name].code, "utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    after = show(name)
    for block, filling in re.findall(
        r"\{% block (\w+) %\}(.*)\{% endblock %\}", EXAMPLES[name].code
    ):
        own = [part.strip() for part in re.split(r"\{\{.*?\}\}|\{#.*?#\}", filling)]
        for part in filter(None, own):
            assert part not in before
            assert part in after, block
        if block == "live":
            assert "live.js" in before
            assert "live.js" not in after

"""Every setting has a value in the reference that a site may write instead of the default."""

import ast
import shutil
import sys
import types

import pytest

from tests.checks.messages import found
from tests.documentation import blocks, code_words, page, rows, source
from tests.readers import Reader
from wagtail_peersupport.conf import TABLE, conf
from wagtail_peersupport.detection.model import SHIPPED

pytestmark = [pytest.mark.once, pytest.mark.django_db]
SETTINGS = page("reference/settings.md")
EXAMPLES = {
    code_words(row.cells[0])[0]: ast.literal_eval(row.cells[2].strip("`"))
    for row in rows(SETTINGS)
    if len(row.cells) == 4
}


@pytest.fixture(autouse=True)
def _site(tmp_path, monkeypatch, settings):
    """What the examples name is there: an engine, a folder of weights, a template."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SHIPPED, "weights")
    template = tmp_path / "layouts" / "page.html"
    template.parent.mkdir()
    template.write_text("<main>Ours {% block content %}{% endblock %}</main>", "utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    engine = types.ModuleType("blog.engine")
    (example,) = [block for block in blocks(SETTINGS, "python") if "class ShopEngine" in block.code]
    exec(source(example), vars(engine))
    monkeypatch.setitem(sys.modules, "blog", types.ModuleType("blog"))
    monkeypatch.setitem(sys.modules, "blog.engine", engine)


def test_every_setting_has_an_example():
    assert EXAMPLES.keys() == TABLE.keys()


@pytest.mark.parametrize("name", TABLE)
def test_an_example_is_valid_and_says_something(settings, name):
    settings.PEERSUPPORT = {name: EXAMPLES[name]}
    assert found() == {}
    assert getattr(conf, name) == EXAMPLES[name] != TABLE[name].default


def test_a_site_runs_with_all_examples_at_once(settings, post):
    # The weights are those of the package's engine, and one's own engine brings its own.
    settings.PEERSUPPORT = {**EXAMPLES, "WEIGHTS": ""}
    reader = Reader("Ann")
    question = reader.write(post, "Order no 4711, how do I wash the heavy tee?")
    html = reader.client.get(f"/comments/write/?page={post.pk}&reply_to={question.pk}")
    assert "<main>Ours" in html.content.decode()
    assert "4711" in reader.client.get(post.url).content.decode()

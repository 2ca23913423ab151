import re
from pathlib import Path

from django.apps import apps
from django.core import checks

from .messages import found

ROOT = Path(__file__).resolve().parent.parent.parent


def test_good_site_gets_no_message():
    assert found() == {}


def test_apps_that_are_checked_alone_get_nothing_of_ours(settings):
    settings.COMMENTS_XTD_SALT = b""
    assert checks.run_checks(app_configs=[apps.get_app_config("blog")]) == []


def test_ids_in_code_and_in_the_docs_are_the_same():
    package = ROOT / "wagtail_peersupport"
    files = [*(package / "checks").glob("*.py"), package / "hub" / "apps.py"]
    code = "".join(path.read_text() for path in files)
    in_code = re.findall(r'id="peersupport\.(\w+)"', code)
    docs = (ROOT / "docs" / "reference" / "checks.md").read_text()
    in_docs = re.findall(r"^\| `peersupport\.(\w+)` \|", docs, re.M)
    assert sorted(in_code) == sorted(in_docs)
    assert len(set(in_code)) == len(in_code)

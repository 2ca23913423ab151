"""What `pip install wagtail-peersupport` brings."""

import os
import re
import subprocess
import sys
from email.parser import BytesParser

import pytest

from tests import packages
from tests.documentation import ROOT

PACKAGE = ROOT / "wagtail_peersupport"
LARGEST = 3_000_000

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The built wheel, unpacked."""
    return packages.unpacked_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory):
    """The source archive, unpacked."""
    return packages.unpacked_sdist(tmp_path_factory.mktemp("sdist"))


def files_below(folder):
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    caches = {"__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache"}
    return {str(path) for path in paths if not caches & set(path.parts)}


def test_wheel_has_every_file_of_the_package(wheel):
    assert files_below(wheel / "wagtail_peersupport") == files_below(PACKAGE)


def test_wheel_from_the_source_archive_is_the_same(wheel, sdist, tmp_path):
    again = packages.unpacked_wheel(tmp_path, source=sdist)
    assert files_below(again) == files_below(wheel)
    assert (again / "wagtail_peersupport").is_dir()


def test_wheel_is_small(wheel):
    (archive,) = wheel.parent.glob("*.whl")
    assert archive.stat().st_size <= LARGEST


def test_source_archive_has_what_the_makefile_runs(sdist):
    used = re.findall(r"@(\.ci/[\w-]+)", (ROOT / "Makefile").read_text("utf-8"))
    assert used
    for name in [*used, "tests/conftest.py", "example_site/manage.py", "docs/README.md"]:
        assert os.access(sdist / name, os.R_OK), name
    assert not (sdist / "example_site" / "var").exists()


@pytest.mark.parametrize(
    "pattern",
    [
        "migrations/0001_*.py",
        "hub/migrations/0001_*.py",
        "static/**/*.css",
        "locale/**/*.mo",
        "templates/**/*.html",
        "report/*.css",
        "detection/weights/*.json",
        "detection/languages/*.toml",
        "ranking/weights/*.json",
        "training/corpus/*.jsonl",
    ],
)
def test_wheel_has_what_is_not_imported(wheel, pattern):
    assert list((wheel / "wagtail_peersupport").glob(pattern))


def test_wheel_holds_the_package_and_nothing_beside_it(wheel):
    (metadata,) = wheel.glob("*.dist-info")
    assert {path.name for path in wheel.iterdir()} == {"wagtail_peersupport", metadata.name}
    assert (metadata / "licenses" / "LICENSE").read_text() == (ROOT / "LICENSE").read_text()


def test_metadata_names_the_extras_and_the_supported_versions(wheel):
    (path,) = wheel.glob("*.dist-info/METADATA")
    metadata = BytesParser().parsebytes(path.read_bytes())
    assert metadata["Requires-Python"] == ">=3.11"
    assert {"rq", "demo", "test"} <= set(metadata.get_all("Provides-Extra"))
    assert "django-comments-xtd<3,>=2.10.13" in metadata.get_all("Requires-Dist")


def test_command_runs_from_the_wheel_without_a_site(wheel, tmp_path):
    (entry_points,) = wheel.glob("*.dist-info/entry_points.txt")
    assert "wagtail-peersupport = wagtail_peersupport.cli:main" in entry_points.read_text()
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(wheel)}
    script = "import sys, wagtail_peersupport.cli as cli; print(cli.__file__); cli.main(['--help'])"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.stdout.startswith(str(wheel)), done.stderr
    assert "usage: wagtail-peersupport" in done.stdout

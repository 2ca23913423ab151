"""A site with a comment model of its own loses nothing: the same tests pass with it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.once
def test_the_main_job_works_with_a_comment_model_of_the_sites_own():
    # xtd reads its settings once, so another model needs another process.
    tests = [
        "tests/actions/test_accepting.py",
        "tests/actions/test_claiming.py",
        "tests/actions/test_praising.py",
        "tests/threads/test_section.py",
    ]
    options = ["--ds=tests.settings_custom", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *tests],
        cwd=ROOT,
        env={**os.environ, "TEST_DATABASE": "", "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]

"""A real Chromium for tests, and what is asked of every page it shows."""

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.servers import MissingError, in_ci

# The first is Chromium without a window: it takes two thirds of the time of the others.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page that needs something from another host fails here, as it should.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


@contextlib.contextmanager
def chromium():
    """Gives a running headless browser; raises MissingError."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(playwright.chromium.executable_path),
            args=ARGUMENTS,
            # Chromium's sandbox refuses root, and containers of CI often have none.
            chromium_sandbox=os.geteuid() != 0 and not in_ci(),
        )
        yield browser
        browser.close()


def find_chromium(own):
    """The path of a Chromium: TEST_BROWSER, the system's, Playwright's own, or downloaded."""
    named = os.environ.get("TEST_BROWSER")
    if found := named or next(filter(None, map(shutil.which, NAMES)), None):
        return found
    if not Path(own).exists():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if not Path(own).exists():
        raise MissingError("Chromium: install it (Debian: apt install chromium-headless-shell)")
    return own


def assert_accessible(page, *rules):
    """Fails where axe finds something serious or critical on the page as it stands; of all that it
    knows, or of the ``rules`` that are named.
    """
    page.wait_for_load_state()
    # Telling of all that is right, node by node, would take as long as finding what is wrong.
    options = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": rules}
    violations = Axe().run(page, options=options).response["violations"]
    grave = [found for found in violations if found["impact"] in {"serious", "critical"}]
    assert not grave, "\n".join(
        f"{found['id']}: {found['help']}\n    "
        + "\n    ".join(node["html"] for node in found["nodes"])
        for found in grave
    )


def assert_fits(page):
    """Fails where the page is wider than its window, so that a reader must scroll sideways."""
    # A click is over when the next page begins, and then there is nothing to measure yet.
    page.wait_for_load_state()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], f"{page.url} is {width} px wide"

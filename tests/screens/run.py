"""``make screens``: takes the pictures of docs/screens.md anew, from the example site.

``python -m tests.screens.run NAME…`` takes some of them only. The pictures of the admin are not
among them: they were taken by hand.
"""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image

from tests.browser import chromium
from tests.example_site.demo import Demo
from tests.screens.scenes import SCENES

IMAGES = Path(__file__).resolve().parent.parent.parent / "docs" / "images"


def main(wanted):
    scenes = [scene for scene in SCENES if not wanted or scene.name in wanted]
    with tempfile.TemporaryDirectory(prefix="peersupport-screens-") as folder:
        say("Loading the example site")
        with Demo(Path(folder)).serve() as url, chromium() as browser:
            for scene in scenes:
                path = IMAGES / f"{scene.name}.webp"
                keep(photograph(browser, url, scene), path)
                say(f"{path.name}: {path.stat().st_size // 1024} kB")


def photograph(browser, url, scene):
    """The picture as PNG."""
    if scene.on_other_host:
        url = url.replace("127.0.0.1", "localhost")
    scheme = "dark" if scene.is_dark else "light"
    context = browser.new_context(
        base_url=url, viewport=scene.size, color_scheme=scheme, locale="en-GB"
    )
    page = context.new_page()
    if scene.who:
        page.goto("/login/")
        page.get_by_role("button", name=f"Log in as {scene.who}").click()
        page.get_by_role("button", name="Log out").wait_for()
    page.goto(scene.path, wait_until="networkidle")
    if scene.act:
        scene.act(page)
    page.emulate_media(media=scene.media)
    page.wait_for_load_state("networkidle")
    picture = page.screenshot(animations="disabled", caret="hide")
    context.close()
    return picture


def keep(picture, path):
    with Image.open(io.BytesIO(picture)) as image:
        image.convert("RGB").save(path, quality=85, method=6)


def say(text):
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])

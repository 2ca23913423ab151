"""Every page of ours, as readers have it: small, magnified, dark, from right to left, on paper, by
keyboard, without a script.

Each test walks through all pages, since writing them takes longer than looking at them.
"""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.browser import assert_accessible, assert_fits
from tests.pages.every_page import NASTY_NAME, EveryPage
from wagtail_peersupport import cleaning

SMALLEST = {"width": 320, "height": 640}
# What is left of 1280 by 900 pixels at 200 %.
MAGNIFIED = {"width": 640, "height": 450}
# The test blog has no colours of its own; all other pages are ours and follow the system.
DARK_SITE = ":root { color-scheme: dark } body { background: #121212; color: #e6e6e6 }"
FORMS = ".ps :is(button, summary, input, select, textarea)"

# How much of the page moved by itself until now.
SHIFTED = """() => new Promise((resolve) => {
  const observer = new PerformanceObserver(() => {});
  requestAnimationFrame(() => requestAnimationFrame(() => {
    observer.observe({ type: "layout-shift", buffered: true });
    resolve(observer.takeRecords().reduce((sum, entry) => sum + entry.value, 0));
    observer.disconnect();
  }));
})"""
# Everything to press or to fill in gets a name. Of radio buttons a keyboard reaches one.
CONTROLS = """() => [...document.querySelectorAll(
    ".ps :is(a[href], button, summary, input:not([type=radio]), select, textarea)"
  )]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.tabIndex >= 0)
  .map((one, number) => (one.dataset.control = `${number} ${one.textContent || one.name}`))"""
FOCUS = """() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  const isSeen = outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
  return [document.activeElement.dataset.control, isSeen];
}"""

FETCHED = re.compile(
    r'''<(?:script|img|iframe|source|video|audio|embed)\b[^>]*\s(?:src|srcset|poster)="([^"]*)"'''
    r"""|<link\b(?=[^>]*\brel="(?:stylesheet|icon|preload|modulepreload|preconnect)")"""
    r'''[^>]*\bhref="([^"]*)"'''
)
STATIC = Path(cleaning.__file__).parent / "static"


@pytest.fixture
def every_page(hub, post, say, accept, solve, helped, staff, settings):
    settings.PEERSUPPORT = {"PRIVATE_CONTACT": "help@example.com", "SHOW_MODERATION": True}
    return EveryPage(
        hub=hub, post=post, say=say, accept=accept, solve=solve, helped=helped, staff=staff
    )


@pytest.fixture
def walk(new_page, live_server, every_page):
    """Opens all pages, one after the other: ``for name, page in walk(viewport=…)``."""

    def walk(**options):
        page = new_page(base_url=live_server.url, **options)
        for name, path in every_page.paths.items():
            page.goto(path)
            yield name, page
        page.route("**/kept/*", give_kept)
        for number, name in enumerate(every_page.kept):
            page.goto(f"/kept/{number}")
            yield name, page

    def give_kept(route):
        number = int(route.request.url.rpartition("/")[2])
        body = list(every_page.kept.values())[number]
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    return walk


def test_it_fits_small_magnified_from_right_to_left_and_paper(walk):
    for name, page in walk(viewport=SMALLEST, java_script_enabled=False):
        for direction in ("rtl", "ltr"):
            page.evaluate(f"document.documentElement.dir = '{direction}'")
            for size in (SMALLEST, MAGNIFIED):
                page.set_viewport_size(size)
                assert_fits(page)
        page.set_viewport_size(SMALLEST)
        page.emulate_media(media="print")
        on_paper = [one for one in page.locator(FORMS).all() if one.is_visible()]
        assert not on_paper, f"{name}: {on_paper[0].evaluate('one => one.outerHTML')}"
        page.emulate_media(media="screen")


def test_it_is_accessible_in_light_and_dark(walk, every_page):
    for name, page in walk(color_scheme="light"):
        for menu in page.locator("details").all():
            # Menus of one name would close each other.
            menu.evaluate("details => { details.name = ''; details.open = true }")
        assert_accessible(page)
        if name in every_page.paths:
            page.emulate_media(color_scheme="dark")
            if not page.locator("body.ps-page").count():
                page.add_style_tag(content=DARK_SITE)
            assert_accessible(page, "color-contrast")
            page.emulate_media(color_scheme="light")


def test_a_keyboard_gets_everywhere_and_nothing_moves(walk):
    for name, page in walk():
        assert page.evaluate(SHIFTED) <= (0 if name.startswith("section") else 0.02), name
        controls = page.evaluate(CONTROLS)
        missed = set(controls) - tab_through(page, len(controls) + 20)
        assert not missed, f"{name}: no way to {missed}"


def tab_through(page, times):
    """Presses Tab that often; gives what had the focus, which everybody sees."""
    reached = set()
    last = None
    for _ in range(times):
        page.keyboard.press("Tab")
        control, is_seen = page.evaluate(FOCUS)
        if control in reached and control != last:
            break
        if control and control not in reached:
            assert is_seen, f"{page.url}: nobody sees the focus on {control}"
            reached.add(control)
        # A date takes several steps, and marks each itself.
        last = control
    return reached


@pytest.fixture
def markup(every_page, client):
    """What every page is written in, by its name."""
    opened = {name: client.get(path, follow=True) for name, path in every_page.paths.items()}
    return {name: page.content.decode() for name, page in opened.items()} | every_page.kept


def test_nobody_writes_a_script_into_a_page(every_page, markup, client):
    for words in (NASTY_NAME, "alert shrink"):
        found = client.get(every_page.hub.url, {"q": words})
        markup[f"search for {words}"] = found.content.decode()
    shown = [name for name, html in markup.items() if "alert(3)" in html]
    assert {"section", "hub", "thread by somebody nasty"} <= set(shown)
    for name, html in markup.items():
        assert scripts_in(html) == [], name


class Scripts(HTMLParser):
    """What a browser would run of what readers wrote."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found += [(tag, name) for name, value in attrs if name.startswith("on")]
        # All of ours have a source, or are data of a type.
        self.found += [(tag, "")] if tag == "script" and not attrs else []


def scripts_in(html):
    parser = Scripts()
    parser.feed(html)
    return parser.found


def test_a_script_of_a_reader_would_be_found():
    assert scripts_in("<p>alert(1)<script>alert(2)</script>") == [("script", "")]
    assert scripts_in('<img src="x" onerror="alert(1)">') == [("img", "onerror")]
    assert scripts_in('<script type="application/ld+json">"alert(1)"</script>') == []


def test_nothing_is_fetched_from_anywhere_else(markup):
    fetched = {
        (name, address)
        for name, html in markup.items()
        for found in FETCHED.findall(html)
        for address in found
        if address
    }
    assert {name for name, __ in fetched} >= {"section", "hub", "solved thread"}
    assert [one for one in fetched if not re.match(r"/(?!/)|data:", one[1])] == []
    styles = [path.read_text("utf-8") for path in STATIC.rglob("*.css")]
    assert styles
    assert [style for style in styles if re.search(r"@import|url\((?!['\"]?data:)", style)] == []

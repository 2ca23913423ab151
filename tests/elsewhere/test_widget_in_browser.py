"""The widget on a page of another site, in a real browser."""

import contextlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from wagtail.models import Site

from tests.browser import assert_accessible, assert_fits
from wagtail_peersupport import comments

PAGE = """<!doctype html><html lang="en" style="color-scheme: {scheme}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>A magazine</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src {shop};
 connect-src {shop}"><main><h1>Shirts</h1>
<script src="{shop}/comments/widget.js" data-limit="3" async></script>
<noscript><a href="{shop}/help/">Questions</a></noscript><p id="after">What follows.</p></main>"""


@contextlib.contextmanager
def magazine(**words):
    """Another site, on a port of its own; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(PAGE.format(**words).encode())

        def log_message(self, *words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def shop(live_server, home):
    """The site at the address that the browser knows it by."""
    Site.objects.update(hostname="localhost", port=urlsplit(live_server.url).port)
    return live_server.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_magazine_shows_what_people_ask_and_links_to_it(
    scheme, shop, new_page, hub, question, answer
):
    page = new_page(viewport={"width": 320, "height": 700})
    sent = []
    page.on("request", lambda request: sent.append(request))
    with magazine(shop=shop, scheme=scheme) as url:
        page.goto(url)
        link = page.get_by_role("link", name="Does the heavy tee run small?")
        link.wait_for()
        assert page.get_by_role("heading", name="People are asking").is_visible()
        assert page.get_by_role("listitem").inner_text().split("\n")[-1] == "◐ Answered"
        assert_accessible(page)
        assert_fits(page)
        assert {request.url.split("?")[0] for request in sent} == {
            *(url, f"{shop}/comments/widget.js", f"{shop}/comments/widget.json")
        }
        assert not page.context.cookies()
        link.click()
        page.wait_for_url(f"{shop}/help/{question.pk}/**")


def test_words_are_never_taken_for_markup(shop, new_page, post, say):
    say(post, "Does <img src=x onerror=alert(1)> the <b>heavy</b> tee run small, too?")
    comment = comments.comment_model().objects.get()
    assert "<img" in comment.comment
    page = new_page()
    with magazine(shop=shop, scheme="light") as url:
        page.goto(url)
        page.get_by_role("link", name="run small, too?").wait_for()
        assert page.locator("img").count() == 0


def test_a_page_is_as_if_it_were_not_there_where_it_is_blocked(shop, new_page, question):
    page = new_page()
    page.route("**/widget.json*", lambda route: route.abort())
    with magazine(shop=shop, scheme="light") as url:
        with page.expect_event("requestfailed"):
            page.goto(url)
        page.wait_for_function("!document.querySelector('main > div')")
        assert page.get_by_text("What follows.").is_visible()


def test_nothing_moves_when_the_questions_arrive(shop, new_page, post, say, question):
    for size in "SML":
        say(post, f"Does the heavy tee in size {size}, the one that is made of cotton, run small?")
    page = new_page()
    held = []
    page.route("**/widget.json*", lambda route: held.append(route))
    with magazine(shop=shop, scheme="light") as url:
        page.goto(url)
        page.locator("main > div").wait_for(state="attached")
        before = page.locator("#after").bounding_box()
        held[0].continue_()
        page.get_by_role("link", name="in size M").wait_for()
        assert page.locator("#after").bounding_box() == before

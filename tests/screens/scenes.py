"""What docs/screens.md has pictures of: pages of the example site, and what is done there first."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from tests.browser import DESKTOP, PHONE

Act = Callable[[Any], None]
WASH, SHIPPING, PRINT = (
    "/how-to-wash-a-shirt-you-would-like-to-keep/",
    "/shipping-to-islands/",
    "/how-we-print/",
)
NORWAY = "Do you ship to Norway and what does it cost"


@dataclass(frozen=True)
class Scene:
    """One picture, at docs/images/NAME.webp."""

    name: str
    path: str
    act: Act | None = None
    who: str = ""
    """The first name of the account that looks; nobody is logged in without."""
    is_dark: bool = False
    media: str = "screen"
    on_other_host: bool = False

    @property
    def size(self) -> dict[str, int]:
        return PHONE if "phone" in self.name else DESKTOP


# What is done on a page -------------------------------------------------------------------------


def top(selector: str, page: Any) -> None:
    """Puts something at the upper edge of the window."""
    page.locator(selector).first.evaluate("one => one.scrollIntoView()")


def question(text: str, page: Any) -> None:
    top(f".ps-question:has-text('{text}')", page)


def thread(text: str, page: Any) -> None:
    """From what the hub found to the page of one question."""
    page.get_by_role("link", name=re.compile(re.escape(text))).first.click()
    page.locator(".ps-thread").wait_for()


def history(text: str, page: Any) -> None:
    thread(text, page)
    page.locator(".ps-history > summary").click()
    top(".ps-history", page)


def menu(text: str, page: Any) -> None:
    question(text, page)
    shown = page.locator(".ps-question", has_text=text)
    shown.locator("xpath=./div[contains(@class, 'ps-buttons')]").locator("summary").first.click()


def begin(words: str, upper: str, page: Any) -> None:
    """Types a question, and waits for what may have answered it; ``upper`` is then on top."""
    page.locator("[name=comment]").press_sequentially(words)
    page.locator(".ps-suggestions").wait_for()
    top(upper, page)


def post(words: str, page: Any) -> None:
    """Posts a comment as a guest; what comes then is the picture."""
    page.locator("[name=comment]").fill(words)
    page.locator("[name=name]").fill("Robin")
    page.locator("[name=email]").fill("robin@example.com")
    page.locator("form.ps-form .ps-primary").click()
    page.locator("h1:not(.post h1)").first.wait_for()


def tell_me(text: str, page: Any) -> None:
    thread(text, page)
    page.get_by_role("button", name="Me too").first.click()
    page.get_by_role("link", name="Tell me when it is solved").click()
    page.get_by_label("Your e-mail").wait_for()


def rules(page: Any) -> None:
    page.locator(".ps-house > summary").click()
    top(".ps-house", page)


def answer(text: str, words: str, page: Any) -> None:
    """Answers a question, and opens the mail about it, alone in the window."""
    thread(text, page)
    page.get_by_role("link", name="Reply under the post").click()
    page.locator("[name=comment]").fill(words)
    page.get_by_role("button", name="Post reply").click()
    page.get_by_text("Thank you, your comment is live.").first.wait_for()
    page.goto("/mail/")
    letter = page.get_by_role("link", name=re.compile("answered: ")).first
    page.goto(f"{letter.get_attribute('href')}html/")


CUSTOMS = "Where is my parcel? My number is +47 912 34 567, order 30877."
THANKS = "I like the smell of the ink in the morning."
UNDYED = (
    "Wondering how see through",
    "You can see a hand behind it against the window, and nothing indoors. I wear it to work.",
)
PAY = (
    "And do I have to pay customs",
    "Below 350 kroner no, and with a shirt of 36 euro you are above it: 25 % of everything.",
)

SCENES = [
    # Under a post
    Scene("section-desktop", SHIPPING, partial(question, NORWAY)),
    Scene("section-dark", WASH, partial(question, "Has anyone got tar out"), is_dark=True),
    Scene("section-phone", SHIPPING, partial(question, NORWAY)),
    Scene("section-phone-dark", WASH, partial(question, "My navy still smells"), is_dark=True),
    Scene("section-menu-desktop", WASH, partial(menu, "Has anyone got tar out"), who="Mara"),
    # Before it is posted
    Scene("asking-desktop", PRINT, partial(begin, NORWAY, "#ps-form")),
    Scene("asking-phone-dark", PRINT, partial(begin, NORWAY, ".ps-wish"), is_dark=True),
    Scene("review-desktop", SHIPPING, partial(post, f"{NORWAY} me in the end?")),
    Scene("private-phone", SHIPPING, partial(post, CUSTOMS)),
    Scene("check-your-mail-phone", PRINT, partial(post, THANKS)),
    # The hub
    Scene("hub-desktop", "/help/"),
    Scene("hub-dark", "/help/?tab=solved", is_dark=True),
    Scene("hub-phone", "/help/"),
    Scene("hub-helping-desktop", "/help/?tab=open", who="Bram"),
    Scene("hub-ideas-phone", "/help/?tab=ideas"),
    Scene("hub-search-desktop", "/help/?q=norway"),
    Scene("hub-nothing-phone-dark", "/help/?q=zebra", is_dark=True),
    Scene("hub-rules-phone", "/help/?tab=ideas", rules),
    Scene("hub-german-phone", "/de/hilfe/"),
    Scene("ask-desktop", "/help/ask/"),
    Scene("ask-phone", "/help/ask/"),
    # A thread
    Scene("thread-desktop", "/help/?q=heavy", partial(thread, "What did I do wrong")),
    Scene("thread-dark", "/help/?q=norway", partial(thread, NORWAY), is_dark=True),
    Scene("thread-phone", "/help/?q=norway", partial(thread, NORWAY)),
    Scene("thread-open-phone", "/help/?q=canarias", partial(thread, "Canarias antes")),
    Scene("thread-history-desktop", "/help/?q=heavy", partial(history, "What did I do wrong")),
    Scene("thread-print", "/help/?q=norway", partial(thread, NORWAY), media="print"),
    # Who helps
    Scene("helpers-desktop", "/help/helpers/"),
    Scene("helpers-phone-dark", "/help/helpers/", is_dark=True),
    Scene("my-help-phone", "/comments/my-help/", who="Bram"),
    # Beside it
    Scene("tell-me-phone", "/help/?q=canarias", partial(tell_me, "Canarias antes")),
    Scene("bad-link-phone", "/comments/confirm/abc/"),
    Scene("mail-desktop", "/help/?q=undyed", partial(answer, *UNDYED), who="Bram"),
    Scene("mail-phone-dark", "/help/?q=customs", partial(answer, *PAY), who="Sigrid", is_dark=True),
    Scene("home-desktop", "/", partial(top, ".below")),
    Scene("widget-desktop", "/another-site/", on_other_host=True),
    Scene("widget-phone-dark", "/another-site/", is_dark=True, on_other_host=True),
]

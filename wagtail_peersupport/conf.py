"""The settings table: every setting, its default and what it means.

A site writes only what it wants otherwise: ``PEERSUPPORT = {"HEAD_START_HOURS": 6}``. Values are
read when they are used, so tests and tools can change them.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its default (whose type a given value must have) and its meaning for the reader
    of the docs.
    """

    default: Any
    meaning: str


TABLE: dict[str, Setting] = {
    "ENGINE": Setting(
        "wagtail_peersupport.detection.engine.LinearEngine",
        "Dotted path of the class that reads a comment.",
    ),
    "WEIGHTS": Setting(
        "",
        "Folder of weights that you trained yourself; the engine is made with its path.",
    ),
    "MEANING": Setting(
        True, "Whether the sentence encoder of the extra [semantic] is used where it is installed."
    ),
    "HEAD_START_HOURS": Setting(
        24, "How long readers may answer first, before a waiting question counts as overdue."
    ),
    "RESPONSE_TARGET_HOURS": Setting(48, "The response time that readers are told to expect."),
    "MANY_ME_TOOS": Setting(
        5, "So many people with the same question that staff should answer it, if they did not."
    ),
    "STAFF_ACCEPT_AFTER_DAYS": Setting(
        7, "When staff may accept an answer for an asker who did not come back."
    ),
    "ASKER_LINK_DAYS": Setting(
        30, "How long the links work by which somebody who asked says in a mail what came of it."
    ),
    "ARCHIVE_AFTER_DAYS": Setting(
        90, "Questions older than this when first read are archive: not in queue, promise or mail."
    ),
    "HOLD_FIRST_LINKS": Setting(
        True, "Whether a first-time guest's comment with a link opens no thread until approved."
    ),
    "POSTS_PER_MINUTE": Setting(5, "Comments a minute from one person or address."),
    "POSTS_PER_HOUR": Setting(30, "Comments an hour from one person or address."),
    "VOTES_PER_MINUTE": Setting(5, "Votes a minute from one voter."),
    "VOTES_PER_HOUR": Setting(20, "Votes an hour from one voter."),
    "VOTES_PER_DAY": Setting(50, "Votes a day from one voter."),
    "GUEST_VOTES_PER_DAY": Setting(10, "Votes a day from one guest."),
    "ADDRESS_CHECKS_PER_DAY": Setting(
        3, "Mails a day to one e-mail address that guests typed, to see whether it is theirs."
    ),
    "REPORTS_THAT_HIDE": Setting(
        3, "How many persons hide an answer by reporting it, until staff look; with 0 nobody does."
    ),
    "TRUSTED_PROXIES": Setting(
        0, "How many proxies of yours stand in front of the site and append to X-Forwarded-For."
    ),
    "PRIVATE_CONTACT": Setting(
        "",
        "Where readers write to you privately: the address of a page, or an e-mail address.",
    ),
    "SHOW_MODERATION": Setting(
        False, "Whether readers see in numbers what was removed, and why, on the hub."
    ),
    "KEEP_MARKUP_SECONDS": Setting(
        600, "How long the markup of comments that did not change is kept in the cache; 0: never."
    ),
    "HUB_PAGE_SIZE": Setting(20, "Questions on one page of the hub."),
    "NOINDEX_AFTER_DAYS": Setting(
        30, "Questions older than this that have no answer are kept out of search engines."
    ),
    "BASE_TEMPLATE": Setting(
        "base.html", "The template with a block `content` that our own pages extend."
    ),
}


class PeerSupportSettings:
    """Attribute access to the table: ``conf.HEAD_START_HOURS``. Others raise AttributeError."""

    def __getattr__(self, name: str) -> Any:
        if name not in TABLE:
            raise AttributeError(f"There is no setting PEERSUPPORT['{name}'].")
        return getattr(settings, "PEERSUPPORT", {}).get(name, TABLE[name].default)

    @property
    def head_start(self) -> timedelta:
        return timedelta(hours=self.HEAD_START_HOURS)

    @property
    def archive_after(self) -> timedelta:
        return timedelta(days=self.ARCHIVE_AFTER_DAYS)

    @property
    def noindex_after(self) -> timedelta:
        return timedelta(days=self.NOINDEX_AFTER_DAYS)

    @property
    def asker_link_age(self) -> timedelta:
        return timedelta(days=self.ASKER_LINK_DAYS)

    @property
    def staff_accept_after(self) -> timedelta:
        return timedelta(days=self.STAFF_ACCEPT_AFTER_DAYS)


conf = PeerSupportSettings()

"""Single values as exports write them: dates, flags, addresses, names."""

import html
import re
import unicodedata
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit

TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
NOT_WORD = re.compile(r"[^\w]+")
FILE_ENDING = re.compile(r"\.(?:html?|php|aspx?)$", re.IGNORECASE)
POST_NUMBER = re.compile(r"(?:^|&)(?:p|page_id|post)=(\d+)")
INDEX = frozenset({"index", "default"})
LONGEST_NAME = 2_000
MAX_SLUG = 200
FALSE = frozenset({"", "0", "false", "no"})


def parse_date(*candidates: str) -> datetime | None:
    """The first candidate that is a date, in UTC. A date without a zone is taken as UTC.

    "0000-00-00 00:00:00", which WordPress writes for drafts, is no date. Both ISO 8601 and the
    format of mail and RSS are read.
    """
    for text in candidates:
        for read in (datetime.fromisoformat, parsedate_to_datetime):
            try:
                date = read(text.strip())
                return (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC)
            except (ValueError, OverflowError):
                continue
    return None


def is_true(text: str) -> bool:
    return text.strip().lower() not in FALSE


def plain(markup: str) -> str:
    """One line of plain text, of a title or name that may hold tags and entities.

    Cut to a length that no honest title or name reaches.
    """
    return " ".join(html.unescape(TAG.sub("", markup[:LONGEST_NAME])).split())


def is_blank(markup: str) -> bool:
    """Whether a comment shows nothing at all: no text and no picture."""
    return len(markup) < LONGEST_NAME and "<img" not in markup.lower() and not plain(markup)


def slugify(text: str) -> str:
    """Words in lower case joined by hyphens; letters of every script stay."""
    folded = unicodedata.normalize("NFKC", text).lower().replace("'", "").replace("’", "")
    return NOT_WORD.sub("-", folded).strip("-_")[:MAX_SLUG].rstrip("-_")


def name_from_link(link: str) -> str:
    """What names a post in its address, as a slug: of /2014/05/My_post.html it is "my_post"."""
    names = [FILE_ENDING.sub("", unquote(part)) for part in _split(link)[1].split("/") if part]
    return next((slugify(name) for name in reversed(names) if name.lower() not in INDEX), "")


def number_from_link(link: str) -> str:
    """Of an address without a name, such as /?p=4, the number of the post, else ""."""
    number = POST_NUMBER.search(_split(link)[2])
    return number[1] if number else ""


def same_place(link: str) -> str:
    """A key that is equal for two addresses of one post: scheme, www, case of the host, campaign
    parameters, fragment and a closing slash make no difference."""
    host, path, query = _split(link)
    kept = sorted(part for part in query.split("&") if part and not part.startswith("utm_"))
    return f"{host.removeprefix('www.')}{path.rstrip('/')}?{'&'.join(kept)}" if host else ""


def _split(link: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(link.strip())
        return (parts.hostname or "").lower(), parts.path, parts.query
    except ValueError:
        return "", "", ""

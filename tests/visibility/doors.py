"""The addresses at which something is said of one comment: whoever may not see it finds nothing
there.
"""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, reverse

from wagtail_peersupport.views import doors, urls

#: What fills the rest of an address.
FILLED = {"name": "question", "reason": "rude"}
#: django-contrib-comments asks here who one is, before it looks for anything.
OF_MODERATORS = {"comments-delete", "comments-approve"}
#: Readers see the buttons of these: before anything is hidden, somebody from the street finds them.
OF_QUESTIONS = {"me_too", "not_me_too", "ask_for_staff", "blocking", "report", "withdraw_question"}
OF_ANSWERS = {"helpful", "not_helpful", "unvote", "accept", "unaccept", "report", "not_yet"}


def names(pattern: URLPattern) -> set[str]:
    return set(pattern.pattern.converters)


def of_comment(pattern: URLPattern) -> str:
    """How an address calls the number of the comment that it is about; "" for any other."""
    known = (name for name in ("pk", "cid", "comment_id") if name in names(pattern))
    return next(known, "")


def patterns() -> Iterator[tuple[str, URLPattern]]:
    """All addresses of ours below the prefix, by their names."""
    for pattern in urls.urlpatterns:
        yield f"{urls.app_name}:{pattern.name}", pattern
    for pattern in doors.urlpatterns:
        yield str(pattern.name), pattern


def addresses(pk: int, without: set[str] = frozenset()) -> dict[str, str]:
    """By their names, those about the comment with this number."""
    return {
        name: reverse(name, kwargs=_filled(pattern, pk))
        for name, pattern in patterns()
        if of_comment(pattern) and name.partition(":")[2] not in without
        if name not in OF_MODERATORS
    }


def _filled(pattern: URLPattern, pk: int) -> dict[str, Any]:
    number = of_comment(pattern)
    return {name: pk if name == number else FILLED[name] for name in names(pattern)}

"""Which threads ask the same as a text: the search index proposes, likeness decides.

One way for readers who are about to ask, for what stands beside a thread, and for staff.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.cache import cache
from wagtail.search.query import And, Or, PlainText

from .. import meaning
from ..actions.engines import uses_meaning
from ..detection.text import plain_text
from ..detection.words import tongue, words
from ..likeness.background import Background
from ..likeness.model import CLEARLY, likeness
from ..models import SupportThread
from ..querysets import ThreadQuerySet

#: So many of what the index proposes are compared, and so many of the newest under the same post.
PROPOSED, NEAR = 30, 10
#: By so many of its rarest words a text is looked for.
TELLING = 6
#: What stands further back in a long text tells little of what it asks.
COMPARED = 1500
#: How common words are is counted in so many of the newest questions, and kept for so many seconds.
COUNTED, KEPT = 300, 3600


def alike(
    threads: ThreadQuerySet,
    text: str,
    page: Any,
    pages: Any,
    *,
    newest: Iterable[int] = (),
    at_least: float = CLEARLY,
) -> list[tuple[SupportThread, float]]:
    """Those of ``threads`` that ask the same as ``text``, with how likely, the likest first; those
    in the language of ``page`` before others in that of the text.

    ``pages`` is a query of the pages under which to look, ``newest`` holds keys of threads to
    compare besides what the index proposes. The number of queries is fixed.
    """
    said = plain_text(text)[:COMPARED]
    language = page.locale.language_code.partition("-")[0]
    background = background_of(page.locale, language)
    pks = {*proposed(background.telling(said, TELLING), pages), *_near(threads, page), *newest}
    rows = list(threads.filter(pk__in=pks).order_by("-asked_at", "-pk"))
    texts = [plain_text(row.comment.comment)[:COMPARED] for row in rows]
    encoder = meaning.encoder() if uses_meaning() else None
    spoken = tongue(words(said), language).guess
    found = [
        (row, score)
        for row, its, score in zip(
            rows, texts, likeness(said, texts, background, encoder), strict=True
        )
        if score >= at_least
        and background.share(said, its)
        and (row.page.locale_id == page.locale_id or row.language == spoken)
    ]
    return sorted(found, key=lambda one: (one[0].page.locale_id != page.locale_id, -one[1]))


def proposed(telling: Sequence[tuple[str, ...]], pages: Any) -> list[int]:
    """Keys of threads that hold two of these words, each in any of its forms (or the only one),
    the most relevant first: what shares but one is hardly ever the same.
    """
    if not telling:
        return []
    any_form = [PlainText(" ".join(forms), operator="or") for forms in telling]
    pairs = [
        And([one, Or(others) if len(others) > 1 else others[0]])
        for at, one in enumerate(any_form)
        if (others := any_form[at + 1 :])
    ]
    query = any_form[0] if not pairs else Or(pairs) if len(pairs) > 1 else pairs[0]
    within = SupportThread.objects.filter(is_retired=False, page__in=pages)
    return [one.pk for one in within.search(query)[:PROPOSED]]


def background_of(locale: Any, language: str) -> Background:
    """How common words are in the questions of a language; counted anew once in an hour."""
    key = f"wagtail_peersupport.background.1.{locale.pk}"
    found: Background | None = cache.get(key)
    if found is None:
        newest = SupportThread.objects.active().in_locale(locale).order_by("-asked_at")
        texts = newest.values_list("comment__comment", flat=True)[:COUNTED]
        found = Background.of([plain_text(text)[:COMPARED] for text in texts], language)
        cache.set(key, found, KEPT)
    return found


def _near(threads: ThreadQuerySet, page: Any) -> Iterable[int]:
    """The newest under the same post: whoever asks there may have missed them."""
    here = threads.under(page).order_by("-asked_at", "-pk")
    return here.values_list("pk", flat=True)[:NEAR]

"""Which threads ask the same as a text: the search index proposes, likeness decides.

One way for readers who are about to ask, for what stands beside a thread, and for staff.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, NamedTuple
from uuid import uuid4

from django.core.cache import cache
from django.db.models import CharField, F
from django.db.models.functions import Cast
from wagtail.search.query import And, Or, PlainText

from .. import meaning
from ..actions.engines import uses_meaning
from ..caches import ask_cache
from ..detection.text import asking_sentence, plain_text
from ..detection.words import tongue, words
from ..likeness.background import Background
from ..likeness.model import CLEARLY, likeness
from ..models import SupportThread
from ..querysets import ThreadQuerySet
from .search_index import Matches, matches

#: So many of what the index proposes are compared, and so many of the newest under the same post.
PROPOSED, NEAR = 30, 10
#: So many are looked up first where the index does not know which pages may be seen.
MATCHED = 90
#: From so many on that hold two of so many of the rarest words, no others are ranked.
RANKED, RAREST = 1000, 4
#: By so many of the rarest words a text is looked for: of the sentence that asks, and of all of it.
TELLING = 6
#: What stands further back in a long text tells little of what it asks.
COMPARED = 1500
#: Words, each with its forms.
Words = Sequence[tuple[str, ...]]
#: How common words are is counted in so many of the newest questions, and kept for so many seconds.
COUNTED, KEPT = 300, 3600
#: What was counted, with the name that the cache gave it: gone there, it is counted anew.
_counted: dict[str, tuple[str, Background]] = {}


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

    ``pages`` are those under which to look, ``newest`` holds keys of threads to compare besides
    what the index proposes. The number of queries is fixed.
    """
    said = plain_text(text)[:COMPARED]
    language = page.locale.language_code.partition("-")[0]
    background = background_of(page.locale)
    proposed = proposed_for(telling(text, background), pages)
    candidates = _candidates(threads, proposed, {*_near(threads, page), *newest})
    texts = [plain_text(one.text)[:COMPARED] for one in candidates]
    encoder = meaning.encoder() if uses_meaning() else None
    scores = likeness(said, texts, background, encoder)
    spoken = tongue(words(said), language).guess
    found = {
        one.pk: (one.locale_pk != page.locale_id, -score)
        for one, its, score in zip(candidates, texts, scores, strict=True)
        if score >= at_least
        and background.share(said, its)
        and (one.locale_pk == page.locale_id or one.language == spoken)
    }
    rows = threads.in_bulk(found)
    return [(rows[pk], -found[pk][1]) for pk in sorted(rows, key=found.__getitem__)]


class Candidate(NamedTuple):
    """As much of a thread as is compared."""

    pk: int
    text: str
    locale_pk: int
    language: str


def _candidates(threads: ThreadQuerySet, proposed: list[int], besides: set[int]) -> list[Candidate]:
    """The first of what was proposed that are among ``threads``, and those besides; the newest
    first.
    """
    fields = ("pk", "comment__comment", "page__locale_id", "language")
    rows = threads.filter(pk__in={*proposed, *besides}).order_by("-asked_at", "-pk")
    candidates = [Candidate(*row) for row in rows.values_list(*fields)]
    there = {one.pk for one in candidates}
    wanted = {*[pk for pk in proposed if pk in there][:PROPOSED], *besides}
    return [one for one in candidates if one.pk in wanted]


def telling(text: str, background: Background) -> list[tuple[str, ...]]:
    """The words to look for a text by, each with its forms."""
    asking = background.telling(asking_sentence(text), TELLING)
    return list(dict.fromkeys([*asking, *background.telling(plain_text(text)[:COMPARED], TELLING)]))


def proposed_for(telling: Words, pages: Any) -> list[int]:
    """Keys of threads that hold two of these words, each in any of its forms (or the only one),
    the most relevant first: what shares but one is hardly ever the same.
    """
    if not telling:
        return []
    within = SupportThread.objects.filter(is_retired=False, page__in=pages.order_by().values("pk"))
    found = matches(_two_of(telling))
    if found is None:
        return [one.pk for one in within.search(_two_of(telling))[:PROPOSED]]
    # Mostly the first of all suffice, whatever page they are under.
    best = _best(found, telling, MATCHED)
    if len(best) < MATCHED or within.filter(pk__in=best).count() >= PROPOSED:
        return best
    # Others take their places: to ask for those within takes longer.
    keys = within.annotate(key=Cast("pk", CharField())).values("key")
    return _best(found, telling, PROPOSED, object_id__in=keys)


def _two_of(words: Words) -> Any:
    """A query for any two of these words, or for the only one."""
    any_form = [PlainText(" ".join(forms), operator="or") for forms in words]
    pairs = [
        And([one, Or(others) if len(others) > 1 else others[0]])
        for at, one in enumerate(any_form)
        if (others := any_form[at + 1 :])
    ]
    return any_form[0] if not pairs else Or(pairs) if len(pairs) > 1 else pairs[0]


def _best(found: Matches, telling: Words, limit: int, **only: Any) -> list[int]:
    """The most relevant in PostgreSQL's index of all words of a thread. Not many more are ranked
    than RANKED says: first those with the rarest words, as whatever asks the very same has them.
    """
    rarest = matches(_two_of(telling[:RAREST])) if len(telling) > RAREST else None
    pool: set[int] = set()
    for one in filter(None, (rarest, found)):
        if len(pool) < RANKED:
            pool.update(one.entries.filter(**only).values_list("pk", flat=True)[:RANKED])
    relevance = PlainText(" ".join(chain(*telling)), operator="or")
    rank = found.compiler.build_tsrank(F("body"), relevance, config=found.config)
    entries = found.entries.model._default_manager.filter(pk__in=pool)
    best = entries.annotate(relevance=rank).order_by("-relevance", "-pk")
    return [int(pk) for pk in best.values_list("object_id", flat=True)[:limit]]


def background_of(locale: Any) -> Background:
    """How common words are in the questions of a language: counted once in an hour, in each
    process.
    """
    key = f"wagtail_peersupport.background.{locale.pk}"
    counted = ask_cache(lambda: cache.get_or_set(key, lambda: uuid4().hex, KEPT))
    if key not in _counted or _counted[key][0] != counted:
        newest = SupportThread.objects.active().in_locale(locale).order_by("-asked_at")
        texts = newest.values_list("comment__comment", flat=True)[:COUNTED]
        language = locale.language_code.partition("-")[0]
        found = Background.of([plain_text(text)[:COMPARED] for text in texts], language)
        _counted[key] = (counted, found)
    return _counted[key][1]


def _near(threads: ThreadQuerySet, page: Any) -> Iterable[int]:
    """The newest under the same post: whoever asks there may have missed them."""
    here = threads.under(page).order_by("-asked_at", "-pk")
    return here.values_list("pk", flat=True)[:NEAR]

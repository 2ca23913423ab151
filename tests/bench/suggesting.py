"""What is suggested to somebody who types, at 100,000 threads, against a bare full-text query of
the same words: the telling ones of the text, any of them, the thirty most relevant first.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator

from tests.bench.case import Case
from tests.bench.database import analyze
from tests.bench.filling import fill, make_words

MANY = 100_000
GOAL = 2.0
TEXTS = 40


def cases() -> Iterator[Case]:
    """As a site has it by default, and with the extra [semantic], where that is installed."""
    from django.test import override_settings

    from wagtail_peersupport import meaning

    fill(MANY)
    analyze()
    texts = asked()
    for words, with_meaning, goal in (("", False, GOAL), (" with meaning", True, None)):
        if meaning.available() or not with_meaning:
            with override_settings(PEERSUPPORT={"MEANING": with_meaning}):
                yield Case(
                    name=f"suggestions{words} at {MANY:,} threads, p95",
                    ours=suggested(texts),
                    peer=bare(texts),
                    goal=goal,
                    share=0.95,
                    rounds=TEXTS,
                )


def asked() -> list[str]:
    """Questions in the words of the site, a sentence or two; none of them stands there as it is."""
    words, chance = make_words(), random.Random(5)
    return [f"Why is {words.text(chance, 5)}? {words.text(chance, 6)}." for __ in range(TEXTS)]


def suggested(texts: list[str]) -> Callable[[], object]:
    from wagtail.models import Site

    from tests.site.models import BlogPage
    from wagtail_peersupport.threads.suggesting import suggest
    from wagtail_peersupport.viewer import public_viewer

    page = BlogPage.objects.filter(locale=1).select_related("locale").earliest("pk")
    viewer = public_viewer(Site.objects.get(is_default_site=True))
    turn = itertools.cycle(texts)
    return lambda: suggest(next(turn), page, viewer)


def bare(texts: list[str]) -> Callable[[], object]:
    from wagtail.models import Locale

    from wagtail_peersupport.models import SupportThread
    from wagtail_peersupport.threads.alike import PROPOSED, background_of, telling

    background = background_of(Locale.objects.get(pk=1))
    turn = itertools.cycle(
        " ".join(forms[0] for forms in telling(text, background)) for text in texts
    )
    return lambda: list(SupportThread.objects.search(next(turn), operator="or")[:PROPOSED])

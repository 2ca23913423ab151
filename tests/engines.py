"""Engines for tests: what they understand of a comment stands plainly in its words."""

import re

from wagtail_peersupport.detection.types import NO_CONTEXT, Analysis, Kind, Role

#: ``settings.PEERSUPPORT = PLAIN``
PLAIN = {"ENGINE": "tests.engines.PlainEngine"}
SILENT = {"ENGINE": "tests.engines.SilentEngine"}
KINDS = {"?": Kind.QUESTION, "broken": Kind.PROBLEM, "please add": Kind.IDEA, "i love": Kind.PRAISE}


class PlainEngine:
    """A "?" asks, "broken" reports, "please add" suggests, "I love" praises; of "perhaps" it is
    unsure, with the first number as its score. Whoever answers somebody else says an answer.
    """

    version = "plain-1"

    def analyse(self, text, context=NO_CONTEXT):
        said = text.casefold()
        kind = next((kind for cue, kind in KINDS.items() if cue in said), Kind.REMARK)
        is_unsure = "perhaps" in said
        needs = is_unsure or kind not in (Kind.PRAISE, Kind.REMARK)
        number = re.search(r"0\.\d+", said)
        answers = context.in_thread and not (context.by_asker or needs)
        return Analysis(
            kind=Kind.QUESTION if is_unsure else kind,
            role=Role.ANSWER if answers else Role.OTHER,
            needs_support=needs,
            score=float(number[0]) if number else 0.95 if needs else 0.05,
            reasons=("says perhaps",) if is_unsure else (),
            language="en",
            has_link=False,
            is_public=not is_unsure,
            is_unsure=is_unsure,
        )


class SilentEngine:
    """Takes everything for a remark."""

    version = "silent-1"

    def analyse(self, text, context=NO_CONTEXT):
        return Analysis(Kind.REMARK, Role.OTHER, False, 0.0, (), "en", False)

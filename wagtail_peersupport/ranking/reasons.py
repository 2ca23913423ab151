"""Why an answer is rated as it is, in a few codes that people are told the meaning of."""

from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum

MOST = 4
_WORTH_TELLING = 0.1


class Reason(StrEnum):
    """What may speak for an answer, or against it."""

    WORKED = "worked"
    """The asker said next that it worked."""

    THANKED = "thanked"
    """The asker thanked next."""

    STUCK = "stuck"
    """The asker was still stuck after it."""

    RECORD = "record"
    """Its writer solved other questions."""

    ADVISES = "advises"
    """Gives advice, or recommends something."""

    TO_THE_POINT = "to-the-point"
    """Speaks of what was asked."""

    AS_ASKED = "as-asked"
    """Gives what was asked for: a place, a name, a number, yes or no."""

    DETAIL = "detail"
    """Goes into detail."""

    FIGURES = "figures"
    """Gives a number or a way to reach somebody."""

    STEPS = "steps"
    """Gives steps."""

    LINK = "link"

    NAMES = "names"
    """Names things or places."""

    SHARED = "shared"
    """Others speak of the same."""

    EARLY = "early"

    ASKS = "asks"
    """Asks more than it tells."""

    CHATS = "chats"
    """Jokes, laughs or chats."""

    SHORT = "short"

    TALK = "talk"
    """Talks to another reader rather than to the asker."""

    BY_ASKER = "by-asker"


_FACTS = {
    Reason.WORKED: "asker says it worked next;asker says to them it worked",
    Reason.THANKED: "asker thanks next;asker thanks them",
    Reason.STUCK: "asker is stuck next;asker says to them it did not",
    Reason.RECORD: "record",
    Reason.ADVISES: "says: advises;words: recommends;starts with advice;words: may",
    Reason.TO_THE_POINT: "words of the question;share of the question;share about the question;"
    "meaning: like the question;meaning: like its asking sentence",
    Reason.AS_ASKED: "where: a place;which: a name;which: short;how much: a number;"
    "yes or no: says so",
    Reason.DETAIL: "long;longer than others",
    Reason.FIGURES: "number;phone number;words: contacts",
    Reason.STEPS: "list",
    Reason.LINK: "link",
    Reason.NAMES: "names;words: places",
    Reason.SHARED: "words of other comments;taken up later;meaning: like the other comments",
    Reason.EARLY: "early",
    Reason.ASKS: "asks;share of questions;several questions;only questions;several question marks;"
    "says: asks",
    Reason.CHATS: "says: jokes;words: chats;smiles;exclaims;next laughs",
    Reason.SHORT: "very short",
    Reason.TALK: "between two of another;after a reader's question;words: you",
    Reason.BY_ASKER: "by the asker;asker thanks;asker says much;asker asks back",
}
_REASON_OF = {fact: reason for reason, facts in _FACTS.items() for fact in facts.split(";")}
_ONLY_AGAINST = frozenset(
    {Reason.STUCK, Reason.ASKS, Reason.CHATS, Reason.SHORT, Reason.TALK, Reason.BY_ASKER}
)


def reasons_of(shares: Mapping[str, float]) -> tuple[str, ...]:
    """The strongest reasons, from how much each fact adds to the log-odds; "-" stands before
    what speaks against. What would be no reason to a reader is left out.
    """
    sums: dict[Reason, float] = defaultdict(float)
    for fact, share in shares.items():
        reason = _REASON_OF.get(fact)
        if reason is not None:
            sums[reason] += share
    told = {
        reason: total
        for reason, total in sums.items()
        if abs(total) >= _WORTH_TELLING and (total < 0) == (reason in _ONLY_AGAINST)
    }
    strongest = sorted(told, key=lambda reason: (-abs(told[reason]), reason))[:MOST]
    return tuple(reason if told[reason] > 0 else f"-{reason}" for reason in strongest)

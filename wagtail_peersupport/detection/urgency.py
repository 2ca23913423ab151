"""Why a comment should not wait, told by phrases that say so: no mood, no word list of feelings.

Each cue must mean it when somebody asks for help: "how much is shipping" is no matter of money,
"charged twice" is one.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from wagtail_peersupport.detection.asking import Sentence
from wagtail_peersupport.detection.cues import Sense
from wagtail_peersupport.detection.types import Context, Urgency
from wagtail_peersupport.detection.words import PAUSE, Word, tongue

#: What is urgent, the most urgent first. Whoever shows or stores several keeps to it.
ORDER = (
    Urgency.SAFETY,
    Urgency.BLOCKED,
    Urgency.MONEY,
    Urgency.ASKING_AGAIN,
    Urgency.ANGRY,
)

_SAYS = {
    Sense.HARMS: Urgency.SAFETY,
    Sense.BLOCKS: Urgency.BLOCKED,
    Sense.PAYS: Urgency.MONEY,
    Sense.AGAIN: Urgency.ASKING_AGAIN,
    Sense.ANGERS: Urgency.ANGRY,
}
#: "Never caught fire" and "this is not a scam" say the opposite; "still no refund" does not.
_CAN_BE_DENIED = frozenset({Sense.HARMS, Sense.BLOCKS, Sense.ANGERS})
_DENIALS = frozenset(
    "not no never isnt wasnt arent werent didnt doesnt dont hasnt havent without "
    "nicht kein keine keinen keiner nie niemals ohne "
    "pas jamais sans aucun aucune ni nunca sin tampoco".split()
)
_DENIED_WITHIN = 3
_COMPLAINS = frozenset({Sense.STUCK, *_SAYS})
_SETTLED = frozenset({Sense.SOLVED, Sense.THANKS, Sense.PRAISES})
_EXCLAIMS = re.compile(r"!!!|(?:\?!){2}|!\?!|\?!!|!!\?")
_SHOUTED_WORDS = 4
_CAPITALS = re.compile(r"(?:[^\Wa-zà-ÿ]{2,}\W+){2}")


def urgency_of(sentences: Sequence[Sentence], context: Context) -> tuple[tuple[Urgency, str], ...]:
    """What is urgent in a comment, in ``ORDER``, each once, with the words that say so.

    ``sentences`` are those of ``asking.understand``. The author of the post and staff are never
    urgent: they speak of others.
    """
    if context.by_author or context.by_staff:
        return ()
    found: dict[Urgency, str] = {}
    for sentence in sentences:
        for urgency, words in _said(sentence, context):
            found.setdefault(urgency, words)
    loud = _loud(sentences) if Urgency.ANGRY not in found else ""
    if loud:
        found[Urgency.ANGRY] = loud
    return tuple((urgency, found[urgency]) for urgency in ORDER if urgency in found)


def _said(sentence: Sentence, context: Context) -> Iterator[tuple[Urgency, str]]:
    for sense in sentence.phrases.keys() & _SAYS.keys():
        words = sentence.phrases[sense]
        if sentence.laughs or _is_over(sentence, sense):
            continue
        if sense in _CAN_BE_DENIED and _is_denied(sentence.words, words):
            continue
        yield _SAYS[sense], words.rstrip(PAUSE)
    # "Any news?" is a question like others, until the asker of one says it below.
    if context.in_thread and context.by_asker and sentence.has(Sense.NUDGES):
        yield Urgency.ASKING_AGAIN, sentence.phrases[Sense.NUDGES].rstrip(PAUSE)


def _is_over(sentence: Sentence, sense: Sense) -> bool:
    """Whether the sentence tells of something that is settled. What hurt somebody never is."""
    solved = sentence.has(Sense.SOLVED) and not sentence.has(Sense.STUCK)
    return solved and sense is not Sense.HARMS


def _is_denied(words: Sequence[Word], phrase: str) -> bool:
    """Whether one of the few words before the phrase, in the same breath, takes it back."""
    wanted = phrase.replace(PAUSE, f" {PAUSE}").split()
    typed = [word.typed.lower() for word in words]
    for at in range(len(typed)):
        if typed[at : at + len(wanted)] == wanted:
            before = words[max(0, at - _DENIED_WITHIN) : at]
            breath = takewhile(lambda word: word.folded != PAUSE, reversed(before))
            return any(word.folded in _DENIALS for word in breath)
    return False


def _loud(sentences: Sequence[Sentence]) -> str:
    """What is shouted in a complaint, "" where nothing is."""
    senses = {sense for sentence in sentences for sense in sentence.phrases}
    if not senses & _COMPLAINS or senses & _SETTLED:
        return ""
    meant = (sentence for sentence in sentences if not sentence.laughs)
    return next(filter(None, (_shouted(one) or _exclaimed(one) for one in meant)), "")


def _exclaimed(sentence: Sentence) -> str:
    complains = not _COMPLAINS.isdisjoint(sentence.phrases)
    end = _EXCLAIMS.search(sentence.text) if complains else None
    return " ".join(sentence.text[: end.end()].split()[-3:]) if end else ""


def _shouted(sentence: Sentence) -> str:
    """The first run of words in capital letters that a person wrote: machines shout, too."""
    if not _CAPITALS.search(sentence.text):
        return ""
    run: list[Word] = []
    for word in [*sentence.words, Word("", "")]:
        if word.typed.isupper():
            run.append(word)
            continue
        small = sum(bool(tongue([word]).guess) for word in run)
        if len(run) >= _SHOUTED_WORDS and (small > 1 or sentence.text.endswith(("!", "?"))):
            return " ".join(word.typed for word in run)
        run = []
    return ""

"""Whether a reply speaks of what was asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from wagtail_peersupport.detection.text import read
from wagtail_peersupport.detection.words import Word, words
from wagtail_peersupport.similarity import fold

_FUNCTION_WORDS = frozenset(
    fold(
        "about after again also always anyone anything because been before being both cannot could "
        "couldnt didnt does doesnt dont down each else even ever every everything from have having "
        "here into isnt just know like made make many more most much never only other over really "
        "said same says should since some something still such sure than that thats their them "
        "then there these they thing think this those through very want wasnt well were what when "
        "where which while will with without wont would your youre good great nice please thanks "
        "thank help hello "
        "aber alle alles also auch beim bitte danke dann dass deine dein dich diese dieser dieses "
        "doch durch eine einem einen einer eines einfach etwas euch eure gibt habe haben hallo "
        "hast hatte hier ihre immer jetzt kann kein keine koennen können könnte leider machen "
        "mache mehr mein meine meinem meinen mich muss nach nicht nichts noch oder ohne schon "
        "sehr sein seine seit sich sind soll sollte über viel warum weil wenn werden wird wurde "
        "wäre würde "
        "alors après aussi autre avant avec avez avoir beaucoup bien bonjour cela cest cette ceux "
        "chez comme comment dans depuis donc elle encore entre être faire fait faut jamais leur "
        "mais merci même moins notre nous parce pendant plus pour pourquoi quand quel quelle "
        "quelquun quest sans sont sous suis tous tout toute toujours tres trop vais votre vous "
        "ahora algo alguien aquí bueno cada como cómo cuando cuándo desde donde dónde ella ellos "
        "entonces entre está están este esta esto estoy favor gracias hace hacer hacia hasta hola "
        "mucho mucha muchas nada otra otro para pero poco porque puede puedo pues quien quién "
        "siempre sobre solo también tengo tiene tienes toda todo todos usted "
    ).split()
)
_OPEN_WORDS = frozenset(
    "what how why when where which who whose whats hows whens wheres wie was warum wieso weshalb "
    "wann wo wer woher wohin womit welche welcher welches welchen quoi comment pourquoi quand où "
    "quel quelle quels quelles combien qué cómo cuándo dónde cuál cuáles cuánto cuánta cuántos "
    "quién".split()
)
_SHORTEST = 4
_STEM = 5


@dataclass(frozen=True, slots=True)
class Question:
    """What a thread was opened with, as far as replies are held against it."""

    stems: frozenset[str]
    """Its content words, cut so that "ships" and "shipping" are the same."""

    is_closed: bool
    """Asks for a yes or a no."""

    def is_touched_by(self, reply: Iterable[Word]) -> bool:
        """Whether the reply has a content word of the question."""
        return not self.stems.isdisjoint(_stems(reply))


@lru_cache(maxsize=256)
def question_of(text: str) -> Question:
    """Understand an opening comment, given as HTML or as plain text."""
    reading = read(text)
    asked = [words(sentence) for sentence in reading.sentences if "?" in sentence]
    return Question(
        stems=frozenset(_stems(words(reading.own))),
        is_closed=any(_OPEN_WORDS.isdisjoint(word.typed.lower() for word in q) for q in asked),
    )


def content_stems(text: str) -> frozenset[str]:
    """The content words of a text, given as HTML or as plain text: one stem for each."""
    return stems_of(words(read(text).own))


def stems_of(tokens: Iterable[Word]) -> frozenset[str]:
    """The content words among some words: one stem for each."""
    return frozenset(map(_cut, _content(tokens)))


def _stems(reply: Iterable[Word]) -> set[str]:
    return {stem for word in _content(reply) for stem in (_cut(word), word[:_STEM])}


def _content(reply: Iterable[Word]) -> set[str]:
    return {
        word.folded
        for word in reply
        if len(word.folded) >= _SHORTEST and word.folded not in _FUNCTION_WORDS
    }


def _cut(word: str) -> str:
    for ending in ("ing", "ed", "es", "en", "er", "s", "e", "n"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word.removesuffix(ending)
            # The p that "shipping" has over "ship".
            return (word[:-1] if word[-1] == word[-2] else word)[:_STEM]
    return word[:_STEM]

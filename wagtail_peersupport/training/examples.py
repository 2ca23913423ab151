"""From labelled comments to what a model learns from."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from wagtail_peersupport.detection.conversation import Said
from wagtail_peersupport.detection.forms import WORD_VALUE, Features
from wagtail_peersupport.detection.inferring import infer
from wagtail_peersupport.detection.linear import Linear
from wagtail_peersupport.detection.links import Earlier, find_target, pointers
from wagtail_peersupport.detection.taking_apart import Sentences, sentences_of
from wagtail_peersupport.detection.types import Context

from .lines import Line, by_post

_QUESTION_MARKS = re.compile(r"[?¿\uff1f\u061f]")
_NO_WORD = re.compile(r"[^\w\s'’@]")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Example:
    """A comment with its context and its features, as the engine would see them."""

    line: Line
    context: Context
    found: Sentences
    weight: float = 1.0

    @property
    def told(self) -> list[Features]:
        """Of each sentence all features, its words among them."""
        return [
            features | dict.fromkeys(words, WORD_VALUE)
            for features, words in zip(self.found.features, self.found.words, strict=True)
        ]


def without_marks(text: str) -> str:
    """A text whose writer leaves out question marks."""
    return _QUESTION_MARKS.sub("", text)


def bare(text: str) -> str:
    """A text whose writer uses no punctuation at all."""
    return _SPACES.sub(" ", _NO_WORD.sub(" ", text)).strip()


def examples(
    lines: Iterable[Line],
    form: Linear,
    *,
    say: Callable[[str], str] = str,
    weight: float = 1.0,
) -> list[Example]:
    """The comments with their contexts; ``say`` changes their texts, not their conversations."""
    found: list[Example] = []
    for post in by_post(lines):
        contexts = contexts_of(post)
        found += [
            Example(line, context, sentences_of(say(line.text), context.language, form), weight)
            for line, context in zip(post, contexts, strict=True)
        ]
    return found


def contexts_of(post: Sequence[Line]) -> list[Context]:
    """What is known around each comment of a post, where the labels say which need support."""
    openers: dict[int, Line | None] = {}
    contexts: list[Context] = []
    targets = targets_of(post)
    for at, line in enumerate(post):
        target = targets.get(at)
        opener = None
        if target is not None:
            opener = post[target] if post[target].needs else openers.get(target)
        openers[at] = opener
        contexts.append(_context(line, post[target] if target is not None else None, opener))
    return contexts


def _context(line: Line, target: Line | None, opener: Line | None) -> Context:
    by_asker = opener is not None and opener.author == line.author
    return Context(
        post_title=title_of(line),
        language=line.language,
        is_reply=target is not None,
        in_thread=opener is not None,
        by_asker=by_asker,
        parent_by_asker=(
            target is not None
            and opener is not None
            and target.author == opener.author
            and not by_asker
        ),
        by_author=line.is_owner,
        question=opener.text if opener is not None else "",
    )


def title_of(line: Line) -> str:
    """The title of a line's post, without the blog."""
    return line.post.rpartition(" · ")[2]


def targets_of(post: Sequence[Line]) -> dict[int, int]:
    """Which earlier comment each comment of a post answers, by position, as the site would see it:
    written as a reply, pointing at it, or inferred.
    """
    places = {line.id: at for at, line in enumerate(post)}
    earlier: list[Earlier] = []
    known: dict[int, int] = {}
    for at, line in enumerate(post):
        parent = places.get(line.parent or "", at)
        link = None if parent < at else find_target(pointers(line.text), earlier)
        if parent < at:
            known[at] = parent
        elif link is not None:
            known[at] = link.target
        earlier.append(Earlier(at, line.author, line.text))
    said = [said_of(line, at, known.get(at)) for at, line in enumerate(post)]
    inferred = infer(said, title_of(post[0])) if post[0].post else {}
    return {at: link.target for at, link in inferred.items()} | known


def said_of(line: Line, at: int, target: int | None) -> Said:
    """A line as one of its post's comments; ``target`` is the place that it is known to answer."""
    return Said(
        id=at,
        writer=line.author,
        name=line.author,
        text=line.text,
        at=line.written_at,
        by_owner=line.is_owner,
        is_placed=target is not None,
        target=target,
    )

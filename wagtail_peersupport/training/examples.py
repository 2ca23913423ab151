"""From labelled comments to what a model learns from."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from wagtail_peersupport.detection.forms import WORD_VALUE, Features
from wagtail_peersupport.detection.links import Earlier, find_target, pointers
from wagtail_peersupport.detection.model import Linear
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
    by_id = {line.id: line for line in post}
    openers: dict[str, Line | None] = {}
    contexts: list[Context] = []
    for at, line in enumerate(post):
        target = by_id.get(line.parent or "") or _pointed_at(line, post[:at])
        opener = None
        if target is not None:
            opener = target if target.needs else openers.get(target.id)
        openers[line.id] = opener
        contexts.append(
            Context(
                post_title=line.post.rpartition(" · ")[2],
                language=line.language,
                is_reply=target is not None,
                in_thread=opener is not None,
                by_asker=opener is not None and opener.author == line.author,
                parent_by_asker=(
                    target is not None
                    and opener is not None
                    and target.author == opener.author != line.author
                ),
                by_author=line.is_owner,
                question=opener.text if opener is not None else "",
            )
        )
    return contexts


def _pointed_at(line: Line, earlier: Sequence[Line]) -> Line | None:
    link = find_target(
        pointers(line.text),
        [Earlier(at, one.author, one.text) for at, one in enumerate(earlier)],
    )
    return earlier[link.target] if link is not None else None

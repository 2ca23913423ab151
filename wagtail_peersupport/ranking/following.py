"""What followed a comment: what the asker said next and to whom, and what other readers did."""

from collections.abc import Iterator, Sequence

from wagtail_peersupport.detection.cues import Sense
from wagtail_peersupport.detection.links import Earlier, find_target, pointers
from wagtail_peersupport.ranking.discussion import Said
from wagtail_peersupport.ranking.signs import Signs

_SAID = {
    "asker thanks next": Sense.THANKS,
    "asker says it worked next": Sense.SOLVED,
    "asker is stuck next": Sense.STUCK,
}
_SAID_TO_THEM = {
    "asker thanks them": Sense.THANKS,
    "asker says to them it worked": Sense.SOLVED,
    "asker says to them it did not": Sense.STUCK,
}


def following(at: int, said: Sequence[Said], signs: Sequence[Signs]) -> Iterator[tuple[str, float]]:
    """Facts of a comment that is not the asker's, from those after it."""
    if said[at].by_asker:
        return
    after = range(at + 1, len(said))
    own = signs[at].stems
    later = [place for place in after if not said[place].by_asker]
    yield "taken up later", sum(bool(own & signs[p].stems) for p in later) / max(1, len(after))
    if later and later[0] == at + 1:
        yield "next laughs", signs[at + 1].laughs
        yield "next asks", any(signs[at + 1].marks)
    spoke = [place for place in after if said[place].by_asker]
    yield "asker speaks later", bool(spoke)
    yield from _said_by_asker(at, spoke, said, signs)


def _said_by_asker(
    at: int, spoke: Sequence[int], said: Sequence[Said], signs: Sequence[Signs]
) -> Iterator[tuple[str, float]]:
    """What the asker says without a word of whom it is for counts the less, the farther away."""
    targets = {place: target_of(place, said) for place in spoke}
    for place in spoke:
        if targets[place] == at:
            for name, sense in _SAID_TO_THEM.items():
                yield name, sense in signs[place].senses
    if spoke and targets[spoke[0]] in (None, at):
        for name, sense in _SAID.items():
            yield name, (sense in signs[spoke[0]].senses) / (spoke[0] - at)


def target_of(place: int, said: Sequence[Said]) -> int | None:
    """The comment that another one answers, by the reply button or by name; None if not told."""
    if said[place].parent is not None:
        return said[place].parent
    earlier = [
        Earlier(number, one.name, one.text)
        for number, one in enumerate(said[:place])
        if one.name and not one.by_asker
    ]
    link = find_target(pointers(said[place].text), earlier) if earlier else None
    return link.target if link else None

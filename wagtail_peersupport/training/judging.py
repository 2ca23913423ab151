"""How good the order of answers is, on labelled threads: the production ranking without votes."""

from collections.abc import Sequence

from ..ranking.model import ContentModel, Merit
from ..ranking.order import Standing, ranked
from .evaluating import Outcome
from .placing import Placing, placing
from .threads import Thread


def judge(threads: Sequence[Thread], model: ContentModel) -> Outcome:
    """Rank the comments of each thread, the asker's among them, and measure the orders.

    Of each comment a row gives its score, so that sorting by it, with ties in the order of posting,
    gives the same order.
    """
    merits = [model.rate(thread.discussion) for thread in threads]
    orders = [_order(thread, found) for thread, found in zip(threads, merits, strict=True)]
    rows = [
        {"id": comment, "score": merit.value}
        for thread, found in zip(threads, merits, strict=True)
        for comment, merit in zip(thread.ids, found, strict=True)
    ]
    return Outcome(rows, _report(threads, orders, model))


def _order(thread: Thread, merits: Sequence[Merit]) -> list[bool]:
    """Whether the comments are good, best placed first."""
    places = range(len(merits))
    order = ranked(places, lambda at: Standing(position=at, merit=merits[at].value))
    return [thread.is_good[at] for at in order]


def _report(
    threads: Sequence[Thread], orders: Sequence[Sequence[bool]], model: ContentModel
) -> list[str]:
    comments = sum(len(thread.ids) for thread in threads)
    good = sum(map(sum, orders))
    return [
        f"{len(threads):,} threads, {comments:,} comments, {good:,} good",
        f"content model {model.version}, {'with' if model.uses_meaning else 'without'} meaning",
        "",
        "                     MAP  AvgRec    MRR",
        _line("order of posting", placing([thread.is_good for thread in threads])),
        _line("our order", placing(orders)),
    ]


def _line(name: str, its: Placing) -> str:
    return (
        f"{name:<18} {its.mean_average_precision:>5.2f}  {its.average_recall:>6.2f}  "
        f"{its.mean_reciprocal_rank:>5.2f}"
    )

"""How the time for something grows with its size: a bound that no busy or slow machine breaks."""

from collections.abc import Callable
from time import thread_time

#: So many times as large is what takes longer.
TIMES = 8
#: Below it, time is in proportion to the size; where it goes by the square, it is TIMES * TIMES.
IN_PROPORTION = 3 * TIMES


def growth(work: Callable[[int], object], size: int) -> float:
    """How many times as long ``work`` takes for TIMES the size: processor time of this thread
    alone, since servers that other tests left running share the process; of several, the least.
    """
    work(1)
    return _least(work, TIMES * size) / _least(work, size)


def _least(work: Callable[[int], object], size: int) -> float:
    taken = []
    for __ in range(3):
        started = thread_time()
        work(size)
        taken.append(thread_time() - started)
    return min(taken)

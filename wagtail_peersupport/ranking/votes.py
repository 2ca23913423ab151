"""What votes tell of an answer, together with what was to be expected of it before any vote."""

from math import sqrt

Z_80_PERCENT = 1.281551565545

#: How many votes the content of an answer weighs as much as. Chosen by the simulation that the
#: docs show: enough to order answers without a vote, little enough for a handful of readers to
#: overrule it.
PRIOR_VOTES = 3.0


def wilson_lower_bound(helpful: float, votes: float, z: float = Z_80_PERCENT) -> float:
    """Lower end of the Wilson interval for the share of helpful votes, 0 to 1; 0 without votes.

    ``z`` is the standard normal quantile; the default gives a two-sided 80 % interval. ``(p + z²/2n
    − z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)``, after E. B. Wilson, "Probable inference, the law of
    succession, and statistical inference", JASA 22 (1927), pages 209 to 212. Votes may be
    fractions, as those of a prior are.

    Raises ValueError unless 0 <= helpful <= votes.
    """
    if not 0 <= helpful <= votes:
        raise ValueError(f"helpful must lie between 0 and votes ({votes}), not {helpful}.")
    if votes == 0:
        return 0.0
    share = helpful / votes
    square = z * z
    middle = share + square / (2 * votes)
    spread = z * sqrt(share * (1 - share) / votes + square / (4 * votes * votes))
    return max(0.0, (middle - spread) / (1 + square / votes))


def helpfulness(helpful: int, unhelpful: int, merit: float) -> float:
    """The bound for the votes of readers and, as so many more, PRIOR_VOTES of which the share
    ``merit`` (0 to 1) is helpful. Without a vote it goes by merit alone.
    """
    merit = min(1.0, max(0.0, merit))
    return wilson_lower_bound(helpful + PRIOR_VOTES * merit, helpful + unhelpful + PRIOR_VOTES)

"""What a search is expected to cost: which of two to run, and where to look whether to go on.

Cycles for one row and one panel of 32 others, measured on Zen 4; it is their ratios that count.
"""

import numpy as np

from fastsmote.kernels.tile import PANEL

A_FEATURE = 2.2  # of one row and 32 others
A_SEGMENT = 9  # to open one: norms, and a look at the sums
A_TEST = 80  # of 32 rows against a box, and of what follows, which is hard to foresee ...
A_BOX_FEATURE = 4  # ... and for each feature of the box
A_HIT = 12  # of a row in a tile that is not given up
ROWS_WASTED = 1.5  # a test: rows come a few at a time, some of them only to make up the number
ROWS_TOGETHER = 3  # what their number comes to, being alike


def candidate_ends(n_features: int) -> list[int]:
    """Ends of segments that are tried: powers of two from 4 on, and the last feature."""
    return [*(1 << i for i in range(2, 40) if 1 << i < n_features), n_features]


def cost_of_scan(
    ends: np.ndarray, n_box_features: int, counts: np.ndarray
) -> tuple[float, list[int]]:
    """Cost of looking at each row's own panels.

    Parameters
    ----------
    ends : ndarray of shape (n_segments,)
        Candidates; the last one stays.
    n_box_features : int
        Features of a box.
    counts : ndarray of shape (2 + n_segments,)
        Panels tested, rows left by that, and rows left after each segment, for one pair of panels.

    Returns
    -------
    cost : float
    ends : list of int
        The best of them.
    """
    n_tests, n_rows, *n_open = counts / PANEL
    # rows that come together go on as long as one of them does
    still = 1 - (1 - np.minimum(1, np.array(n_open) / max(n_rows, 1e-9))) ** ROWS_TOGETHER
    n_rows += ROWS_WASTED * n_tests
    cost, kept = _cheapest_segments(ends, np.concatenate(([n_rows], n_rows * still)))
    return n_tests * (A_TEST + A_BOX_FEATURE * n_box_features) + cost, kept


def cost_of_join(
    ends: np.ndarray, open_share: np.ndarray, share_compared: float
) -> tuple[float, list[int]]:
    """Cost of comparing all pairs.

    Parameters
    ----------
    ends : ndarray of shape (n_segments,)
        Candidates; the last one stays.
    open_share : ndarray of shape (1 + n_segments,)
        Share of the tiles that are open at the start and after each candidate.
    share_compared : float
        Pairs that are compared over those of all rows that have lists with all rows.

    Returns
    -------
    cost : float
    ends : list of int
        The best of them.
    """
    cost, kept = _cheapest_segments(ends, open_share)
    return (cost + A_HIT * float(open_share[-1])) * share_compared, kept


def _cheapest_segments(ends: np.ndarray, open_share: np.ndarray) -> tuple[float, list[int]]:
    """Which ends to keep, given the share of pairs still open at the start and after each."""
    starts = np.concatenate(([0], ends))
    cost = np.full(len(starts), np.inf)
    before = np.zeros(len(starts), dtype=np.intp)
    cost[0] = 0.0
    for i in range(1, len(starts)):
        for j in range(i):
            length = A_FEATURE * float(starts[i] - starts[j]) + A_SEGMENT
            through = cost[j] + open_share[j] * length
            if through < cost[i]:
                cost[i], before[i] = through, j
    kept = []
    i = len(starts) - 1
    while i > 0:
        kept.append(int(starts[i]))
        i = int(before[i])
    return float(cost[-1]), kept[::-1]

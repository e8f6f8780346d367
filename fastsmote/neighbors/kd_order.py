"""The order of the search: that of a k-d tree, halves of halves by several threads."""

import numpy as np

from fastsmote.kernels.ordering import split_by_medians
from fastsmote.kernels.parallel import run
from fastsmote.kernels.ranges import AT_ONCE
from fastsmote.kernels.tile import PANEL
from fastsmote.neighbors.chunks import Ranges

# Rows that one thread has ordered before two have agreed who does what.
_ORDERED_ALONE = 1 << 14


def put_in_kd_order(
    Y: np.ndarray, n_leading: int, rows: np.ndarray, order: np.ndarray, n_threads: int
) -> None:
    """Rows in the order of a k-d tree, written into ``order``, and -1 where it is longer."""
    n = len(rows)
    order[:n], order[n:] = rows, -1

    def split(first: int, last: int, stop: int, left: Ranges) -> None:
        leaves = np.empty(((last - first) // PANEL + 64, 2), dtype=np.int64)
        n_left = split_by_medians(Y, n_leading, order, first, last, stop, leaves)
        left += map(tuple, leaves[:n_left].tolist())

    ranges, n_parts = [(0, n)], 1
    while n > _ORDERED_ALONE and n_parts < 4 * n_threads:  # halves of halves, each by a thread
        n_parts *= 2
        left: Ranges = []
        run(split, [(*part, n // n_parts + PANEL * AT_ONCE, left) for part in ranges], n_threads)
        ranges = left
    run(split, [(*part, PANEL, []) for part in ranges], n_threads)

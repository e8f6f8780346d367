"""An order of rows in which neighbors in space are neighbors in memory."""

import numpy as np

from fastsmote.kernels.jit import inner, kernel
from fastsmote.kernels.tile import PANEL

# Rows of the panels that have a box together.
_GROUP = 16 * PANEL
# Values of which one becomes a pivot.
_PIVOTS = 16
# Rows looked at to choose the feature of a split, one in so many within limits: the spread need not
# be exact, and in all the small ranges together would take longer than the splits themselves.
_LEAST_SAMPLE, _SAMPLE, _SAMPLED = 16, 64, 8


@kernel
def split_by_medians(X, n_leading, order, first, last, stop, leaves):  # type: ignore[no-untyped-def]
    """Sort ``order[first:last]`` into a k-d tree's order, by medians of the widest feature.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        Feature rows.
    n_leading : int
        The features among which the widest is sought: the first so many.
    order : ndarray of shape (n_samples,), int64
        Rows; permuted in place within ``first:last``.
    first, last : int
        Range to split.
    stop : int
        Ranges of at most this many rows are left as they are.
    leaves : ndarray of shape (n, 2), int64
        Gets the ranges that were left.

    Returns
    -------
    int
        Number of ranges left.

    Notes
    -----
    O(n log n) swaps. Splits fall on multiples of 16 panels while there are more, then on multiples
    of a panel, so that both are whole parts of the tree.
    """
    values, sample = np.empty(last - first, X.dtype), np.empty(_PIVOTS, X.dtype)
    starts, stops = np.empty(64, np.int64), np.empty(64, np.int64)  # never more than there are bits
    starts[0], stops[0] = first, last
    n_open, n_leaves = 1, 0
    while n_open > 0:
        n_open -= 1
        a, b = starts[n_open], stops[n_open]
        n = b - a
        if n <= stop:
            leaves[n_leaves, 0] = a
            leaves[n_leaves, 1] = b
            n_leaves += 1
            continue
        feature = _widest_feature(X, n_leading, order, a, b)
        for i in range(n):
            values[i] = X[order[a + i], feature]
        unit = _GROUP if n > _GROUP else PANEL
        middle = ((n + unit - 1) // unit // 2) * unit
        _select(values, order, sample, a, n, middle)
        starts[n_open], stops[n_open] = a + middle, b
        starts[n_open + 1], stops[n_open + 1] = a, a + middle
        n_open += 2
    return n_leaves


@inner
def _widest_feature(X, n_leading, order, a, b):  # type: ignore[no-untyped-def]
    """Feature of largest variance over a sample of the rows ``order[a:b]``."""
    step = max(1, (b - a) // max(_LEAST_SAMPLE, min(_SAMPLE, (b - a) // _SAMPLED)))
    widest, largest = 0, -1.0
    for j in range(n_leading):
        total, total_sq, n = 0.0, 0.0, 0
        origin = X[order[a], j]  # differences from it do not cancel far from zero
        for i in range(a, b, step):
            x = np.float64(X[order[i], j] - origin)
            total += x
            total_sq += x * x
            n += 1
        spread = total_sq - total * total / n
        if spread > largest:
            widest, largest = j, spread
    return widest


@inner
def _select(values, order, sample, start, n, middle):  # type: ignore[no-untyped-def]
    """Put the ``middle`` smallest values first; rows of ``order`` move along.

    Quickselect with a partition that has no branch to mispredict. Pivots are of a sample, taken
    where the wanted rank lies in it. What equals the pivot is put left and right in turns: among
    many equal values one of two rounds gets ahead.
    """
    low, high = 0, n  # the rank is within low:high
    n_stuck, is_left = 0, False
    pivot = values[0]
    while high - low > 1 and n_stuck < 2 and low < middle < high:
        if n_stuck == 0:  # two rounds without end from one pivot: all are equal
            step = max(1, (high - low) // _PIVOTS)
            n_sample = min(_PIVOTS, high - low)
            for i in range(n_sample):
                x = values[low + i * step]
                j = i
                while j > 0 and sample[j - 1] > x:
                    sample[j] = sample[j - 1]
                    j -= 1
                sample[j] = x
            pivot = sample[(middle - low) * n_sample // (high - low)]
        end = low
        for i in range(low, high):
            x, row = values[i], order[start + i]
            values[i], order[start + i] = values[end], order[start + end]
            values[end], order[start + end] = x, row
            end += (x <= pivot) if is_left else (x < pivot)
        is_left = not is_left
        n_stuck = n_stuck + 1 if end in (low, high) else 0
        if middle <= end:
            high = end
        else:
            low = end

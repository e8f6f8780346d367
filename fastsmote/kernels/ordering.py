"""An order of rows in which neighbors in space are neighbors in memory."""

import numpy as np

from fastsmote.kernels.jit import kernel
from fastsmote.kernels.tile import PANEL

_PANEL = PANEL
# Rows looked at to choose the feature of a split: the spread need not be exact.
_SAMPLE = 128


@kernel
def split_by_medians(X, order, first, last, stop, leaves):  # type: ignore[no-untyped-def]
    """Sort ``order[first:last]`` into a k-d tree's order, by medians of the widest feature.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        Feature rows.
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
    O(n log n) swaps. Splits fall on multiples of the panel size, so that panels are leaves.
    """
    values = np.empty(last - first, X.dtype)
    stack = [(first, last)]
    n_leaves = 0
    while len(stack) > 0:
        a, b = stack.pop()
        n = b - a
        if n <= stop:
            leaves[n_leaves, 0] = a
            leaves[n_leaves, 1] = b
            n_leaves += 1
            continue
        feature = _widest_feature(X, order, a, b)
        for i in range(n):
            values[i] = X[order[a + i], feature]
        middle = ((n + _PANEL - 1) // _PANEL // 2) * _PANEL
        _select(values, order, a, n, middle)
        stack.append((a + middle, b))
        stack.append((a, a + middle))
    return n_leaves


@kernel
def _widest_feature(X, order, a, b):  # type: ignore[no-untyped-def]
    """Feature of largest variance over a sample of the rows ``order[a:b]``."""
    step = max(1, (b - a) // _SAMPLE)
    widest, largest = 0, -1.0
    for j in range(X.shape[1]):
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


@kernel
def _select(values, order, start, n, middle):  # type: ignore[no-untyped-def]
    """Hoare's selection: the ``middle`` smallest values first; rows of ``order`` move along."""
    low, high = 0, n - 1
    while low < high:
        x, y, z = values[low], values[(low + high) // 2], values[high]
        pivot = max(min(x, y), min(max(x, y), z))
        i, j = low, high
        while i <= j:
            while values[i] < pivot:
                i += 1
            while values[j] > pivot:
                j -= 1
            if i <= j:
                values[i], values[j] = values[j], values[i]
                order[start + i], order[start + j] = order[start + j], order[start + i]
                i += 1
                j -= 1
        if middle <= j:
            high = j
        elif middle >= i:
            low = i
        else:
            return

"""The nearest neighbors rule between rows that are stored and rows that are tried, one by one."""

import numpy as np

from fastsmote.kernels.distance import sq_distance
from fastsmote.kernels.jit import kernel


@kernel
def store_rows(  # type: ignore[no-untyped-def]
    rows, limits, n_needed, passes, is_passed, stored, n_stored, first, last
):
    """Store, one by one, the rows that too few stored rows lie near enough to.

    Parameters
    ----------
    rows : ndarray of float64
        Padded rows, one behind the other.
    limits : ndarray of shape (n_rows,), float64
        A row is stored unless ``n_needed`` stored ones are nearer than this squared distance.
    n_needed : int
        1 or more.
    passes : ndarray of shape (n_rows,), int64
        Row that is passed over once this one is stored; none if there is no such row.
    is_passed : ndarray of shape (n_rows,), bool
        Rows that are passed over; written.
    stored : ndarray of shape (n_rows + n_stored,), int64
        The stored rows, in order; written.
    n_stored : int
        How many there are.
    first, last : int
        The rows tried: from ``first`` up to ``last``, in this order.

    Returns
    -------
    int
        How many are stored now.
    """
    n = len(limits)
    width = np.int64(len(rows) // n)
    for i in range(first, last):
        if is_passed[i]:
            continue
        s, n_missing = 0, n_needed
        while s < n_stored and n_missing > 0:
            n_missing -= sq_distance(rows, i, stored[s], width, 1.0) < limits[i]
            s += 1
        if n_missing == 0:
            continue
        stored[n_stored] = i
        n_stored += 1
        if passes[i] < n:
            is_passed[passes[i]] = True
    return n_stored

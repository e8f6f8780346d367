"""Equal rows, numbered so that what is said of one can be said of all."""

from itertools import pairwise
from typing import Any

import numpy as np


def group_equal_rows(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Group rows of the same bytes.

    Parameters
    ----------
    rows : ndarray of shape (n_rows, n_columns)

    Returns
    -------
    first : ndarray of shape (n_groups,), intp
        First row of each group, ascending: groups that are equally far from some row rank as these
        do.
    group_of : ndarray of shape (n_rows,), intp
        Group of each row.
    """
    rows = np.ascontiguousarray(rows)
    as_bytes = rows.view(np.dtype((np.void, rows.itemsize * rows.shape[1])))
    _, first, group_of = np.unique(as_bytes.ravel(), return_index=True, return_inverse=True)
    by_first = np.argsort(first)
    number = np.empty(len(first), dtype=np.intp)
    number[by_first] = np.arange(len(first))
    return first[by_first], number[group_of]


def group_equal_sparse_rows(X: Any) -> tuple[np.ndarray, np.ndarray]:
    """Group equal rows of a CSR container.

    Parameters
    ----------
    X : CSR container of shape (n_rows, n_features)
        With sorted indices, and without zeros in store.

    Returns
    -------
    first, group_of
        As from `group_equal_rows`.
    """
    numbers: dict[tuple[bytes, bytes], int] = {}
    first: list[int] = []
    group_of = np.empty(X.shape[0], dtype=np.intp)
    ends = X.indptr.tolist()
    for i, (start, stop) in enumerate(pairwise(ends)):
        key = X.indices[start:stop].tobytes(), X.data[start:stop].tobytes()
        number = numbers.setdefault(key, len(numbers))
        if number == len(first):
            first.append(i)
        group_of[i] = number
    return np.array(first, dtype=np.intp), group_of

"""Distances themselves, for those who want more than to know which rows are near."""

from typing import Any

import numpy as np
from scipy import sparse

from fastsmote.neighbors.scale import distance_scale
from fastsmote.threads import for_each_part

# Differences made at once: they stay in the cache.
_AT_ONCE = 1 << 15


def distances_between(
    X: Any, rows: np.ndarray, others: np.ndarray, n_jobs: int | None = None
) -> np.ndarray:
    """Euclidean distances of some rows to some others each.

    Parameters
    ----------
    X : ndarray or CSR container of shape (n_samples, n_features)
        Feature rows, finite; not modified.
    rows : ndarray of shape (n_rows,), intp
        Rows of ``X``.
    others : ndarray of shape (n_rows, k), intp
        Rows of ``X``.
    n_jobs : int or None, default=None
        Threads, as `fastsmote.threads.thread_count` reads it.

    Returns
    -------
    ndarray of shape (n_rows, k), float64
        By direct differences, in the units of ``X``.
    """
    out = np.empty(others.shape)
    is_sparse = sparse.issparse(X)
    scale = distance_scale(X.data[:, np.newaxis] if is_sparse else X)
    width = X.shape[1] if not is_sparse else max(1, X.nnz // X.shape[0])

    def measure(part: slice) -> None:
        for column in range(others.shape[1]):
            left, right = X[rows[part]], X[others[part, column]]
            if is_sparse:
                difference = (left.astype(np.float64) - right) * scale
                squares = np.asarray(difference.multiply(difference).sum(axis=1)).ravel()
            else:
                difference = (left.astype(np.float64) - right) * scale
                squares = np.einsum("ij,ij->i", difference, difference)
            out[part, column] = np.sqrt(squares) / scale

    for_each_part(measure, len(rows), width, n_jobs, _AT_ONCE)
    return out

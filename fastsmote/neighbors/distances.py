"""Distances themselves: their sums as all searches form them, and between given rows."""

from typing import Any

import numpy as np
from scipy import sparse

from fastsmote.neighbors.scale import distance_scale
from fastsmote.threads import for_each_part

#: Sums of squares are added in this many lanes, as the kernels do.
LANES = 8
# Differences made at once: they stay in the cache.
_AT_ONCE = 1 << 15


def pad_lanes(X: np.ndarray, scale: float) -> np.ndarray:
    """Scaled rows in float64, with zeros to whole lanes."""
    n, d = X.shape
    rows = np.zeros((n, -(-d // LANES) * LANES))
    np.multiply(X, scale, out=rows[:, :d], dtype=np.float64)
    return rows


def sq_distances(left: Any, right: Any) -> np.ndarray:
    """Squared distances of pairs of rows, bit for bit as the kernels form them.

    Parameters
    ----------
    left, right : ndarrays or CSR containers of shape (n_rows, n_features), float64
        Dense rows of whole lanes, of which one may be a single row; or CSR containers with sorted
        indices: zeros left out add nothing.

    Returns
    -------
    ndarray of shape (n_rows,), float64
        Lane ``l`` has features ``l, l + 8, ...``, added in that order; then halves of the lanes.
    """
    with np.errstate(over="ignore"):  # values out of all proportion are infinitely far
        differences = left - right
        lanes = _sparse_lanes(differences) if sparse.issparse(differences) else _lanes(differences)
        for half in (4, 2, 1):
            lanes = lanes[:, :half] + lanes[:, half : 2 * half]
    return lanes[:, 0]


def _lanes(differences: np.ndarray) -> np.ndarray:
    squares = differences * differences
    lanes: np.ndarray = squares[:, :LANES].copy()
    for j in range(LANES, squares.shape[1], LANES):
        lanes += squares[:, j : j + LANES]
    return lanes


def _sparse_lanes(differences: Any) -> np.ndarray:
    n = differences.shape[0]
    row = np.repeat(np.arange(n), np.diff(differences.indptr))
    place = row * LANES + differences.indices % LANES
    sums = np.bincount(place, differences.data * differences.data, minlength=n * LANES)
    return sums.reshape(n, LANES)


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
            difference = (left.astype(np.float64) - right) * scale
            if is_sparse:
                squares = np.asarray(difference.multiply(difference).sum(axis=1)).ravel()
            else:
                squares = np.einsum("ij,ij->i", difference, difference)
            out[part, column] = np.sqrt(squares) / scale

    for_each_part(measure, len(rows), width, n_jobs, _AT_ONCE)
    return out

"""Distances themselves: their sums as all searches form them."""

from typing import Any

import numpy as np
from scipy import sparse

#: Sums of squares are added in this many lanes, as the kernels do.
LANES = 8


def pad_lanes(X: np.ndarray, scale: float) -> np.ndarray:
    """Scaled rows in float64, with zeros to whole lanes."""
    n, d = X.shape
    rows = np.zeros((n, -(-d // LANES) * LANES))
    np.multiply(X, scale, out=rows[:, :d], dtype=np.float64)
    return rows


def in_lanes(X: np.ndarray, scale: float) -> np.ndarray:
    """Scaled rows in float64, with zeros to whole lanes, of shape (n_groups, n_rows, `LANES`)."""
    rows = pad_lanes(X, scale)
    groups = rows.reshape(len(rows), -1, LANES).transpose(1, 0, 2)
    return np.ascontiguousarray(groups)


def sq_distances_in_lanes(groups: np.ndarray, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Squared distances of pairs of rows, bit for bit as `sq_distances`, a group at a time.

    Parameters
    ----------
    groups : ndarray of shape (n_groups, n_rows, `LANES`), float64
        Rows as of `in_lanes`.
    left, right : ndarray of shape (n_pairs,), intp
        Which of them.

    Returns
    -------
    ndarray of shape (n_pairs,), float64
    """
    lanes: np.ndarray = np.zeros(())
    with np.errstate(over="ignore"):  # values out of all proportion are infinitely far
        for i, group in enumerate(groups):
            differences = group.take(left, axis=0)
            differences -= group.take(right, axis=0)
            differences *= differences
            if i == 0:
                lanes = differences
            else:
                lanes += differences
        return _halved(lanes)


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
        return _halved(lanes)


def _halved(lanes: np.ndarray) -> np.ndarray:
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

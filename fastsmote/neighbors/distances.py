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

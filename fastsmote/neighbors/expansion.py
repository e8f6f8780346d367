"""Exact neighbors in NumPy and SciPy: for few rows, wide sparse rows, and before Numba is loaded.

The lower bound is ``|q|^2 + |r|^2 - 2 q.r`` in float64, of centred and scaled rows, with norms
shrunk by the bound that `fastsmote.kernels.packing` proves; the k smallest of each row, refined,
give the distance beyond which no other pair need be looked at.
"""

from typing import Any

import numpy as np
from scipy import sparse

# Bytes of one block of bounds: small enough to stay near the cache, large enough for the product.
_BLOCK_BYTES = 8 << 20
# Values refined at once.
_REFINED_VALUES = 1 << 20
# Sums of squares are added in this many lanes, as the kernel does.
_LANES = 8


def nearest_by_expansion(X: Any, k: int, is_query: np.ndarray) -> np.ndarray:
    """Nearest rows among the other rows of ``X``.

    Parameters
    ----------
    X : ndarray or CSR container of shape (n_samples, n_features), floating
        Feature rows, finite.
    k : int
        Neighbors, 1 <= k < n_samples.
    is_query : ndarray of shape (n_samples,), bool
        Rows whose neighbors are wanted.

    Returns
    -------
    ndarray of shape (n_queries, k), intp
        Rows of ``X``, by (distance, row), for the queries in ascending order.

    Notes
    -----
    O(n_queries * n_samples * n_features) time; a block of 8 MiB beside a float64 copy of ``X``.
    """
    rows = _Rows(X)
    n = X.shape[0]
    queries = np.flatnonzero(is_query)
    neighbors = np.empty((len(queries), k), dtype=np.intp)
    n_at_once = max(1, _BLOCK_BYTES // (8 * n))
    for start in range(0, len(queries), n_at_once):
        block = queries[start : start + n_at_once]
        bounds = rows.lower_bounds(block)
        bounds[np.arange(len(block)), block] = np.inf
        likely = np.argpartition(bounds, k - 1, axis=1)[:, :k]
        owner = np.repeat(np.arange(len(block)), k)
        limits = rows.sq_distances(block[owner], likely.ravel()).reshape(-1, k).max(axis=1)
        # a distance at the limit may be bounded by a little more, by the rounding of the former
        owner, candidate = np.nonzero(bounds <= (limits * (1 + 2.0**-22) + 1e-280)[:, np.newaxis])
        distances = rows.sq_distances(block[owner], candidate)
        ranked = candidate[np.lexsort((candidate, distances, owner))]
        first = np.searchsorted(owner, np.arange(len(block)))
        neighbors[start : start + len(block)] = ranked[first[:, np.newaxis] + np.arange(k)]
    return neighbors


class _Rows:
    """Rows with the two measures that the search needs."""

    def __init__(self, X: Any) -> None:
        self.is_sparse = sparse.issparse(X)
        n, d = X.shape
        if self.is_sparse:  # centring would make it dense
            centred = X.astype(np.float64)
            centred.sum_duplicates()
            values = centred.data
        else:
            wide = X.astype(np.float64, copy=False)
            centred = wide - wide.mean(axis=0)
            values = centred
        largest = max(float(values.max(initial=0.0)), -float(values.min(initial=0.0)))
        self.scale = power_of_two_scale(largest)
        self.centred = centred * self.scale
        if self.is_sparse:
            self.exact = self.centred
            sq_norms = np.asarray(self.centred.multiply(self.centred).sum(axis=1)).ravel()
        else:
            self.exact = np.zeros((n, -(-d // _LANES) * _LANES))
            self.exact[:, :d] = wide
            sq_norms = np.einsum("ij,ij->i", self.centred, self.centred)
        unit = (2 * d + 16) * 2.0**-53
        self.sq_norms = sq_norms * (1 - unit / (1 - unit))

    def lower_bounds(self, block: np.ndarray) -> np.ndarray:
        """Lower bounds of the scaled squared distances of some rows to all."""
        product = self.centred[block] @ self.centred.T
        bounds: np.ndarray = product.toarray() if self.is_sparse else product
        bounds *= -2
        bounds += self.sq_norms[block, np.newaxis]
        bounds += self.sq_norms
        return bounds

    def sq_distances(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Scaled squared distances of pairs of rows, bit for bit those of the kernel if dense."""
        out = np.empty(len(left))
        n_at_once = max(1, _REFINED_VALUES // self.exact.shape[1])
        for start in range(0, len(left), n_at_once):
            part = slice(start, start + n_at_once)
            difference = self.exact[left[part]] - self.exact[right[part]]
            if self.is_sparse:
                out[part] = np.asarray(difference.multiply(difference).sum(axis=1)).ravel()
                continue
            difference *= self.scale
            difference *= difference
            lanes = difference[:, :_LANES].copy()
            for j in range(_LANES, difference.shape[1], _LANES):
                lanes += difference[:, j : j + _LANES]
            for half in (4, 2, 1):
                lanes = lanes[:, :half] + lanes[:, half : 2 * half]
            out[part] = lanes[:, 0]
        return out


def power_of_two_scale(largest: float) -> float:
    """Power of two that brings ``largest`` into [1/2, 1); 1 for zero."""
    if largest == 0:
        return 1.0
    exponent = int(np.frexp(largest)[1])
    return float(np.ldexp(1.0, -max(-1000, min(1000, exponent))))

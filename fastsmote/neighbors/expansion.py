"""Exact neighbors in NumPy and SciPy: for few rows, and before Numba is loaded.

And for the farthest rows, which are those with the smallest negative distances.

The lower bound is ``|q|^2 + |r|^2 - 2 q.r`` in float64, of centred and scaled rows. It errs by
``(2 d + 4) u`` of ``|q|^2 + |r|^2`` in the sum, whose terms are at most twice that in size, and by
``d u`` in the norms; norms are shrunk by ``(3 d + 16) u``, so that it is one. The k-th smallest of
a row, enlarged by twice that error, is no less than its k-th distance: pairs whose bound is beyond
it are left out.
"""

from typing import Any

import numpy as np
from scipy import sparse

from fastsmote.kernels.parallel import run
from fastsmote.neighbors.distances import pad_lanes, sq_distances
from fastsmote.neighbors.scale import distance_scale, power_of_two_scale

# Bytes of one block of bounds: small enough to stay near the cache, large enough for the product.
_BLOCK_BYTES = 1 << 20
# Bounds, at most, of which only the smallest is looked at where the k-th of a row is sought.
_COLUMNS_A_MINIMUM = 16
# Values refined at once.
_REFINED_VALUES = 1 << 20


def nearest_by_expansion(
    X: Any,
    k: int,
    is_query: np.ndarray,
    n_threads: int = 1,
    only_others: bool = False,
    farthest: bool = False,
    scale: float | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Nearest rows among the other rows of ``X``.

    Parameters
    ----------
    X : ndarray or CSR container of shape (n_samples, n_features), floating
        Feature rows, finite.
    k : int
        Neighbors, 1 <= k < n_samples; among others at most as many as there are.
    is_query : ndarray of shape (n_samples,), bool
        Rows whose neighbors are wanted.
    n_threads : int, default=1
        Threads to use at most; the result does not depend on it.
    only_others : bool, default=False
        Whether queries are no neighbors of each other either.
    farthest : bool, default=False
        Find the farthest rows instead; distances come back negative.
    scale : float, optional
        Units of distances between dense rows; `distance_scale` of ``X`` by default.

    Returns
    -------
    neighbors : ndarray of shape (n_queries, k), intp
        Rows of ``X``, by (distance, row), for the queries in ascending order.
    sq_distances : ndarray of shape (n_queries, k), float64
        Their squared distances, in units that are the same for all of the call.

    Notes
    -----
    O(n_queries * n_samples * n_features) time; a few MiB a thread beside three float64 copies of
    ``X``.
    """
    sign = -1.0 if farthest else 1.0
    rows = _Rows(X, np.flatnonzero(~is_query) if only_others else None, sign, scale)
    queries = np.flatnonzero(is_query)
    neighbors = np.empty((len(queries), k), dtype=np.intp)
    sq_distances = np.empty((len(queries), k))
    n_at_once = max(1, _BLOCK_BYTES // (8 * len(rows.searched_norms)))

    def find(start: int) -> None:
        part = slice(start, start + n_at_once)
        neighbors[part], sq_distances[part] = _nearest_of(rows, queries[part], k)

    run(find, [(start,) for start in range(0, len(queries), n_at_once)], n_threads)
    return neighbors, sq_distances


def _nearest_of(rows: "_Rows", block: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    bounds = rows.lower_bounds(block)
    rows.leave_out_itself(block, bounds, np.inf)
    limits = rows.upper_limits(block, _no_less_than_kth(bounds, k))
    candidate, distances = _nearest_within(rows, block, bounds, limits, k)
    # distances beyond the range of numbers tie, and no bound tells them apart
    is_beyond = np.isinf(distances[:, -1])
    if is_beyond.any():
        limits[is_beyond] = np.inf
        candidate, distances = _nearest_within(rows, block, bounds, limits, k)
    return candidate, distances


def _nearest_within(
    rows: "_Rows", block: np.ndarray, bounds: np.ndarray, limits: np.ndarray, k: int
) -> tuple[np.ndarray, np.ndarray]:
    """Nearest of the rows whose bound is within the limit of their query, by (distance, row)."""
    is_near = bounds <= limits[:, np.newaxis]
    rows.leave_out_itself(block, is_near, False)
    owner, candidate = np.divmod(np.flatnonzero(is_near.ravel()), bounds.shape[1])
    if rows.references is not None:
        candidate = rows.references[candidate]
    distances = rows.sq_distances(block[owner], candidate)
    ranked = np.lexsort((distances, owner))  # stable: candidates of a query ascend
    first = np.searchsorted(owner, np.arange(len(block)))
    best = ranked[first[:, np.newaxis] + np.arange(k)]
    return candidate[best], distances[best]


def _no_less_than_kth(bounds: np.ndarray, k: int) -> np.ndarray:
    """A value in each row that its k-th smallest does not exceed, and hardly misses.

    The k-th smallest of the minima of some columns each: k columns hold no larger ones. There are
    so many fewer of them that selecting takes little.
    """
    n_together = min(_COLUMNS_A_MINIMUM, bounds.shape[1] // (4 * k))
    if n_together > 1:
        n_minima = bounds.shape[1] // n_together
        together = bounds[:, : n_minima * n_together]
        bounds = together.reshape(len(bounds), n_together, n_minima).min(axis=1)
    kth: np.ndarray = np.partition(bounds, k - 1, axis=1)[:, k - 1]
    return kth


class _Rows:
    """Rows with the two measures that the search needs.

    Parameters
    ----------
    X : ndarray or CSR container
    references : ndarray of intp, optional
        Ascending rows among which neighbors are sought; by default all, but the row itself.
    sign : float
        What distances are multiplied by: 1, or -1 where the farthest rows are sought.
    """

    def __init__(
        self, X: Any, references: np.ndarray | None, sign: float, scale: float | None
    ) -> None:
        self.is_sparse, self.references, self.sign = sparse.issparse(X), references, sign
        searched = slice(None) if references is None else references
        n, d = X.shape
        if self.is_sparse:  # centring would make it dense
            scaled = X.astype(np.float64)
            scaled.sum_duplicates()
            self.exact = scaled * distance_scale(scaled.data[:, np.newaxis])
            scaled *= power_of_two_scale(scaled.data)
            sq_norms = np.asarray(scaled.multiply(scaled).sum(axis=1)).ravel()
        else:
            # scaled before anything is added up: sums of the largest numbers there are overflow
            first = power_of_two_scale(X)
            scaled = X.astype(np.float64) * first
            # a mean is rounded: within its column, it leaves a constant column at zero
            center = np.clip(scaled.mean(axis=0), scaled.min(axis=0), scaled.max(axis=0))
            scaled -= center
            scaled *= power_of_two_scale(scaled, first)
            self.exact = pad_lanes(X, distance_scale(X) if scale is None else scale)
            sq_norms = np.einsum("ij,ij->i", scaled, scaled)
        units = (3 * d + 16) * 2.0**-53
        self.relative_error = units / (1 - units)
        self.sq_norms = sq_norms * (1 - sign * self.relative_error)
        if self.is_sparse:
            self.left, self.right = scaled, scaled[searched].T
        else:  # norms as two more features: one product gives the bounds
            one, norm = np.ones((n, 1)), self.sq_norms[:, np.newaxis]
            self.left = sign * np.hstack((scaled, norm, one))
            self.right = np.hstack((-2 * scaled, one, norm))[searched].T
        self.searched_norms = self.sq_norms[searched]

    def lower_bounds(self, block: np.ndarray) -> np.ndarray:
        """Lower bounds of the scaled squared distances of some rows to those searched."""
        products = self.left[block] @ self.right
        if not self.is_sparse:
            return np.asarray(products)
        bounds: np.ndarray = products.toarray()
        bounds *= -2
        bounds += self.sq_norms[block, np.newaxis]
        bounds += self.searched_norms
        bounds *= self.sign
        return bounds

    def leave_out_itself(self, block: np.ndarray, table: np.ndarray, value: float) -> None:
        """Set what a table of some rows and those searched says of a row and itself."""
        if self.references is None:
            table[np.arange(len(block)), block] = value

    def upper_limits(self, block: np.ndarray, bounds: np.ndarray) -> np.ndarray:
        """What the distances behind some lower bounds are at most, and a little more."""
        slack = 2 * self.relative_error * (self.sq_norms[block] + self.searched_norms.max())
        limits: np.ndarray = bounds + slack
        limits += np.abs(limits) * 2.0**-22 + 1e-280
        return limits

    def sq_distances(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Scaled squared distances of pairs of rows, bit for bit those of the kernel, signed."""
        out = np.empty(len(left))
        n_at_once = max(1, _REFINED_VALUES // self.exact.shape[1])
        for start in range(0, len(left), n_at_once):
            part = slice(start, start + n_at_once)
            out[part] = sq_distances(self.exact[left[part]], self.exact[right[part]])
        return self.sign * out

"""Exact neighbors in NumPy and SciPy: for few rows, and before Numba is loaded.

And for the farthest rows, which are those with the smallest negative distances.

The lower bound is ``|q|^2 + |r|^2 - 2 q.r``, of centred and scaled rows as they are packed: for
the nearest of dense rows in float32, with ``u = 2^-24``, and in float64, with ``u = 2^-53``, where
float32 hardly tells them apart. With ``S = |q|^2 + |r|^2`` it errs by ``(2 d + 9) u S`` at most to
first order: packing moves a squared distance by ``4 u S``, the ``d + 2`` terms of the sum come to
``2 S`` at most in size, and norms are rounded once. Norms are shrunk by ``e``, a little more than
``(3 d + 16) u``, so that it is a lower bound ``b``, and squared distances ``D^2 <= b + 2 e S``.

A row of which ``D`` is the distance is no longer than ``|q| + D``, so ``S <= 3 |q|^2 + 2 D^2`` and
``D^2 <= (b + 6 e |q|^2) / (1 - 4 e)``. The k-th smallest bound, enlarged that way, is no less than
the k-th distance: pairs whose bound is beyond it are left out.
"""

from functools import partial
from typing import Any

import numpy as np
from scipy import sparse

from fastsmote.kernels.parallel import run
from fastsmote.neighbors.distances import pad_lanes, sq_distances
from fastsmote.neighbors.scale import distance_scale, power_of_two_scale

# Bytes of one block of bounds: in the cache, and large enough for the product.
_BLOCK_BYTES = 1 << 19
# How often, at most, bounds are halved where the k-th of a row is sought, by minima of two.
_MOST_HALVINGS = 4
# On top of a limit, beyond what underflows: values are below 1. By size of a bound in bytes.
_UNDERFLOW = {4: 1e-30, 8: 1e-280}
# Share of a limit that the filter's error may make up before float64 tells rows apart better.
_BLUR = 0.1
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
    ``X``, or four where float32 does not tell its rows apart.
    """
    sign = -1.0 if farthest else 1.0
    rows = _Rows(X, np.flatnonzero(~is_query) if only_others else None, sign, scale)
    queries = np.flatnonzero(is_query)
    neighbors = np.empty((len(queries), k), dtype=np.intp)
    sq_distances = np.empty((len(queries), k))
    n_at_once = max(1, _BLOCK_BYTES // (rows.filter.itemsize * rows.n_searched))
    spaces: list[_Space] = []

    def find(start: int) -> None:
        part = slice(start, start + n_at_once)
        space = spaces.pop() if spaces else _Space()
        neighbors[part], sq_distances[part] = _nearest_of(rows, queries[part], k, space)
        spaces.append(space)

    run(find, [(start,) for start in range(0, len(queries), n_at_once)], n_threads)
    return neighbors, sq_distances


class _Space:
    """Memory for what is computed of a block, used again: to get it anew takes as long."""

    def __init__(self) -> None:
        self._arrays: dict[str, np.ndarray] = {}

    def room(self, name: str, shape: tuple[int, int], dtype: Any) -> np.ndarray:
        """Room of some shape, that has not been cleared."""
        size = shape[0] * shape[1]
        values = self._arrays.get(name)
        if values is None or values.dtype != dtype or len(values) < size:
            values = self._arrays[name] = np.empty(size, dtype)
        return values[:size].reshape(shape)


def _nearest_of(
    rows: "_Rows", block: np.ndarray, k: int, space: _Space
) -> tuple[np.ndarray, np.ndarray]:
    bounds, limits = rows.bounds_and_limits(block, k, space)
    candidate, distances = _nearest_within(rows, block, bounds, limits, k, space)
    # distances beyond the range of numbers tie, and no bound tells them apart
    is_beyond = np.isinf(distances[:, -1])
    if is_beyond.any():
        limits[is_beyond] = np.inf
        candidate, distances = _nearest_within(rows, block, bounds, limits, k, space)
    return candidate, distances


def _nearest_within(
    rows: "_Rows",
    block: np.ndarray,
    bounds: np.ndarray,
    limits: np.ndarray,
    k: int,
    space: _Space,
) -> tuple[np.ndarray, np.ndarray]:
    """Nearest of the rows whose bound is within the limit of their query, by (distance, row)."""
    is_near = space.room("is_near", bounds.shape, np.bool_)
    np.less_equal(bounds, limits[:, np.newaxis], out=is_near)
    rows.leave_out_itself(block, is_near, False)
    owner, candidate = np.divmod(np.flatnonzero(is_near), bounds.shape[1])
    if rows.references is not None:
        candidate = rows.references[candidate]
    distances = rows.sq_distances(block[owner], candidate)
    ranked = np.lexsort((distances, owner))  # stable: candidates of a query ascend
    first = np.searchsorted(owner, np.arange(len(block)))
    best = ranked[first[:, np.newaxis] + np.arange(k)]
    return candidate[best], distances[best]


def _no_less_than_kth(bounds: np.ndarray, k: int, space: _Space) -> np.ndarray:
    """A value in each row that its k-th smallest does not exceed, and hardly misses.

    The k-th smallest of the minima of some columns each: k columns hold no larger ones. There are
    so many fewer of them that selecting takes little.
    """
    out = space.room("minima", (len(bounds), bounds.shape[1] // 2), bounds.dtype)
    for _ in range(_MOST_HALVINGS):
        half = bounds.shape[1] // 2
        if half < 4 * k:
            break
        bounds = np.minimum(bounds[:, :half], bounds[:, half : 2 * half], out=out[:, :half])
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
        self.references, self.sign = references, sign
        self.n_searched = X.shape[0] if references is None else len(references)
        searched = slice(None) if references is None else references
        self.filter: _DenseFilter | _SparseFilter
        if sparse.issparse(X):
            scaled = X.astype(np.float64)
            scaled.sum_duplicates()
            self.exact = scaled * distance_scale(scaled.data[:, np.newaxis])
            self._rows_of = self.exact.__getitem__
            self.filter = _SparseFilter(scaled * power_of_two_scale(scaled.data), searched, sign)
            return
        self.exact = pad_lanes(X, distance_scale(X) if scale is None else scale)
        self._rows_of = partial(self.exact.take, axis=0)  # several times as fast as an index
        # scaled before anything is added up: sums of the largest numbers there are overflow
        first = power_of_two_scale(X)
        scaled = X.astype(np.float64) * first
        # a mean is rounded: within its column, it leaves a constant column at zero
        center = np.clip(scaled.mean(axis=0), scaled.min(axis=0), scaled.max(axis=0))
        scaled -= center
        scaled *= power_of_two_scale(scaled, first)
        self._scaled, self._searched = scaled, searched
        dtype = np.float32 if sign > 0 else np.float64
        self.filter = _DenseFilter(scaled, searched, sign, dtype)

    def bounds_and_limits(
        self, block: np.ndarray, k: int, space: _Space
    ) -> tuple[np.ndarray, np.ndarray]:
        """Lower bounds of the distances of some rows to those searched, and how far to look."""
        used = self.filter
        bounds = used.lower_bounds(block, space)
        self.leave_out_itself(block, bounds, np.inf)
        kth = _no_less_than_kth(bounds, k, space)
        limits = used.upper_limits(block, kth)
        if used.itemsize < 8 and np.median(limits - kth) > _BLUR * np.median(limits):
            # which of the threads does so first is all the same: a filter decides nothing
            self.filter = _DenseFilter(self._scaled, self._searched, self.sign, np.float64)
            return self.bounds_and_limits(block, k, space)
        return bounds, limits

    def leave_out_itself(self, block: np.ndarray, table: np.ndarray, value: float) -> None:
        """Set what a table of some rows and those searched says of a row and itself."""
        if self.references is None:
            table[np.arange(len(block)), block] = value

    def sq_distances(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Scaled squared distances of pairs of rows, bit for bit those of the kernel, signed."""
        out = np.empty(len(left))
        n_at_once = max(1, _REFINED_VALUES // self.exact.shape[1])
        for start in range(0, len(left), n_at_once):
            part = slice(start, start + n_at_once)
            out[part] = sq_distances(self._rows_of(left[part]), self._rows_of(right[part]))
        return self.sign * out


class _Filter:
    """What both kinds of rows are filtered by: norms, and the error of the bounds.

    Parameters
    ----------
    sq_norms : ndarray of shape (n_samples,), float64
        Of the scaled rows.
    searched : slice or ndarray of intp
        Rows among which is searched.
    sign : float
        As in `_Rows`.
    n_features : int
    dtype : type
        Of the bounds.
    """

    def __init__(
        self, sq_norms: np.ndarray, searched: Any, sign: float, n_features: int, dtype: type
    ) -> None:
        self.itemsize = np.dtype(dtype).itemsize
        self._tiny = _UNDERFLOW[self.itemsize]
        units = (3 * n_features + 16) * float(np.finfo(dtype).epsneg)
        self.error = units / (1 - units)
        self.sign = sign
        self.sq_norms = sq_norms * (1 - sign * self.error)
        self.searched_norms = self.sq_norms[searched]

    def upper_limits(self, block: np.ndarray, bounds: np.ndarray) -> np.ndarray:
        """What the distances behind some lower bounds are at most, and a little more."""
        if self.sign > 0:  # 8 for 6, as norms were shrunk: enough for errors below a twentieth
            slack = 8 * self.error * (self.sq_norms[block] + np.maximum(bounds, 0))
        else:
            slack = 2 * self.error * (self.sq_norms[block] + self.searched_norms.max())
        limits: np.ndarray = bounds + slack
        limits += np.abs(limits) * 2.0**-22 + self._tiny  # far more than the cast rounds off
        return limits.astype(bounds.dtype, copy=False)


class _DenseFilter(_Filter):
    """Bounds of centred and scaled dense rows, in either precision."""

    def __init__(self, scaled: np.ndarray, searched: Any, sign: float, dtype: type) -> None:
        n, d = scaled.shape
        packed: np.ndarray = scaled.astype(dtype, copy=False)
        wide = packed.astype(np.float64, copy=False)
        super().__init__(np.einsum("ij,ij->i", wide, wide), searched, sign, d, dtype)
        # norms as two more features: one product gives the bounds
        self._left = np.empty((n, d + 2), dtype)
        self._left[:, :d], self._left[:, d], self._left[:, d + 1] = packed, self.sq_norms, 1
        self._left *= sign
        self._right = np.empty((d + 2, len(self.searched_norms)), dtype)
        np.multiply(packed[searched].T, -2, out=self._right[:d])
        self._right[d], self._right[d + 1] = 1, self.searched_norms

    def lower_bounds(self, block: np.ndarray, space: _Space) -> np.ndarray:
        """Lower bounds of the scaled squared distances of some rows to those searched."""
        out = space.room("bounds", (len(block), self._right.shape[1]), self._right.dtype)
        return np.matmul(self._left.take(block, axis=0), self._right, out=out)


class _SparseFilter(_Filter):
    """Bounds of scaled sparse rows; centring would make them dense."""

    def __init__(self, scaled: Any, searched: Any, sign: float) -> None:
        sq_norms = np.asarray(scaled.multiply(scaled).sum(axis=1)).ravel()
        super().__init__(sq_norms, searched, sign, scaled.shape[1], np.float64)
        self._left, self._right = scaled, scaled[searched].T

    def lower_bounds(self, block: np.ndarray, space: _Space) -> np.ndarray:
        """Lower bounds of the scaled squared distances of some rows to those searched."""
        bounds: np.ndarray = (self._left[block] @ self._right).toarray()
        bounds *= -2
        bounds += self.sq_norms[block, np.newaxis]
        bounds += self.searched_norms
        bounds *= self.sign
        return bounds

"""Exact neighbors in NumPy and SciPy: for few rows, and before Numba is loaded.

And for the farthest rows, which are those with the smallest negative distances.

A lower bound of each distance (`fastsmote.neighbors.bounds`) tells which pairs may be neighbors;
these are compared by direct differences. In float32 bounds take half the time, unless rows lie
closer together than it can tell: where they leave many pairs, float64 takes over.
"""

import threading
from functools import partial
from typing import Any

import numpy as np
from scipy import sparse

from fastsmote.kernels.parallel import run
from fastsmote.neighbors.bounds import Bounds, Space, SparseBounds
from fastsmote.neighbors.distances import (
    in_lanes,
    pad_lanes,
    sq_distances,
    sq_distances_in_lanes,
)
from fastsmote.neighbors.scale import distance_scale

_SINGLE = 4  # bytes of float32
# Bytes of one block of bounds: near the cache, and so many that what it takes to call NumPy, under
# the one lock of the interpreter, does not count: two threads gain 10 to 20 % over half of it.
_BLOCK_BYTES = 1 << 21
# How often, at most, bounds are halved where the k-th of a row is sought, by minima of two.
_MOST_HALVINGS = 4
# Pairs refined at once: what is computed of them stays in the cache.
_REFINED_PAIRS = 1 << 12
# Where one row in so many is asked for, the pairs refined hold fewer rows than there are: they are
# put in lanes when it is known which (the first search of 200 among 4,000 x 60 took 1.6 ms longer).
_FEW = 16
# How many places for candidates there may be for each of them, where rows have more and less.
_MOST_PADDED = 4
# Pairs that float32 may leave for each neighbor before float64 is tried, ...
_BLURRED = 8
# ... and features from which on rounding alone leaves too many.
_MOST_SINGLE = 4096


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
    O(n_queries * n_samples * n_features) time; a few MiB a thread beside a float64 copy of ``X``
    and a float32 one, or two float64 copies.
    """
    sign = -1.0 if farthest else 1.0
    queries = np.flatnonzero(is_query)
    references = np.flatnonzero(~is_query) if only_others else None
    rows = _Rows(X, references, sign, scale, len(queries))
    neighbors = np.empty((len(queries), k), dtype=np.intp)
    sq_distances = np.empty((len(queries), k))
    n_at_once = max(1, _BLOCK_BYTES // (rows.bounds.itemsize * rows.n_searched))
    # as many for each of the threads
    n_rounds = max(1, -(-len(queries) // (n_at_once * n_threads)))
    n_at_once = max(1, min(n_at_once, -(-len(queries) // (n_rounds * n_threads))))

    def find(start: int) -> None:
        part = slice(start, start + n_at_once)
        space = Space.borrow()
        neighbors[part], sq_distances[part] = _nearest_of(rows, queries[part], k, space)
        space.give_back()

    run(find, [(start,) for start in range(0, len(queries), n_at_once)], n_threads)
    return neighbors, sq_distances


def _nearest_of(
    rows: "_Rows", block: np.ndarray, k: int, space: Space
) -> tuple[np.ndarray, np.ndarray]:
    measured = rows.bounds
    bounds, limits = _measure(rows, measured, block, k, space)
    places = _within(rows, block, bounds, limits, space)
    if measured.itemsize == _SINGLE and len(places) > _BLURRED * k * len(block):
        measured = rows.sharpen()
        bounds, limits = _measure(rows, measured, block, k, space)
        places = _within(rows, block, bounds, limits, space)
    candidate, distances = _nearest_within(rows, block, places, k)
    # distances beyond the range of numbers tie, and no bound tells them apart
    is_beyond = np.isinf(distances[:, -1])
    if is_beyond.any():
        limits[is_beyond] = np.inf
        places = _within(rows, block, bounds, limits, space)
        candidate, distances = _nearest_within(rows, block, places, k)
    return candidate, distances


def _measure(
    rows: "_Rows", measured: Bounds, block: np.ndarray, k: int, space: Space
) -> tuple[np.ndarray, np.ndarray]:
    """Lower bounds of the distances of a block, and what a neighbor's does not exceed."""
    bounds = measured.lower_bounds(block, space)
    rows.leave_out_itself(block, bounds, np.inf)
    return bounds, measured.upper_limits(block, _no_less_than_kth(bounds, k, space))


def _within(
    rows: "_Rows", block: np.ndarray, bounds: np.ndarray, limits: np.ndarray, space: Space
) -> np.ndarray:
    """Places in the table of bounds of those within the limit of their query."""
    is_near = space.room("is_near", bounds.shape, np.bool_)
    np.less_equal(bounds, limits[:, np.newaxis], out=is_near)
    rows.leave_out_itself(block, is_near, False)
    return _true_places(is_near.ravel())


def _true_places(flags: np.ndarray) -> np.ndarray:
    """Where flags are set, few of which are: eight at a time are asked whether any is."""
    n_words = len(flags) // 8
    words = flags[: 8 * n_words].view(np.uint64)
    any_of = words.astype(np.bool_).nonzero()[0]
    place = words.take(any_of).view(np.bool_).nonzero()[0]
    found = 8 * any_of.take(place >> 3) + (place & 7)
    rest = flags[8 * n_words :].nonzero()[0]
    return np.concatenate((found, rest + 8 * n_words)) if len(rest) else found


def _nearest_within(
    rows: "_Rows", block: np.ndarray, places: np.ndarray, k: int
) -> tuple[np.ndarray, np.ndarray]:
    """Nearest of the rows that may be neighbors, by (distance, row)."""
    n, n_searched = len(block), rows.n_searched
    owner = places // n_searched  # by a multiplication; divmod divides
    candidate = places - owner * n_searched
    if rows.references is not None:
        candidate = rows.references.take(candidate)
    distances = rows.sq_distances(block.take(owner), candidate)
    n_each: np.ndarray = np.bincount(owner, minlength=n)
    first = n_each.cumsum() - n_each
    most = int(n_each.max())
    if n * most > _MOST_PADDED * len(places):
        best = np.lexsort((distances, owner))[first[:, np.newaxis] + np.arange(k)]
    else:  # short rows are sorted in a fraction of the time
        table = np.full((n, most), np.inf)
        column = np.arange(len(places)) - first.take(owner)
        table[owner, column] = distances
        best = table.argsort(axis=1, kind="stable")[:, :k] + first[:, np.newaxis]
    return candidate.take(best), distances.take(best)


def _no_less_than_kth(bounds: np.ndarray, k: int, space: Space) -> np.ndarray:
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
    scale : float, optional
        Units of distances.
    n_queries : int
        Rows whose neighbors are sought.

    Attributes
    ----------
    bounds : Bounds or SparseBounds
        What bounds distances from below.
    n_searched : int
        Rows among which neighbors are sought.
    """

    bounds: Bounds

    def __init__(
        self,
        X: Any,
        references: np.ndarray | None,
        sign: float,
        scale: float | None,
        n_queries: int,
    ) -> None:
        self._X, self.references, self._sign = X, references, sign
        self._sharpening = threading.Lock()
        self.n_searched = X.shape[0] if references is None else len(references)
        if sparse.issparse(X):
            scaled = X.astype(np.float64)
            scaled.sum_duplicates()
            exact = scaled * distance_scale(scaled.data[:, np.newaxis])
            self._measure = partial(_sq_distances_of_sparse, exact)
            self.bounds = SparseBounds(scaled, references, sign)
        else:
            unit = distance_scale(X) if scale is None else scale
            if n_queries * _FEW <= len(X):
                self._measure = partial(_sq_distances_of_dense, X, unit)
            else:
                self._measure = partial(sq_distances_in_lanes, in_lanes(X, unit))
            is_single = X.shape[1] <= _MOST_SINGLE
            self.bounds = Bounds(X, references, sign, np.float32 if is_single else np.float64)

    def sharpen(self) -> Bounds:
        """Bound distances in float64 from now on."""
        with self._sharpening:  # threads that need it at once share one more copy of the rows
            if self.bounds.itemsize == _SINGLE:
                self.bounds = Bounds(self._X, self.references, self._sign, np.float64)
        return self.bounds

    def leave_out_itself(self, block: np.ndarray, table: np.ndarray, value: float) -> None:
        """Set what a table of some rows and those searched says of a row and itself."""
        if self.references is None:
            table[np.arange(len(block)), block] = value

    def sq_distances(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Scaled squared distances of pairs of rows, bit for bit those of the kernel, signed."""
        out = np.empty(len(left))
        for start in range(0, len(left), _REFINED_PAIRS):
            part = slice(start, start + _REFINED_PAIRS)
            out[part] = self._measure(left[part], right[part])
        return self._sign * out


def _sq_distances_of_dense(
    X: np.ndarray, scale: float, left: np.ndarray, right: np.ndarray
) -> np.ndarray:
    return sq_distances(*(pad_lanes(X.take(rows, axis=0), scale) for rows in (left, right)))


def _sq_distances_of_sparse(rows: Any, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    return sq_distances(rows[left], rows[right])

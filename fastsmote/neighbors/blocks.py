"""Nearest rows in NumPy by any distance: a block of queries against all rows."""

from collections.abc import Callable

import numpy as np

# Distances that NumPy computes at once: a block stays near the cache.
_BLOCK = 1 << 17


def nearest_by_blocks(
    measure: Callable[[np.ndarray], np.ndarray], queries: np.ndarray, n_rows: int, k: int
) -> tuple[np.ndarray, np.ndarray]:
    """Nearest rows and their distances.

    Parameters
    ----------
    measure : callable
        Gives the distances of as many queries as it is passed to all rows; NaN ranks last, behind
        infinity.
    queries : ndarray of shape (n_queries,), intp
        Rows whose neighbors are wanted.
    n_rows, k : int
        Rows, and neighbors of each query.

    Returns
    -------
    neighbors : ndarray of shape (n_queries, k), intp
        By (distance, row).
    distances : ndarray of shape (n_queries, k), float64
    """
    neighbors = np.empty((len(queries), k), dtype=np.intp)
    distances = np.empty((len(queries), k))
    n_at_once = max(1, _BLOCK // n_rows)
    for start in range(0, len(queries), n_at_once):
        part = slice(start, start + n_at_once)
        block = measure(queries[part])
        neighbors[part], distances[part] = _nearest(block, k)
    return neighbors, distances


def _nearest(block: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    n, n_rows = block.shape
    kth = np.partition(block, k - 1, axis=1)[:, k - 1]
    place = (block <= kth[:, np.newaxis]).ravel().nonzero()[0]
    found = block.ravel().take(place)
    owner = place // n_rows
    candidate = place - owner * n_rows
    if len(place) > n * k:  # the k-th is as far as another
        return rank(owner, found, candidate, k)
    order = found.reshape(n, k).argsort(axis=1, kind="stable") + k * np.arange(n)[:, np.newaxis]
    return candidate.take(order), found.take(order)


def rank(
    owner: np.ndarray, distances: np.ndarray, rows: np.ndarray, k: int
) -> tuple[np.ndarray, np.ndarray]:
    """First k rows of each owner by (distance, row), and their distances; owners ascend."""
    order = np.lexsort((rows, distances, owner))
    first = np.searchsorted(owner, np.arange(owner[-1] + 1))
    best = order[first[:, np.newaxis] + np.arange(k)]
    return rows[best], distances[best]

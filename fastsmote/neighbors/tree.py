"""Exact neighbors of rows with few features by SciPy's k-d tree: before Numba is loaded.

The tree finds one row more than is wanted. Distances are then those of all other searches; rows
about as far as the last of the neighbors, which the tree may have left out, are asked for once
more, by that distance.
"""

import numpy as np
from scipy.spatial import cKDTree

from fastsmote.neighbors.blocks import rank
from fastsmote.neighbors.distances import pad_lanes, sq_distances
from fastsmote.neighbors.scale import distance_scale

# How much farther than the last of the neighbors rows are asked for: far beyond what the tree and
# the square root round, and what underflows in squares.
_FARTHER, _TINY = 1 + 1e-9, 1e-150
# Rows that may be asked for once more, in all: each becomes an object of Python's.
_MOST_AGAIN = 1 << 18
# Rows that show how many have to be.
_SAMPLE = 64
# Pairs whose distances are computed at once: they stay in the cache.
_AT_ONCE = 1 << 12


def nearest_by_tree(
    X: np.ndarray,
    k: int,
    is_query: np.ndarray,
    n_threads: int = 1,
    only_others: bool = False,
    scale: float | None = None,
    most_tied: float = 1.0,
) -> tuple[np.ndarray, np.ndarray] | None:
    """Nearest rows among the other rows of ``X``, unless too many are equally far.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        Feature rows, finite.
    k, is_query, n_threads, only_others, scale
        As in `fastsmote.neighbors.expansion.nearest_by_expansion`.
    most_tied : float, default=1.0
        Largest share of the queries that may have more rows as far as their last neighbor.

    Returns
    -------
    neighbors, sq_distances : ndarray of shape (n_queries, k)
        As it returns them, bit for bit. Or None: another search is to answer.

    Notes
    -----
    About O(n_samples log n_samples) time.
    """
    rows = pad_lanes(X, distance_scale(X) if scale is None else scale)
    queries = np.flatnonzero(is_query)
    searched = np.flatnonzero(~is_query) if only_others else np.arange(len(X))
    points = rows[:, : X.shape[1]]
    # without medians and tight boxes it is made in half the time, and asked as fast
    tree = cKDTree(points[searched], balanced_tree=False, compact_nodes=False)
    points = points[queries]
    n_sought = min(k + (1 if only_others else 2), len(searched))  # a row finds itself
    has_more = n_sought < len(searched)
    if has_more and _share_tied(tree, points, n_sought) > most_tied:
        return None
    far, found = tree.query(points, np.arange(1, n_sought + 1), workers=n_threads)
    if np.isinf(far[:, -1]).any():  # beyond the range of numbers it finds none
        return None
    candidates = searched[np.sort(found, axis=1)]
    owners = np.broadcast_to(queries[:, np.newaxis], candidates.shape)
    distances = _measure(rows, owners.ravel(), candidates.ravel()).reshape(candidates.shape)
    distances[candidates == owners] = np.inf
    order = distances.argsort(axis=1, kind="stable")[:, :k]
    neighbors = np.take_along_axis(candidates, order, axis=1)
    distances = np.take_along_axis(distances, order, axis=1)
    reach = _a_little_more(np.sqrt(distances[:, -1]))
    again = np.flatnonzero(reach >= far[:, -1])
    if not (has_more and len(again)):
        return neighbors, distances

    around, reach = points[again], reach[again]
    n_each = tree.query_ball_point(around, reach, workers=n_threads, return_length=True)
    if n_each.sum() > _MOST_AGAIN:
        return None
    balls = tree.query_ball_point(around, reach, workers=n_threads)
    place = np.repeat(np.arange(len(again)), n_each)
    owner, candidate = queries[again[place]], searched[np.concatenate(balls).astype(np.intp)]
    distance = _measure(rows, owner, candidate)
    is_other = candidate != owner
    best = rank(place[is_other], distance[is_other], candidate[is_other], k)
    neighbors[again], distances[again] = best
    return neighbors, distances


def _share_tied(tree: cKDTree, points: np.ndarray, n_sought: int) -> float:
    """Share of some rows whose last two found are about equally far."""
    some = points[:: max(1, len(points) // _SAMPLE)]
    last, further = tree.query(some, (n_sought - 1, n_sought))[0].T
    return float(np.mean(_a_little_more(last) >= further))


def _a_little_more(distances: np.ndarray) -> np.ndarray:
    return distances * _FARTHER + _TINY


def _measure(rows: np.ndarray, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Squared distances of pairs of rows."""
    out = np.empty(len(left))
    for start in range(0, len(left), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        out[part] = sq_distances(rows.take(left[part], axis=0), rows.take(right[part], axis=0))
    return out

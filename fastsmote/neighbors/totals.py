"""Which rows are nearest to others in the mean: sums of distances, as far as they decide it."""

from typing import Any

import numpy as np
from scipy import sparse

from fastsmote.neighbors.dispatch import nearest_rows
from fastsmote.neighbors.scale import distance_scale

# Terms from which on NumPy adds those of a row in several sums.
_UNROLLED = 8


def least_total_distances(
    X: Any,
    k: int,
    queries: np.ndarray,
    references: np.ndarray,
    n_best: int,
    n_jobs: int | None = None,
) -> np.ndarray:
    """Sums of the distances of some rows to their nearest neighbors among others, where small.

    Parameters
    ----------
    X, k, queries, references, n_jobs
        As in `k_nearest_others`.
    n_best : int
        Queries whose sums are wanted, at least: those with the smallest.

    Returns
    -------
    ndarray of shape (n_queries,), float64
        In units that are the same for all; of the others it may be infinite.

    Notes
    -----
    A search within a reach gives of each sum a lower bound, or the sum. Rounded sums of terms that
    are no larger, added in the same order, are no larger: rows whose bound is beyond the last of
    ``n_best`` sums are none of the best, nor equal to one; what is left is searched again.
    """
    rows = np.concatenate((queries, references))
    is_query = np.arange(len(rows)) < len(queries)
    scale = None if sparse.issparse(X) else distance_scale(X, rows)
    neighbors, sq_distances = nearest_rows(
        X, k, is_query, n_jobs, rows, only_others=True, scale=scale, n_best=n_best
    )
    totals = total_distances(sq_distances)
    is_open = neighbors[:, -1] < 0  # they ascend: the last is the first to be beyond the reach
    if is_open.any():
        settled = totals[~is_open]
        limit = np.partition(settled, n_best - 1)[n_best - 1] if n_best <= len(settled) else np.inf
        again = np.flatnonzero(is_open & (totals <= limit))
        totals[is_open] = np.inf
        rows = np.concatenate((queries[again], references))
        is_query = np.arange(len(rows)) < len(again)
        found = nearest_rows(X, k, is_query, n_jobs, rows, only_others=True, scale=scale)
        totals[again] = total_distances(found[1])
    return totals


def total_distances(sq_distances: np.ndarray) -> np.ndarray:
    """Sums of the distances in each row, added as NumPy adds them.

    Parameters
    ----------
    sq_distances : ndarray of shape (n_rows, k), float64
        Squared distances.
    """
    distances = np.sqrt(sq_distances)
    if distances.shape[1] >= _UNROLLED:
        return np.asarray(distances.sum(axis=1))
    return np.asarray(sum(distances.T))  # a column at a time takes a fifth of the time

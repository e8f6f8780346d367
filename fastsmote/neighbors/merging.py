"""Nearest neighbors among rows that come in batches: those found so far, and then nearer ones."""

import numpy as np

from fastsmote.neighbors.distances import pad_lanes, sq_distances
from fastsmote.neighbors.nearest import k_nearest, k_nearest_others
from fastsmote.neighbors.scale import distance_scale

# Values of rows whose distances are computed at once.
_AT_ONCE = 1 << 20


class NearestSoFar:
    """Nearest rows of some rows among themselves and among others that are offered.

    Parameters
    ----------
    X : ndarray of shape (n_queries, n_features), C-contiguous
        Rows whose neighbors are wanted; not modified.
    row_idx : ndarray of shape (n_queries,), intp
        Their numbers among all rows, ascending.
    k : int
        Neighbors; fewer than there are rows in the end.
    n_jobs : int or None
        As in `fastsmote.threads.thread_count`.

    Attributes
    ----------
    neighbors : ndarray of shape (n_queries, k), intp
        Numbers of the nearest rows so far by (Euclidean distance, number): what a search of all
        rows at once finds, in whatever batches they came.

    Notes
    -----
    Workspace: that of `k_nearest_others` for the queries and one batch, and 32 bytes for each
    neighbor.
    """

    def __init__(self, X: np.ndarray, row_idx: np.ndarray, k: int, n_jobs: int | None) -> None:
        self._X, self._n_jobs = X, n_jobs
        self._scale = distance_scale(X)
        self.neighbors = np.full((len(X), k), np.iinfo(np.intp).max, dtype=np.intp)
        self._sq_distances = np.full((len(X), k), np.inf)
        k_own = min(k, len(X) - 1)
        if k_own:
            found = k_nearest(X, k_own, np.ones(len(X), dtype=bool), n_jobs)
            self._sq_distances[:, :k_own] = self._measure(X, found)
            self.neighbors[:, :k_own] = row_idx[found]

    def offer(self, X: np.ndarray, row_idx: np.ndarray) -> None:
        """Look for nearer ones among other rows.

        Parameters
        ----------
        X : ndarray of shape (n_rows, n_features)
            None of the queries, and none that has been offered before.
        row_idx : ndarray of shape (n_rows,), intp
            Their numbers among all rows, ascending.
        """
        n_queries, k = self.neighbors.shape
        if not len(X):
            return
        both = np.concatenate((self._X, X))
        own = np.arange(n_queries)
        others = np.arange(n_queries, len(both))
        found, _ = k_nearest_others(both, min(k, len(X)), own, others, self._n_jobs)
        found -= n_queries
        sq = np.hstack((self._sq_distances, self._measure(X, found)))
        neighbors = np.hstack((self.neighbors, row_idx[found]))
        best = np.lexsort((neighbors, sq))[:, :k]
        self.neighbors = np.take_along_axis(neighbors, best, axis=1)
        self._sq_distances = np.take_along_axis(sq, best, axis=1)

    def _measure(self, X: np.ndarray, found: np.ndarray) -> np.ndarray:
        """Squared distances of the queries to some rows of ``X`` each."""
        n_queries, k = found.shape
        sq = np.empty((n_queries, k))
        n_at_once = max(1, _AT_ONCE // (k * X.shape[1]))
        for start in range(0, n_queries, n_at_once):
            part = slice(start, start + n_at_once)
            left = np.repeat(pad_lanes(self._X[part], self._scale), k, axis=0)
            right = pad_lanes(X[found[part].ravel()], self._scale)
            sq[part] = sq_distances(left, right).reshape(-1, k)
        return sq

"""Nearest neighbors among rows of which more and more are removed."""

from typing import Any

import numpy as np

from fastsmote.neighbors.parameter import find_neighbors


class RemainingNeighbors:
    """Nearest rows of rows, among those that remain.

    Parameters
    ----------
    X : ndarray or CSR container of shape (n_samples, n_features)
        Feature rows, finite; not modified.
    n_listed : int
        Neighbors that a search asks for: the most that are wanted, or more.
    n_jobs : int or None
        As in `fastsmote.threads.thread_count`.

    Attributes
    ----------
    is_left : ndarray of shape (n_samples,), bool
        Rows that remain; to be cleared by the caller, and never set again.

    Notes
    -----
    A row's list holds its nearest rows among those that remained when it was searched, by
    (distance, row). Every row that it does not name comes after all that it names, then and later:
    distances do not change, and rows rank in the order of ``X`` throughout. So as long as ``k`` of
    those that it names remain, the first ``k`` of these are the ``k`` nearest of all that remain.
    Only rows whose list has become shorter than that are searched again.
    """

    def __init__(self, X: Any, n_listed: int, n_jobs: int | None) -> None:
        self.is_left = np.ones(X.shape[0], dtype=bool)
        self._X, self._n_jobs = X, n_jobs
        # -1 names nobody: rows not searched yet are rows whose lists are too short
        self._lists = np.full((X.shape[0], min(n_listed, X.shape[0] - 1)), -1, dtype=np.intp)

    def nearest(self, rows: np.ndarray, k: int) -> np.ndarray:
        """Nearest of the rows that remain.

        Parameters
        ----------
        rows : ndarray of shape (n_queries,), intp
            Ascending, all of them remaining.
        k : int
            At most the ``n_listed`` of the searches, and below the number of rows that remain.

        Returns
        -------
        ndarray of shape (n_queries, k), intp
            By (distance, row).
        """
        self._search(rows[self._remaining(rows).sum(axis=1) < k])
        is_wanted = self._remaining(rows)
        is_wanted &= is_wanted.cumsum(axis=1) <= k
        nearest: np.ndarray = self._lists[rows][is_wanted].reshape(-1, k)
        return nearest

    def _remaining(self, rows: np.ndarray) -> np.ndarray:
        lists = self._lists[rows]
        remaining: np.ndarray = self.is_left[lists] & (lists >= 0)
        return remaining

    def _search(self, rows: np.ndarray) -> None:
        if len(rows) == 0:
            return
        left = np.flatnonzero(self.is_left)
        n_listed = min(self._lists.shape[1], len(left) - 1)
        # all of them is no selection, which need not be copied
        among = None if len(left) == len(self.is_left) else left
        found, _ = find_neighbors(n_listed, self._X, self._n_jobs, among, rows)
        self._lists[rows] = -1
        self._lists[rows, :n_listed] = found

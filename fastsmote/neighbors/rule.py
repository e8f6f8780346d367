"""The nearest neighbors rule between two classes, of which one is stored whole and one in part.

Of ``k`` neighbors ``t`` decide for the second class: more than half of them, or half where a tie is
for it. They are there if ``t`` stored rows of the second class are nearer than the
``k + 1 - t``-th nearest row of the first; of equally near rows the first class's count, which come
first in the store. So what the first class has to say about a row is one number, and it is computed
once; rows that are stored make right what was wrong, never the other way round.
"""

from typing import Any

import numpy as np
from scipy import sparse

from fastsmote.kernels.loading import pays
from fastsmote.neighbors.distances import pad_lanes, sq_distances
from fastsmote.neighbors.nearest import nearest_in_units
from fastsmote.neighbors.scale import distance_scale

# Pairs of rows up to which kernels do not pay: once they are loaded, 50 rows are enough for them.
_NUMPY_WARM, _NUMPY_COLD = 0, 1 << 22
# Pairs in a task of the kernels: some hundredths of a second.
_PAIRS_A_TASK = 1 << 21


class NearestRule:
    """How rows of a class fare beside those of another one.

    Parameters
    ----------
    X : ndarray or CSR container of shape (n_samples, n_features)
        Feature rows, finite; not modified.
    others : ndarray of shape (n_others,), intp
        Rows of the class that is stored whole, at least one.
    rows : ndarray of shape (n_rows,), intp
        Rows of the class that is stored in part.
    n_jobs : int or None, default=None
        Threads, as `fastsmote.threads.thread_count` reads it; the result does not depend on it.
    n_neighbors : int, default=1
        Neighbors that decide; as many rows are stored at least.
    wins_ties : bool, default=False
        Whether half of the neighbors are enough for a row of the second class.
    """

    def __init__(
        self,
        X: Any,
        others: np.ndarray,
        rows: np.ndarray,
        n_jobs: int | None = None,
        n_neighbors: int = 1,
        wins_ties: bool = False,
    ) -> None:
        self._n_jobs = n_jobs
        self._n_others, self._n = len(others), len(rows)
        self._n_needed = n_neighbors // 2 + (n_neighbors % 2 == 1 or not wins_ties)
        both = X[np.concatenate([others, rows])]
        self._both = both.toarray() if sparse.issparse(both) else both
        self._scale = distance_scale(self._both)
        self._limits = self._kth_of_others(n_neighbors + 1 - self._n_needed)

    def _kth_of_others(self, k: int) -> np.ndarray:
        """Squared distance of each row to the k-th nearest of the others; infinite without one."""
        if k > self._n_others:
            return np.full(self._n, np.inf)
        return self._kth_of_first(self._both, k)

    def _kth_of_first(self, both: np.ndarray, k: int) -> np.ndarray:
        """The same of the last rows to the k-th nearest of those before them."""
        is_row = np.arange(len(both)) >= len(both) - self._n
        found = nearest_in_units(both, k, is_row, self._scale, self._n_jobs, only_others=True)
        return np.ascontiguousarray(found[1][:, -1])

    def is_wrong(self, stored: np.ndarray) -> np.ndarray:
        """Whether each row would be taken for one of the others, by its nearest neighbor.

        Parameters
        ----------
        stored : ndarray of int
            Positions, among the rows, of those that are stored.
        """
        rows = self._both[self._n_others :]
        return self._kth_of_first(np.concatenate([rows[stored], rows]), 1) >= self._limits

    def condense(self, stored: np.ndarray, passes: np.ndarray, is_passed: np.ndarray) -> np.ndarray:
        """Try the rows in order, and store each that the rule would get wrong.

        Parameters
        ----------
        stored : ndarray of int
            Positions of the rows that are stored at first.
        passes : ndarray of shape (n_rows,), int
            Position that is passed over once the row is stored, if there is one.
        is_passed : ndarray of shape (n_rows,), bool
            Rows that are passed over from the beginning; not modified.

        Returns
        -------
        ndarray of int
            Positions of all that are stored, in this order.
        """
        is_passed = is_passed.copy()
        rows = pad_lanes(self._both[self._n_others :], self._scale)
        if pays("condensing", self._n * self._n, _NUMPY_WARM, _NUMPY_COLD):
            return self._condense_by_kernels(rows, stored, passes, is_passed)
        return self._condense_by_numpy(rows, stored, passes, is_passed)

    def _condense_by_kernels(
        self, rows: np.ndarray, stored: np.ndarray, passes: np.ndarray, is_passed: np.ndarray
    ) -> np.ndarray:
        from fastsmote.kernels.condensing import store_rows

        rows = rows.ravel()
        n_stored = len(stored)
        found = np.empty(n_stored + self._n, dtype=np.int64)
        found[:n_stored] = stored
        passes = passes.astype(np.int64)
        step = max(1, _PAIRS_A_TASK // self._n)
        for first in range(0, self._n, step):  # in pieces, so that Ctrl-C is answered
            last = min(first + step, self._n)
            n_stored = store_rows(
                rows, self._limits, self._n_needed, passes, is_passed, found, n_stored, first, last
            )
        return found[:n_stored]

    def _condense_by_numpy(
        self, rows: np.ndarray, stored: np.ndarray, passes: np.ndarray, is_passed: np.ndarray
    ) -> np.ndarray:
        found = stored.tolist()
        n_nearer = np.zeros(self._n, dtype=np.intp)

        def store(row: int, first: int) -> None:
            distances = sq_distances(rows[first:], rows[row])
            n_nearer[first:] += distances < self._limits[first:]

        for row in stored:
            store(row, 0)
        for i in range(self._n):
            if n_nearer[i] >= self._n_needed or is_passed[i]:
                continue
            found.append(i)
            store(i, i)
            if passes[i] < self._n:
                is_passed[passes[i]] = True
        return np.array(found, dtype=np.intp)


def run_condensing_kernels() -> None:
    """Condense a few rows by the kernel: whatever is compiled then is kept."""
    rows = np.arange(2)
    rule = NearestRule(np.zeros((4, 1)), rows, rows + 2, 1)
    rule._condense_by_kernels(np.zeros((2, 8)), rows[:1], rows, np.zeros(2, dtype=bool))

"""The nearest neighbor rule between two classes, of which one is stored whole and one in part.

A row of the second class is classified right if a stored row of its class is nearer than all rows
of the first; of equally near rows the first class's count, which come first in the store. So what
the first class has to say about a row is one number, and it is computed once.
"""

from typing import Any

import numpy as np
from scipy import sparse

from fastsmote.kernels.loading import pays
from fastsmote.kernels.parallel import run
from fastsmote.neighbors.distances import pad_lanes, sq_distances
from fastsmote.neighbors.scale import distance_scale
from fastsmote.threads import thread_count

# Pairs of rows up to which kernels do not pay: once they are loaded, 50 rows are enough for them.
_NUMPY_WARM, _NUMPY_COLD = 0, 1 << 22
# Pairs in a task of the kernels: some hundredths of a second.
_PAIRS_A_TASK = 1 << 21
# Values subtracted at once by NumPy.
_VALUES_AT_ONCE = 1 << 18


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
    """

    def __init__(
        self, X: Any, others: np.ndarray, rows: np.ndarray, n_jobs: int | None = None
    ) -> None:
        self._n_jobs = n_jobs
        self._n_others, self._n = len(others), len(rows)
        both = X[np.concatenate([others, rows])]
        if sparse.issparse(both):
            both = both.toarray()
        self._rows = pad_lanes(both, distance_scale(both))
        self._limits = self._nearest(np.arange(self._n_others))

    def is_wrong(self, stored: np.ndarray) -> np.ndarray:
        """Whether each row would be taken for one of the others.

        Parameters
        ----------
        stored : ndarray of int
            Positions, among the rows, of those that are stored.
        """
        return np.asarray(self._nearest(self._n_others + stored) >= self._limits)

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
        if _kernels_pay(self._n * self._n):
            return self._condense_by_kernels(stored, passes, is_passed)
        return self._condense_by_numpy(stored, passes, is_passed)

    def _condense_by_kernels(
        self, stored: np.ndarray, passes: np.ndarray, is_passed: np.ndarray
    ) -> np.ndarray:
        from fastsmote.kernels.condensing import store_rows

        rows = self._rows[self._n_others :].ravel()
        n_stored = len(stored)
        found = np.empty(n_stored + self._n, dtype=np.int64)
        found[:n_stored] = stored
        passes = passes.astype(np.int64)
        step = max(1, _PAIRS_A_TASK // self._n)
        for first in range(0, self._n, step):  # in pieces, so that Ctrl-C is answered
            last = min(first + step, self._n)
            n_stored = store_rows(
                rows, self._limits, passes, is_passed, found, n_stored, first, last
            )
        return found[:n_stored]

    def _condense_by_numpy(
        self, stored: np.ndarray, passes: np.ndarray, is_passed: np.ndarray
    ) -> np.ndarray:
        found = stored.tolist()
        is_right = ~self.is_wrong(stored)
        for i in range(self._n):
            if is_right[i] or is_passed[i]:
                continue
            found.append(i)
            later = self._rows[self._n_others + i :]
            is_right[i:] |= sq_distances(later, later[0]) < self._limits[i:]
            if passes[i] < self._n:
                is_passed[passes[i]] = True
        return np.array(found, dtype=np.intp)

    def _nearest(self, stored: np.ndarray) -> np.ndarray:
        """Squared distance of each row to the nearest of those at some places."""
        if _kernels_pay(self._n * len(stored)):
            return self._nearest_by_kernels(stored)
        return self._nearest_by_numpy(stored)

    def _nearest_by_numpy(self, stored: np.ndarray) -> np.ndarray:
        nearest = np.full(self._n, np.inf)
        step = max(1, _VALUES_AT_ONCE // self._rows.shape[1])
        for place in stored:
            for start in range(0, self._n, step):
                part = slice(start, min(start + step, self._n))
                rows = self._rows[self._n_others + start :][: part.stop - start]
                distances = sq_distances(rows, self._rows[place])
                np.minimum(nearest[part], distances, out=nearest[part])
        return nearest

    def _nearest_by_kernels(self, stored: np.ndarray) -> np.ndarray:
        from fastsmote.kernels.condensing import nearest_distances

        nearest = np.full(self._n, np.inf)
        rows, width = self._rows.ravel(), self._rows.shape[1]
        stored = stored.astype(np.int64)

        def look(first: int, last: int) -> None:
            shift = self._n_others
            nearest_distances(rows, width, stored, shift + first, shift + last, nearest[first:last])

        step = max(1, _PAIRS_A_TASK // len(stored))
        tasks = [(first, min(first + step, self._n)) for first in range(0, self._n, step)]
        run(look, tasks, thread_count(self._n_jobs) if len(tasks) > 1 else 1)
        return nearest


def run_condensing_kernels() -> None:
    """Classify a few rows by each kernel: whatever is compiled then is kept."""
    rows = np.arange(2)
    rule = NearestRule(np.zeros((4, 1)), rows, rows + 2, 1)
    rule._nearest_by_kernels(rows)
    rule._condense_by_kernels(rows[:1], rows, np.zeros(2, dtype=bool))


def _kernels_pay(n_pairs: int) -> bool:
    return pays("condensing", n_pairs, _NUMPY_WARM, _NUMPY_COLD)

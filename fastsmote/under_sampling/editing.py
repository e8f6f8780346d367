"""Editing: rows that their neighbors' labels contradict are removed, once or in rounds."""

from collections.abc import Iterable
from numbers import Integral
from typing import Any, ClassVar

import numpy as np
from sklearn.base import clone

from fastsmote.neighbors import RemainingNeighbors, estimator_behind, find_neighbors
from fastsmote.planning import count_labels, smallest_class
from fastsmote.under_sampling.base import BaseCleaner
from fastsmote.validation import (
    CLEANER_CONSTRAINTS,
    NEIGHBORS_ESTIMATOR,
    POSITIVE_INT,
    check_within_reach,
    one_of,
)

# What scikit-learn's search and its classifier are told alike.
_SEARCH_PARAMETERS = ("algorithm", "leaf_size", "metric", "metric_params", "n_jobs", "p")


def agree(votes: np.ndarray, own: np.ndarray, kind_sel: str) -> np.ndarray:
    """Whether neighbors agree with the label of a row.

    Parameters
    ----------
    votes : ndarray of shape (n_rows, n_neighbors), int
        Labels of the neighbors, by number.
    own : ndarray of shape (n_rows,), int
        Label of the row.
    kind_sel : {'all', 'mode'}
        All neighbors have to bear the label, or more of them than bear any other; of labels that
        are equally frequent the first one counts.

    Returns
    -------
    ndarray of shape (n_rows,), bool
    """
    if kind_sel == "all":
        return np.asarray((votes == own[:, np.newaxis]).all(axis=1))
    n_own: np.ndarray = np.count_nonzero(votes == own[:, np.newaxis], axis=1)
    is_mode: np.ndarray = n_own > 0
    for vote in votes.T:
        n_others = np.count_nonzero(votes == vote[:, np.newaxis], axis=1)
        is_mode &= (n_others < n_own) | ((n_others == n_own) & (vote >= own))
    return is_mode


class BaseEditing(BaseCleaner):
    """What the samplers that edit share: their parameters and the estimator behind one of them."""

    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **CLEANER_CONSTRAINTS,
        "n_neighbors": [POSITIVE_INT, NEIGHBORS_ESTIMATOR],
        "kind_sel": [one_of("all", "mode")],
    }

    n_neighbors: Any
    kind_sel: str

    @property
    def nn_(self) -> Any:
        """The estimator behind ``n_neighbors``."""
        return estimator_behind(self, "n_neighbors", "_nn")


class Editing:
    """Rows of which each round removes those that their neighbors contradict.

    Parameters
    ----------
    X : ndarray or CSR container of shape (n_samples, n_features)
        Feature rows.
    y : ndarray of shape (n_samples,)
        Class labels.
    n_neighbors : int or estimator
        Neighbors of a row that a round looks at; the largest number if it differs.
    kind_sel, n_jobs
        As in the samplers.

    Attributes
    ----------
    estimator : estimator object or None
        Clone of ``n_neighbors`` that was fitted last.
    """

    def __init__(
        self, X: Any, y: np.ndarray, n_neighbors: Any, kind_sel: str, n_jobs: int | None
    ) -> None:
        self._X, self._y, self._kind_sel, self._n_jobs = X, y, kind_sel, n_jobs
        self.estimator: Any = None
        self._labels, self._counts = count_labels(y)
        self._codes = np.searchsorted(self._labels, y)
        self._minority = int(np.searchsorted(self._labels, smallest_class(y)))
        # more than are looked at would outlast more rounds, but take as long to find as they save
        n_listed = int(n_neighbors) if isinstance(n_neighbors, Integral) else 0
        self._neighbors = RemainingNeighbors(X, n_listed, n_jobs)

    def rows(self) -> np.ndarray:
        """Rows that are left, class by class, as imbalanced-learn orders them."""
        rows = np.flatnonzero(self._neighbors.is_left)
        return rows[np.argsort(self._codes[rows], kind="stable")]

    def edit(self, n_neighbors: Any, labels: Iterable[Any]) -> int:
        """Remove rows of some classes whose neighbors do not agree; return how many."""
        is_left = self._neighbors.is_left
        is_named = np.isin(self._labels, list(labels))
        rows = np.flatnonzero(is_left & is_named[self._codes])
        if len(rows) == 0:
            return 0
        votes = self._codes[self._nearest(rows, n_neighbors)]
        removed = rows[~agree(votes, self._codes[rows], self._kind_sel)]
        is_left[removed] = False
        return len(removed)

    def has_overtaken_class(self) -> bool:
        """Whether a class has become smaller than the smallest one was at first."""
        left = self._counts_left()
        others = np.delete(left, self._minority)
        return bool(np.any(others[others > 0] < self._counts[self._minority]))

    def has_lost_class(self) -> bool:
        """Whether no row of some class is left."""
        return bool(np.any(self._counts_left() == 0))

    def _counts_left(self) -> np.ndarray:
        codes = self._codes[self._neighbors.is_left]
        return np.bincount(codes, minlength=len(self._labels))

    def _nearest(self, rows: np.ndarray, n_neighbors: Any) -> np.ndarray:
        if isinstance(n_neighbors, Integral):
            n_left = int(np.count_nonzero(self._neighbors.is_left))
            check_within_reach("n_neighbors", n_neighbors, n_left)
            return self._neighbors.nearest(rows, int(n_neighbors))
        left = np.flatnonzero(self._neighbors.is_left)
        found, self.estimator = find_neighbors(
            n_neighbors, self._X, self._n_jobs, among=left, of=rows
        )
        return found


def size_of(n_neighbors: Any) -> int:
    """Neighbors that a parameter means; an estimator names the row itself besides."""
    if isinstance(n_neighbors, Integral):
        return int(n_neighbors)
    return int(n_neighbors.n_neighbors) - 1


def of_size(n_neighbors: Any, size: int) -> Any:
    """The parameter for another number of neighbors."""
    if isinstance(n_neighbors, Integral):
        return size
    if hasattr(n_neighbors, "predict"):
        return unlabeled(n_neighbors, size + 1)
    return clone(n_neighbors).set_params(n_neighbors=size + 1)


def unlabeled(classifier: Any, n_neighbors: Any) -> Any:
    """Search as a classifier's, which cannot be fitted without labels."""
    # imported when it is needed: it takes longer than a small resample
    from sklearn.neighbors import NearestNeighbors

    return NearestNeighbors(n_neighbors=n_neighbors, **search_of(classifier))


def search_of(estimator: Any) -> dict[str, Any]:
    """Parameters by which an estimator searches."""
    params = estimator.get_params(deep=False)
    return {name: params[name] for name in _SEARCH_PARAMETERS if name in params}

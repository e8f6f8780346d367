"""NearMiss: rows of the larger classes that are near those of the smallest."""

from numbers import Integral
from typing import Any, ClassVar

import numpy as np
from sklearn.base import clone

from fastsmote.errors import warn_caller
from fastsmote.errors.origins import of_another_version
from fastsmote.errors.outcomes import too_few_chosen
from fastsmote.neighbors import (
    asking,
    estimator_behind,
    k_farthest_others,
    k_nearest_others,
    least_total_distances,
    number_told,
    total_distances,
)
from fastsmote.planning import (
    SamplingStrategy,
    count_labels,
    plan_under_sampling,
    rows_of_class,
    smallest_class,
)
from fastsmote.under_sampling.base import BaseSelector
from fastsmote.validation import (
    NEIGHBORS_ESTIMATOR,
    POSITIVE_INT,
    UNDER_SAMPLER_CONSTRAINTS,
    check_references,
    int_between,
)


class NearMiss(BaseSelector):
    """Keep the rows of a class that are nearest to the smallest class, by one of three measures.

    The rows and their order are those of ``imblearn.under_sampling.NearMiss`` for the same
    parameters and data.

    Parameters
    ----------
    sampling_strategy : float, str, dict or callable, default='auto'
        How many rows are to be left of each class.

        - str: ``'auto'`` or ``'not minority'``, ``'majority'``, ``'not majority'``, ``'all'``:
          bring these classes to the size of the smallest one.
        - float in (0, 1], for two classes only: the number of rows in the minority class over
          that in the majority class after resampling.
        - dict: class label to number of rows after resampling.
        - callable: takes ``y`` and returns such a dict.

    version : {1, 2, 3}, default=1
        Which rows are kept.

        - 1: those with the smallest mean distance to the nearest rows of the smallest class.
        - 2: those with the smallest mean distance to the farthest rows of the smallest class.
        - 3: of the nearest neighbors of each row of the smallest class those with the largest mean
          distance to the nearest rows of the smallest class; they may be fewer than wanted.

    n_neighbors : int or object, default=3
        Number of rows of the smallest class over which distances are averaged; or an estimator
        with ``kneighbors``, ``kneighbors_graph`` and ``n_neighbors``, fitted to that class.

    n_neighbors_ver3 : int or object, default=3
        For version 3: neighbors that each row of the smallest class chooses; or an estimator,
        fitted to the class that is to lose rows.

    n_jobs : int or None, default=None
        Threads to use. None: those of an active joblib configuration, otherwise all cores that
        the process may use (one within a joblib worker); -1: all; n < 0: all but ``-n - 1``. The
        result does not depend on it.

    Attributes
    ----------
    sampling_strategy_ : dict
        Class label to number of rows left.

    nn_, nn_ver3_ : estimator object
        Fitted clones of ``n_neighbors`` and, for version 3, ``n_neighbors_ver3``; for an int an
        unfitted ``sklearn.neighbors.NearestNeighbors``.

    sample_indices_ : ndarray of shape (n_kept,)
        Rows of ``X`` that are kept, class by class; within a class the best first.

    n_features_in_ : int
        Number of features seen.

    feature_names_in_ : ndarray of shape (n_features_in_,)
        Names of the features, if all are strings.

    Notes
    -----
    Distances are Euclidean and exact, in float64; rows that are equally good rank by their
    position in ``X``. Version 2 holds no distances but those to the farthest rows.

    References
    ----------
    .. [1] I. Mani, I. Zhang, "kNN approach to unbalanced data distributions: a case study involving
       information extraction", Workshop on learning from imbalanced datasets, ICML (2003).

    Examples
    --------
    >>> from collections import Counter
    >>> from sklearn.datasets import make_classification
    >>> from fastsmote.under_sampling import NearMiss
    >>> X, y = make_classification(n_samples=1000, weights=[0.1, 0.9], random_state=10)
    >>> X_res, y_res = NearMiss().fit_resample(X, y)
    >>> sorted(Counter(y_res.tolist()).items())
    [(0, 102), (1, 102)]
    """

    _sampling_type = "under-sampling"
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **UNDER_SAMPLER_CONSTRAINTS,
        "version": [int_between(1, 3)],
        "n_neighbors": [POSITIVE_INT, NEIGHBORS_ESTIMATOR],
        "n_neighbors_ver3": [POSITIVE_INT, NEIGHBORS_ESTIMATOR],
    }

    def __init__(
        self,
        *,
        sampling_strategy: SamplingStrategy = "auto",
        version: int = 1,
        n_neighbors: Any = 3,
        n_neighbors_ver3: Any = 3,
        n_jobs: int | None = None,
    ) -> None:
        self.sampling_strategy = sampling_strategy
        self.version = version
        self.n_neighbors = n_neighbors
        self.n_neighbors_ver3 = n_neighbors_ver3
        self.n_jobs = n_jobs

    @property
    def nn_(self) -> Any:
        """The estimator behind ``n_neighbors``."""
        return estimator_behind(self, "n_neighbors", "_nn", 0)

    @property
    def nn_ver3_(self) -> Any:
        """The estimator behind ``n_neighbors_ver3``."""
        estimator = estimator_behind(self, "n_neighbors_ver3", "_nn_ver3", 0)
        if self.version != 3:
            raise of_another_version("nn_ver3_", 3, self.version)
        return estimator

    def _plan(self, y: np.ndarray) -> dict[Any, int]:
        return plan_under_sampling(self.sampling_strategy, y)

    def _select(self, X: Any, y: np.ndarray) -> np.ndarray:
        minority = rows_of_class(y, smallest_class(y), self.n_jobs)
        kept = []
        for label in count_labels(y)[0]:
            rows = rows_of_class(y, label, self.n_jobs)
            if label in self.sampling_strategy_:
                rows = self._nearest(X, rows, minority, self.sampling_strategy_[label])
            kept.append(rows)
        return np.concatenate(kept)

    def _nearest(self, X: Any, rows: np.ndarray, minority: np.ndarray, n_kept: int) -> np.ndarray:
        """The best rows of a class, the very best first."""
        if self.version == 3:
            rows = self._chosen_by(X, minority, rows)
            ranked = rank_first(-self._total_distances(X, rows, minority), n_kept)
        else:
            ranked = rank_first(self._total_distances(X, rows, minority, n_kept), n_kept)
        if len(ranked) < n_kept:
            warn_caller(too_few_chosen(n_kept, len(ranked), self.n_neighbors_ver3), UserWarning)
        best: np.ndarray = rows[ranked]
        return best

    def _chosen_by(self, X: Any, minority: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """Nearest neighbors, among some rows, of any row of the smallest class."""
        if isinstance(self.n_neighbors_ver3, Integral):
            k = int(self.n_neighbors_ver3)
            check_references("n_neighbors_ver3", k, len(rows), "the class to be resampled")
            return np.unique(k_nearest_others(X, k, minority, rows, self.n_jobs)[0])
        with asking("n_neighbors_ver3", self.n_neighbors_ver3, len(rows)):
            self._nn_ver3 = clone(self.n_neighbors_ver3).fit(X[rows])
            found = self._nn_ver3.kneighbors(X[minority], return_distance=False)
        chosen: np.ndarray = rows[np.unique(found)]
        return chosen

    def _total_distances(
        self, X: Any, rows: np.ndarray, minority: np.ndarray, n_best: int | None = None
    ) -> np.ndarray:
        """Sum over the nearest rows of the smallest class, or for version 2 the farthest.

        In units that are the same for all rows; of others than the ``n_best`` with the smallest it
        may be infinite.
        """
        if isinstance(self.n_neighbors, Integral):
            k = int(self.n_neighbors)
            if self.version == 2:  # of fewer rows all are the farthest, as for imbalanced-learn
                k = min(k, len(minority))
            check_references("n_neighbors", k, len(minority), "the smallest class")
            if self.version == 1 and n_best and n_best < len(rows):
                return least_total_distances(X, k, rows, minority, n_best, self.n_jobs)
            seek = k_farthest_others if self.version == 2 else k_nearest_others
            return total_distances(seek(X, k, rows, minority, self.n_jobs)[1])
        with asking("n_neighbors", self.n_neighbors, len(minority)):
            self._nn = clone(self.n_neighbors).fit(X[minority])
            n_averaged = number_told("n_neighbors", self._nn)
            n_sought = len(minority) if self.version == 2 else n_averaged
            distances, _ = self._nn.kneighbors(X[rows], n_neighbors=n_sought)
            total: np.ndarray = distances[:, -n_averaged:].sum(axis=1)
        return total


def rank_first(values: np.ndarray, n: int) -> np.ndarray:
    """Places of the ``n`` smallest values, or of all if they are fewer, by (value, place)."""
    places = np.arange(len(values))
    if n < len(values):  # selecting them takes a fraction of the time that ranking all does
        places = np.flatnonzero(values <= np.partition(values, n - 1)[n - 1])
    ranked: np.ndarray = places[np.argsort(values[places], kind="stable")]
    return ranked[:n]

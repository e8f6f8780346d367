"""CNN: condensed nearest neighbour."""

from typing import Any

import numpy as np

from fastsmote.neighbors import NearestRule
from fastsmote.planning import CleaningStrategy
from fastsmote.under_sampling.condensing import BaseCondensing


class CondensedNearestNeighbour(BaseCondensing):
    """Keep of a class the rows that those kept before, and the smallest class, get wrong.

    The rows and their order are those of ``imblearn.under_sampling.CondensedNearestNeighbour`` for
    the same parameters and data. The store begins with all rows of the smallest class and some
    drawn ones of the class at hand, whose rows are then tried in their order, once.

    Parameters
    ----------
    sampling_strategy : str, list or callable, default='auto'
        Classes that may lose rows.

        - str: ``'auto'`` or ``'not minority'``, ``'majority'``, ``'not majority'``, ``'all'``.
        - list: class labels.
        - callable: takes ``y`` and returns such a list, or a dict whose keys are the labels.

    random_state : int, RandomState instance or None, default=None
        Source of the seeds. An int gives the same rows at each call.

    n_neighbors : int or classifier, default=None
        Number of nearest stored rows that classify a row, None for 1; or a classifier with
        ``kneighbors``.

    n_seeds_S : int, default=1
        Rows of each class, drawn with replacement, that are stored at first.

    n_jobs : int or None, default=None
        Threads to use. None: those of an active joblib configuration, otherwise all cores that
        the process may use (one within a joblib worker); -1: all; n < 0: all but ``-n - 1``. The
        result does not depend on it.

    Attributes
    ----------
    sampling_strategy_ : dict
        Label of each class that may lose rows to the size of the smallest class.

    estimators_ : list of estimator objects
        For each class of ``sampling_strategy_`` a classifier fitted to its store; fitted when asked
        for.

    sample_indices_ : ndarray of shape (n_kept,)
        Rows of ``X`` that are kept, class by class, seeds first.

    n_features_in_ : int
        Number of features seen.

    feature_names_in_ : ndarray of shape (n_features_in_,)
        Names of the features, if all are strings.

    Notes
    -----
    With one neighbor a row is kept unless a row of its class that has been kept is nearer than all
    rows of the smallest class, whose distances are computed once; so with more neighbors, of which
    as many have to be near as a vote takes. A classifier is fitted anew for each row that is kept.

    As in imbalanced-learn, a row is passed over if its position in its class is the position in
    ``X`` of a row that has been kept.

    References
    ----------
    .. [1] P. E. Hart, "The condensed nearest neighbor rule", IEEE Transactions on Information
       Theory 14 (1968), 515-516.

    Examples
    --------
    >>> from collections import Counter
    >>> from sklearn.datasets import make_classification
    >>> from fastsmote.under_sampling import CondensedNearestNeighbour
    >>> X, y = make_classification(n_samples=1000, weights=[0.1, 0.9], random_state=10)
    >>> X_res, y_res = CondensedNearestNeighbour(random_state=42).fit_resample(X, y)
    >>> sorted(Counter(y_res.tolist()).items())
    [(0, 102), (1, 211)]
    """

    def __init__(
        self,
        *,
        sampling_strategy: CleaningStrategy = "auto",
        random_state: "int | np.random.RandomState | None" = None,
        n_neighbors: Any = None,
        n_seeds_S: int = 1,
        n_jobs: int | None = None,
    ) -> None:
        self.sampling_strategy = sampling_strategy
        self.random_state = random_state
        self.n_neighbors = n_neighbors
        self.n_seeds_S = n_seeds_S
        self.n_jobs = n_jobs

    def _condense(
        self, X: Any, y: np.ndarray, others: np.ndarray, rows: np.ndarray, seeds: np.ndarray
    ) -> np.ndarray:
        is_passed = np.zeros(len(rows), dtype=bool)
        is_passed[rows[seeds][rows[seeds] < len(rows)]] = True
        k = self._n_deciding(X)
        if not k:
            return self._condense_by_classifier(X, y, others, rows, seeds, is_passed)
        if k == 1:  # a seed is stored, even if it equals a row of the smallest class
            is_passed[seeds] = True
        wins_ties = bool(y[rows[0]] < y[others[0]])  # as in scikit-learn's classifier
        rule = NearestRule(X, others, rows, self.n_jobs, k, wins_ties)
        stored: np.ndarray = rows[rule.condense(seeds, rows, is_passed)]
        return stored

    def _condense_by_classifier(
        self,
        X: Any,
        y: np.ndarray,
        others: np.ndarray,
        rows: np.ndarray,
        seeds: np.ndarray,
        is_passed: np.ndarray,
    ) -> np.ndarray:
        stored = rows[seeds].tolist()

        def wrong_from(first: int) -> np.ndarray:
            """Positions from ``first`` on that the store gets wrong."""
            if first == len(rows):
                return np.empty(0, dtype=np.intp)
            store = np.concatenate([others, stored])
            return np.flatnonzero(self._gets_wrong(X, y, store, rows[first:])) + first

        wrong = wrong_from(0)
        while len(wrong := wrong[~is_passed[wrong]]):
            row = rows[wrong[0]]
            stored.append(row)
            if row < len(rows):
                is_passed[row] = True
            wrong = wrong_from(int(wrong[0]) + 1)
        return np.array(stored, dtype=np.intp)

    def _stored_of(self, kept: np.ndarray) -> np.ndarray:
        return kept

"""OSS: one-sided selection."""

from typing import Any

import numpy as np

from fastsmote.neighbors import NearestRule
from fastsmote.planning import CleaningStrategy
from fastsmote.under_sampling.condensing import BaseCondensing
from fastsmote.under_sampling.tomek_links import TomekLinks, nearest_across_classes


class OneSidedSelection(BaseCondensing):
    """Keep of a class the rows that some seeds and the smallest class get wrong, without links.

    The rows and their order are those of ``imblearn.under_sampling.OneSidedSelection`` for the same
    parameters and data. Rows that are then in a Tomek link are removed.

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
    Neighbors are the exact nearest in Euclidean distance; rows that are equally far rank by their
    position in ``X``.

    References
    ----------
    .. [1] M. Kubat, S. Matwin, "Addressing the curse of imbalanced training sets: one-sided
       selection", ICML (1997), 179-186.

    Examples
    --------
    >>> from collections import Counter
    >>> from sklearn.datasets import make_classification
    >>> from fastsmote.under_sampling import OneSidedSelection
    >>> X, y = make_classification(n_samples=1000, weights=[0.1, 0.9], random_state=10)
    >>> X_res, y_res = OneSidedSelection(random_state=42).fit_resample(X, y)
    >>> sorted(Counter(y_res.tolist()).items())
    [(0, 102), (1, 869)]
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

    def _select(self, X: Any, y: np.ndarray) -> np.ndarray:
        kept = super()._select(X, y)
        nearest = nearest_across_classes(X[kept], y[kept], self.n_jobs)
        is_linked = TomekLinks.is_tomek(y[kept], nearest, self.sampling_strategy_)
        return np.asarray(kept[~is_linked])

    def _condense(
        self, X: Any, y: np.ndarray, others: np.ndarray, rows: np.ndarray, seeds: np.ndarray
    ) -> np.ndarray:
        is_tried = np.ones(len(rows), dtype=bool)
        is_tried[seeds] = False
        if self._n_deciding(X) == 1:
            is_wrong = NearestRule(X, others, rows, self.n_jobs).is_wrong(seeds)
        else:
            store = np.concatenate([others, rows[seeds]])
            is_wrong = self._gets_wrong(X, y, store, rows)
        return np.concatenate([rows[seeds], rows[is_wrong & is_tried]])

    def _stored_of(self, kept: np.ndarray) -> np.ndarray:
        return kept[: self.n_seeds_S]

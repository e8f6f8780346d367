"""NCR: neighbourhood cleaning rule."""

from numbers import Integral
from typing import Any, ClassVar

import numpy as np
from sklearn.base import clone
from sklearn.utils.validation import check_is_fitted

from fastsmote.errors.parameters import no_sample_indices
from fastsmote.neighbors import asking, find_neighbors, number_told
from fastsmote.planning import CleaningStrategy, count_labels, rows_of_class, smallest_class
from fastsmote.under_sampling.base import BaseCleaner
from fastsmote.under_sampling.edited_nearest_neighbours import EditedNearestNeighbours
from fastsmote.under_sampling.editing import agree, search_of, unlabeled
from fastsmote.validation import (
    CLEANER_CONSTRAINTS,
    NEIGHBORS_ESTIMATOR,
    POSITIVE_FLOAT,
    POSITIVE_INT,
    check_within_reach,
    instance_with,
)


class NeighbourhoodCleaningRule(BaseCleaner):
    """Edit, and remove the neighbors by which rows of the smallest class are misclassified.

    The rows and their order are those of ``imblearn.under_sampling.NeighbourhoodCleaningRule`` for
    the same parameters and data.

    Parameters
    ----------
    sampling_strategy : str, list or callable, default='auto'
        Classes that may lose rows.

        - str: ``'auto'`` or ``'not minority'``, ``'majority'``, ``'not majority'``, ``'all'``.
        - list: class labels.
        - callable: takes ``y`` and returns such a list, or a dict whose keys are the labels.

    edited_nearest_neighbours : sampler object, default=None
        What edits, such as :class:`EditedNearestNeighbours`: anything with ``fit_resample`` that
        sets ``sample_indices_``. None: one with ``n_neighbors`` and ``kind_sel='mode'``.

    n_neighbors : int or object, default=3
        Number of nearest neighbors that classify a row; or a ``KNeighborsClassifier``; or an
        estimator such as ``NearestNeighbors``, whose first neighbor is taken to be the row itself.
        Both tell their ``n_neighbors``.

    threshold_cleaning : float, default=0.5
        Neighbors are removed from the classes that are larger than this share of the smallest one.

    n_jobs : int or None, default=None
        Threads to use. None: those of an active joblib configuration, otherwise all cores that
        the process may use (one within a joblib worker); -1: all; n < 0: all but ``-n - 1``. The
        result does not depend on it.

    Attributes
    ----------
    sampling_strategy_ : dict
        Label of each class that may lose rows to the size of the smallest class.

    edited_nearest_neighbours_ : sampler object
        What edited.

    nn_ : estimator object
        The classifier behind ``n_neighbors``; for an int an unfitted ``KNeighborsClassifier``.

    classes_to_clean_ : list
        Classes from which neighbors are removed.

    sample_indices_ : ndarray of shape (n_kept,)
        Rows of ``X`` that are kept, ascending.

    n_features_in_ : int
        Number of features seen.

    feature_names_in_ : ndarray of shape (n_features_in_,)
        Names of the features, if all are strings.

    Notes
    -----
    As in imbalanced-learn, a row of the smallest class counts among the neighbors that classify it,
    and not among those that are removed.

    Neighbors are the exact nearest in Euclidean distance; rows that are equally far rank by their
    position in ``X``.

    References
    ----------
    .. [1] J. Laurikkala, "Improving identification of difficult small classes by balancing class
       distribution", Artificial Intelligence in Medicine, AIME (2001), 63-66.

    Examples
    --------
    >>> from collections import Counter
    >>> from sklearn.datasets import make_classification
    >>> from fastsmote.under_sampling import NeighbourhoodCleaningRule
    >>> X, y = make_classification(n_samples=1000, weights=[0.1, 0.9], random_state=10)
    >>> X_res, y_res = NeighbourhoodCleaningRule().fit_resample(X, y)
    >>> sorted(Counter(y_res.tolist()).items())
    [(0, 102), (1, 772)]
    """

    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **CLEANER_CONSTRAINTS,
        "edited_nearest_neighbours": [instance_with("sampler", "fit_resample"), None],
        "n_neighbors": [POSITIVE_INT, NEIGHBORS_ESTIMATOR],
        "threshold_cleaning": [POSITIVE_FLOAT],
    }

    def __init__(
        self,
        *,
        sampling_strategy: CleaningStrategy = "auto",
        edited_nearest_neighbours: Any = None,
        n_neighbors: Any = 3,
        threshold_cleaning: float = 0.5,
        n_jobs: int | None = None,
    ) -> None:
        self.sampling_strategy = sampling_strategy
        self.edited_nearest_neighbours = edited_nearest_neighbours
        self.n_neighbors = n_neighbors
        self.threshold_cleaning = threshold_cleaning
        self.n_jobs = n_jobs

    @property
    def nn_(self) -> Any:
        """The classifier behind ``n_neighbors``."""
        check_is_fitted(self, "sampling_strategy_")
        fitted = getattr(self, "_nn", None)
        return self._classifier() if fitted is None else fitted

    def _select(self, X: Any, y: np.ndarray) -> np.ndarray:
        self.edited_nearest_neighbours_ = self._editor()
        self.edited_nearest_neighbours_.fit_resample(X, y)
        if not hasattr(self.edited_nearest_neighbours_, "sample_indices_"):
            raise no_sample_indices(self.edited_nearest_neighbours)
        is_kept = np.zeros(len(y), dtype=bool)
        is_kept[self.edited_nearest_neighbours_.sample_indices_] = True

        minority = smallest_class(y)
        n_more_than = self.threshold_cleaning * np.count_nonzero(y == minority)
        large = [label for label, n in zip(*count_labels(y), strict=True) if n > n_more_than]
        self.classes_to_clean_ = sorted(
            (label for label in large if label in self.sampling_strategy_),
            key=lambda label: int(np.argmax(y == label)),
        )
        neighbors = self._neighbors_of_misclassified(X, y, rows_of_class(y, minority, self.n_jobs))
        is_kept[neighbors[np.isin(y[neighbors], self.classes_to_clean_)]] = False
        return np.flatnonzero(is_kept)

    def _neighbors_of_misclassified(self, X: Any, y: np.ndarray, rows: np.ndarray) -> np.ndarray:
        self._nn = None
        if not isinstance(self.n_neighbors, Integral):
            with asking("n_neighbors", self.n_neighbors, len(y)):
                self._nn = self._classifier().fit(X, y)
                n_listed = number_told("n_neighbors", self._nn) + 1
                found = self._nn.kneighbors(X[rows], n_neighbors=n_listed, return_distance=False)
            return np.ravel(found[self._nn.predict(X[rows]) != y[rows], 1:])
        check_within_reach("n_neighbors", int(self.n_neighbors), len(y))
        found, _ = find_neighbors(self.n_neighbors, X, self.n_jobs, of=rows)
        codes = np.searchsorted(count_labels(y)[0], y)
        own = codes[rows]
        votes = np.column_stack([own, codes[found[:, :-1]]])
        return np.ravel(found[~agree(votes, own, "mode")])

    def _editor(self) -> Any:
        if self.edited_nearest_neighbours is not None:
            return clone(self.edited_nearest_neighbours)
        n_neighbors = self.n_neighbors
        if hasattr(n_neighbors, "predict"):
            n_neighbors = unlabeled(n_neighbors, number_told("n_neighbors", n_neighbors) + 1)
        return EditedNearestNeighbours(
            sampling_strategy=self.sampling_strategy,
            n_neighbors=n_neighbors,
            kind_sel="mode",
            n_jobs=self.n_jobs,
        )

    def _classifier(self) -> Any:
        if hasattr(self.n_neighbors, "predict"):
            return clone(self.n_neighbors)
        # imported when it is needed: it takes longer than a small resample
        from sklearn.neighbors import KNeighborsClassifier

        if isinstance(self.n_neighbors, Integral):
            return KNeighborsClassifier(n_neighbors=self.n_neighbors, n_jobs=self.n_jobs)
        n_others = number_told("n_neighbors", self.n_neighbors) - 1
        return KNeighborsClassifier(n_neighbors=n_others, **search_of(self.n_neighbors))

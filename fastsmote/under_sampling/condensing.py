"""Condensing: of a class those rows are kept that a store of other rows gets wrong."""

from numbers import Integral
from typing import Any, ClassVar

import numpy as np
from scipy import sparse
from sklearn.base import clone
from sklearn.utils.validation import check_is_fitted

from fastsmote.drawing import draw_store_seeds
from fastsmote.neighbors import asking, fits_dense
from fastsmote.planning import count_labels, rows_of_class, smallest_class
from fastsmote.under_sampling.base import BaseCleaner
from fastsmote.validation import CLEANER_CONSTRAINTS, POSITIVE_INT, check_references, instance_with

CLASSIFIER = instance_with("classifier", "fit", "predict", "kneighbors")


class BaseCondensing(BaseCleaner):
    """What the samplers that condense share: each class beside the smallest one, from seeds."""

    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **CLEANER_CONSTRAINTS,
        "random_state": ["random_state"],
        "n_neighbors": [POSITIVE_INT, CLASSIFIER, None],
        "n_seeds_S": [POSITIVE_INT],
    }

    random_state: Any
    n_neighbors: Any
    n_seeds_S: int  # noqa: N815 (imbalanced-learn's name)

    @property
    def estimators_(self) -> list[Any]:
        """Classifiers fitted to the store of each class."""
        check_is_fitted(self, "_stores")
        return [self._classifier().fit(X, y) for X, y in self._stores]

    def _select(self, X: Any, y: np.ndarray) -> np.ndarray:
        rows_of = {label: rows_of_class(y, label, self.n_jobs) for label in count_labels(y)[0]}
        minority = smallest_class(y)
        sizes = [len(rows_of[label]) for label in self.sampling_strategy_]
        drawn = draw_store_seeds(self.random_state, sizes, self.n_seeds_S)
        seeds = dict(zip(self.sampling_strategy_, drawn, strict=True))
        self._stores = []
        kept = []
        for label, rows in rows_of.items():
            if label not in seeds:
                kept.append(rows)
                continue
            stored = rows[seeds[label]]
            if label != minority:  # a store of one class gets nothing wrong
                n_stored = len(rows_of[minority]) + self.n_seeds_S
                if isinstance(self.n_neighbors, Integral):
                    which = "the smallest class and n_seeds_S of another"
                    check_references("n_neighbors", int(self.n_neighbors), n_stored, which)
                stored = self._condense(X, y, rows_of[minority], rows, seeds[label])
            kept.append(stored)
            in_store = np.concatenate([rows_of[minority], self._stored_of(stored)])
            self._stores.append((X[in_store], y[in_store]))
        return np.concatenate(kept)

    def _condense(
        self, X: Any, y: np.ndarray, others: np.ndarray, rows: np.ndarray, seeds: np.ndarray
    ) -> np.ndarray:
        """Rows of a class to keep, those of the seeds first.

        Parameters
        ----------
        X : ndarray or CSR container of shape (n_samples, n_features)
            All rows.
        y : ndarray of shape (n_samples,)
            Class labels.
        others : ndarray of shape (n_minority,), intp
            Rows of the smallest class, all of them stored.
        rows : ndarray of shape (n_rows,), intp
            Rows of the class.
        seeds : ndarray of shape (n_seeds_S,), intp
            Positions in ``rows`` of those that are stored at first.
        """
        raise NotImplementedError

    def _stored_of(self, kept: np.ndarray) -> np.ndarray:
        """Those of the rows kept that are in the store."""
        raise NotImplementedError

    def _n_deciding(self, X: Any) -> int:
        """How many stored rows decide; 0 if a classifier has to, or rows cannot be dense."""
        if sparse.issparse(X) and not fits_dense(*X.shape):
            return 0  # scikit-learn's classifier answers
        if self.n_neighbors is None:
            return 1
        return int(self.n_neighbors) if isinstance(self.n_neighbors, Integral) else 0

    def _gets_wrong(self, X: Any, y: np.ndarray, store: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """Which of some rows a classifier gets wrong that is fitted to the store."""
        with asking("n_neighbors", self.n_neighbors, len(store)):
            predicted = self._classifier().fit(X[store], y[store]).predict(X[rows])
        return np.asarray(predicted != y[rows])

    def _classifier(self) -> Any:
        if self.n_neighbors is not None and not isinstance(self.n_neighbors, Integral):
            return clone(self.n_neighbors)
        # imported when it is needed: it takes longer than a small resample
        from sklearn.neighbors import KNeighborsClassifier

        return KNeighborsClassifier(n_neighbors=self.n_neighbors or 1, n_jobs=self.n_jobs)

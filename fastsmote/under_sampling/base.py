"""What the samplers share that keep some of the rows and make none."""

from typing import Any, ClassVar

import numpy as np
from scipy import sparse
from sklearn.utils import Tags

from fastsmote.assembly import take_rows
from fastsmote.attributes import all_or_nothing
from fastsmote.base import BaseSampler
from fastsmote.planning import plan_cleaning
from fastsmote.provenance import origin_of_kept
from fastsmote.validation import CLEANER_CONSTRAINTS


class BaseSelector(BaseSampler):
    """Base of the samplers that keep some of the rows and make none."""

    sample_indices_: np.ndarray

    @all_or_nothing
    def fit_resample(
        self, X: Any, y: Any, *, sample_weight: Any = None, keep_index: bool = False
    ) -> tuple[Any, ...]:
        """Resample the data.

        Parameters
        ----------
        X : {array-like, dataframe, sparse matrix} of shape (n_samples, n_features)
            Feature rows; finite numbers; not modified.
        y : array-like of shape (n_samples,)
            Class labels, or their one-hot encoding of shape (n_samples, n_classes).
        sample_weight : array-like of shape (n_samples,), default=None
            Weights of the rows, finite and not negative.
        keep_index : bool, default=False
            Whether the rows of pandas objects keep their labels; by default they get a RangeIndex.
            The indices of ``X``, ``y`` and a Series of weights must be equal.

        Returns
        -------
        X_resampled : container of ``X``, of shape (n_samples_new, n_features)
            The rows of ``sample_indices_``; dtype of ``X``.
        y_resampled : container of ``y``, of shape (n_samples_new,)
            Their labels.
        sample_weight_resampled : list, Series or ndarray of shape (n_samples_new,)
            If ``sample_weight`` is given: their weights, float32 if these are, otherwise float64.
            A Series keeps its name.

        Raises
        ------
        ValueError
            Parameters or data that cannot be used; the message says what is accepted.
        """
        X, y, companions = self._open(X, y, sample_weight, keep_index)
        self._check_values(X, companions.names)
        kept = self.sample_indices_ = self._select(X.tocsr() if sparse.issparse(X) else X, y)
        X, y = take_rows(X, kept, self.n_jobs), y[kept]
        return companions.restore(X, y, lambda: origin_of_kept(kept), kept)

    def _select(self, X: Any, y: np.ndarray) -> np.ndarray:
        """Rows to keep, in the order of the result.

        Parameters
        ----------
        X : ndarray or CSR container of shape (n_samples, n_features)
            All rows.
        y : ndarray of shape (n_samples,)
            Class labels.

        Returns
        -------
        ndarray of shape (n_kept,), intp
        """
        raise NotImplementedError

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.sampler_tags.sample_indices = True
        return tags


class BaseCleaner(BaseSelector):
    """Base of the selectors for which the data decide how many rows a class loses."""

    _sampling_type = "clean-sampling"
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = CLEANER_CONSTRAINTS

    def _plan(self, y: np.ndarray) -> dict[Any, int]:
        return plan_cleaning(self.sampling_strategy, y)

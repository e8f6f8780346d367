"""The six stages joined: what every sampler does, once and in order.

::

    X, y --1 validation--> arrays + containers
         --2 planning----> per class: number of rows to make
         --4 drawing-----> seed, neighbor column, step      (before the search: draws do not
         --3 neighbors---> k nearest rows of drawn seeds     depend on neighbors, so only seeds
         --5 interpolation> synthetic rows, in place         that were drawn are searched)
         --6 assembly----> original + synthetic in the caller's containers

A sampler overrides the stage that makes it different, and nothing else.
"""

from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, OneToOneFeatureMixin
from sklearn.utils import InputTags, Tags

from fastsmote.assembly import Containers, allocate, append_labels
from fastsmote.interpolation import Segments, interpolate, interpolate_sparse
from fastsmote.planning import plan_over_sampling
from fastsmote.validation import OVER_SAMPLER_CONSTRAINTS, check_parameters, check_X_y


@dataclass
class SamplerTags:
    """What imbalanced-learn asks of a sampler beside scikit-learn's own tags."""

    sample_indices: bool = False


@dataclass
class _InputTags(InputTags):
    dataframe: bool = True


@dataclass
class _Tags(Tags):
    sampler_tags: SamplerTags = field(default_factory=SamplerTags)


class BaseSampler(OneToOneFeatureMixin, BaseEstimator):
    """What all samplers do: check, plan, resample, and give back what came in."""

    _estimator_type = "sampler"
    _sampling_type: ClassVar[str]
    _parameter_constraints: ClassVar[dict[str, list[Any]]]

    sampling_strategy: Any
    n_jobs: int | None

    def fit(self, X: Any, y: Any) -> "BaseSampler":
        """Check the data and set ``sampling_strategy_``; resamples nothing.

        Parameters
        ----------
        X : {array-like, dataframe, sparse matrix} of shape (n_samples, n_features)
            Feature rows.
        y : array-like of shape (n_samples,)
            Class labels.

        Returns
        -------
        self : object
            The instance itself.
        """
        check_parameters(self)
        _, y = self._check(X, y)
        self.sampling_strategy_ = self._plan(y)
        return self

    def fit_resample(self, X: Any, y: Any) -> tuple[Any, Any]:
        """Resample the data.

        Parameters
        ----------
        X : {array-like, dataframe, sparse matrix} of shape (n_samples, n_features)
            Feature rows; finite numbers; not modified.
        y : array-like of shape (n_samples,)
            Class labels, or their one-hot encoding of shape (n_samples, n_classes).

        Returns
        -------
        X_resampled : container of ``X``, of shape (n_samples_new, n_features)
            The rows of the result; dtype of ``X``. An over-sampler returns the rows of ``X``, then
            the synthetic rows, class by class.
        y_resampled : container of ``y``, of shape (n_samples_new,)
            Their labels.

        Raises
        ------
        ValueError
            Parameters or data that cannot be used; the message says what is accepted.
        """
        check_parameters(self)
        containers = Containers(X, y)
        X, y = self._check(X, y)
        self.sampling_strategy_ = self._plan(y)
        return containers.restore(*self._resample(X, y))

    def _check(self, X: Any, y: Any) -> tuple[Any, np.ndarray]:
        """The caller's data as the sampler takes it; raise if it cannot."""
        return check_X_y(self, X, y)

    def _plan(self, y: np.ndarray) -> dict[Any, int]:
        """Label to number of rows, of the classes that are resampled."""
        raise NotImplementedError

    def _resample(self, X: Any, y: np.ndarray) -> tuple[Any, np.ndarray]:
        """Rows and labels of the result, for data that has been checked."""
        raise NotImplementedError

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        shared = {f.name: getattr(tags, f.name) for f in fields(tags)}
        inputs = {f.name: getattr(tags.input_tags, f.name) for f in fields(tags.input_tags)}
        shared["input_tags"] = _InputTags(**inputs | {"sparse": True})
        shared["target_tags"].required = True
        shared["estimator_type"] = "sampler"
        return _Tags(**shared)


class BaseOverSampler(BaseSampler):
    """Base of the over-samplers that place rows between a seed and one of its neighbors."""

    _sampling_type = "over-sampling"
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = OVER_SAMPLER_CONSTRAINTS

    random_state: Any

    def _plan(self, y: np.ndarray) -> dict[Any, int]:
        return plan_over_sampling(self.sampling_strategy, y)

    def _resample(self, X: Any, y: np.ndarray) -> tuple[Any, np.ndarray]:
        self._check_class_sizes(y)
        X_rows = X.tocsr() if sparse.issparse(X) else X
        # all that is drawn and searched comes before the output is allocated: never both in memory
        segments = {
            label: self._draw(X_rows, y, label, n_synthetic)
            for label, n_synthetic in self.sampling_strategy_.items()
            if n_synthetic
        }
        y_resampled = append_labels(y, {label: len(s.step) for label, s in segments.items()})
        if sparse.issparse(X):
            blocks = [interpolate_sparse(X_rows, *s) for s in segments.values()]
            return sparse.vstack([X, *blocks], format=X.format), y_resampled
        out = allocate(X, len(y_resampled) - len(y), self.n_jobs)
        start = len(X)
        for drawn in segments.values():
            stop = start + len(drawn.step)
            interpolate(out[: len(X)], *drawn, out[start:stop], self.n_jobs)
            start = stop
        return out, y_resampled

    def _check_class_sizes(self, y: np.ndarray) -> None:
        """Raise if a class that is to grow is too small; before anything is drawn."""

    def _draw(self, X: Any, y: np.ndarray, label: Any, n_synthetic: int) -> Segments:
        """Where the synthetic rows of one class are to stand, by rows of ``X``.

        Parameters
        ----------
        X : ndarray or CSR container of shape (n_samples, n_features)
            All rows.
        y : ndarray of shape (n_samples,)
            Class labels.
        label : label
            The class, which the plan gives more rows.
        n_synthetic : int
            How many, 1 or more.
        """
        raise NotImplementedError

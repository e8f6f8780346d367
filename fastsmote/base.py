"""The six stages joined: what every sampler does, once and in order.

::

    X, y --1 validation--> arrays + containers
         --2 planning----> per class: number of rows to make
         --4 drawing-----> seed, neighbor column, step      (before the search: draws do not
         --3 neighbors---> k nearest rows of drawn seeds     depend on neighbors, so only seeds
         --5 interpolation> synthetic rows, in place         that were drawn are searched)
         --6 assembly----> original + synthetic in the caller's containers

A sampler overrides the stage that makes it different, and nothing else. One that makes no rows but
keeps some goes from the plan to the neighbors and to the assembly::

    X, y --1--> arrays --2 planning--> classes that may lose rows --> sample_indices_ --6--> rows
"""

from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, OneToOneFeatureMixin
from sklearn.utils import InputTags, Tags

from fastsmote.assembly import Containers, allocate, append_labels, take_rows
from fastsmote.attributes import all_or_nothing
from fastsmote.interpolation import Segments, interpolate, interpolate_sparse
from fastsmote.planning import plan_cleaning, plan_over_sampling
from fastsmote.validation import (
    CLEANER_CONSTRAINTS,
    OVER_SAMPLER_CONSTRAINTS,
    check_parameters,
    check_X_y,
)


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

    @all_or_nothing
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
        _, y = self._check_X_y(X, y)
        self.sampling_strategy_ = self._plan(y)
        return self

    @all_or_nothing
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
            the synthetic rows, class by class; a cleaner those of ``sample_indices_``.
        y_resampled : container of ``y``, of shape (n_samples_new,)
            Their labels.

        Raises
        ------
        ValueError
            Parameters or data that cannot be used; the message says what is accepted.
        """
        check_parameters(self)
        containers = Containers(X, y)
        X, y = self._check_X_y(X, y)
        self.sampling_strategy_ = self._plan(y)
        return containers.restore(*self._resample(X, y))

    def _check_X_y(self, X: Any, y: Any) -> tuple[Any, np.ndarray]:
        """Data as the sampler can use them; raises if it cannot."""
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
        self._prepare()
        X_rows = X.tocsr() if sparse.issparse(X) else X
        # all that is drawn and searched comes before the output is allocated: never both in memory
        segments = {}
        for label, n_synthetic in self.sampling_strategy_.items():
            if n_synthetic:
                segments[label] = self._draw(X_rows, y, label, n_synthetic)
        y_resampled = append_labels(y, {label: len(s.step) for label, s in segments.items()})
        if sparse.issparse(X):
            blocks = [interpolate_sparse(X_rows, *s) for s in segments.values() if len(s.step)]
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

    def _prepare(self) -> None:
        """Set what the classes of one call share: a stream, an estimator."""

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
            How many are planned, 1 or more; the sampler may draw others.
        """
        raise NotImplementedError


class BaseSelector(BaseSampler):
    """Base of the samplers that keep some of the rows and make none."""

    sample_indices_: np.ndarray

    def _resample(self, X: Any, y: np.ndarray) -> tuple[Any, np.ndarray]:
        self.sample_indices_ = self._select(X.tocsr() if sparse.issparse(X) else X, y)
        return take_rows(X, self.sample_indices_, self.n_jobs), y[self.sample_indices_]

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

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
from fastsmote.interpolation import interpolate, interpolate_sparse
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


class BaseOverSampler(OneToOneFeatureMixin, BaseEstimator):
    """Base of the over-samplers that place rows between a seed and one of its neighbors."""

    _estimator_type = "sampler"
    _sampling_type = "over-sampling"
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = OVER_SAMPLER_CONSTRAINTS

    sampling_strategy: Any
    random_state: Any
    n_jobs: int | None

    def fit(self, X: Any, y: Any) -> "BaseOverSampler":
        """Check the data and set ``sampling_strategy_``; makes no rows.

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
        _, y = check_X_y(self, X, y)
        self.sampling_strategy_ = plan_over_sampling(self.sampling_strategy, y)
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
            The rows of ``X``, then the synthetic rows, class by class; dtype of ``X``.
        y_resampled : container of ``y``, of shape (n_samples_new,)
            Their labels.

        Raises
        ------
        ValueError
            Parameters or data that cannot be used; the message says what is accepted.
        """
        check_parameters(self)
        containers = Containers(X, y)
        X, y = check_X_y(self, X, y)
        self.sampling_strategy_ = plan_over_sampling(self.sampling_strategy, y)
        self._check_class_sizes(y)
        synthesize = self._synthesize_sparse if sparse.issparse(X) else self._synthesize_dense
        y_resampled = append_labels(y, self.sampling_strategy_)
        return containers.restore(synthesize(X, y), y_resampled)

    def _synthesize_dense(self, X: np.ndarray, y: np.ndarray) -> np.ndarray:
        out = allocate(X, sum(self.sampling_strategy_.values()), self.n_jobs)
        start = len(X)
        for label, n_synthetic in self.sampling_strategy_.items():
            if n_synthetic == 0:
                continue
            rows, source = np.flatnonzero(y == label), out[: len(X)]
            if X.dtype.kind != "f":
                rows, source = np.arange(len(rows)), _interpolable(X[rows])
            seed, neighbor, steps = self._draw(source, rows, n_synthetic)
            target = out[start : start + n_synthetic]
            interpolate(source, seed, neighbor, steps, target, self.n_jobs)
            start += n_synthetic
        return out

    def _synthesize_sparse(self, X: Any, y: np.ndarray) -> Any:
        X_rows = X.tocsr()
        blocks = [X]
        for label, n_synthetic in self.sampling_strategy_.items():
            if n_synthetic == 0:
                continue
            source = _interpolable(X_rows[np.flatnonzero(y == label)])
            seed, neighbor, steps = self._draw(source, np.arange(source.shape[0]), n_synthetic)
            blocks.append(interpolate_sparse(source, seed, neighbor, steps).astype(X.dtype))
        return sparse.vstack(blocks, format=X.format)

    def _check_class_sizes(self, y: np.ndarray) -> None:
        """Raise if a class that is to grow is too small; before anything is allocated."""

    def _draw(
        self, X: Any, rows: np.ndarray, n_synthetic: int
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Seed row, neighbor row (of ``X``) and step of each synthetic row of one class.

        ``rows`` are those of the class; synthetic rows will be placed between rows of ``X``.
        """
        raise NotImplementedError

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        shared = {f.name: getattr(tags, f.name) for f in fields(tags)}
        inputs = {f.name: getattr(tags.input_tags, f.name) for f in fields(tags.input_tags)}
        shared["input_tags"] = _InputTags(**inputs | {"sparse": True})
        shared["target_tags"].required = True
        shared["estimator_type"] = "sampler"
        return _Tags(**shared)


def _interpolable(X: Any) -> Any:
    """Integers and booleans as float64, in which no difference wraps around; floats as they are."""
    return X if X.dtype.kind == "f" else X.astype(np.float64)

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

What a call may ask for beside the rows (their weights, their index, where they come from) is made
of the segments, or the ``sample_indices_``, in `companions` and `provenance`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, OneToOneFeatureMixin
from sklearn.utils import InputTags, Tags

from fastsmote.assembly import allocate, append_labels
from fastsmote.attributes import all_or_nothing
from fastsmote.companions import Companions
from fastsmote.containers import collected
from fastsmote.interpolation import Segments, interpolate, join_segments, keep_missing
from fastsmote.planning import plan_over_sampling
from fastsmote.provenance import MakesRows
from fastsmote.routing import RoutesOptions
from fastsmote.sparse_interpolation import append_interpolated, interpolate_sparse
from fastsmote.validation import (
    OVER_SAMPLER_CONSTRAINTS,
    are_copied_meanwhile,
    check_finite,
    check_flags,
    check_parameters,
    check_X_y,
    column_names,
)

# Bytes of output up to which it is allocated before the search.
_COPIED_FIRST = 256 << 20

#: Rows and labels of a result, and what gives the segments of the synthetic ones if asked.
ResampledData = tuple[Any, np.ndarray, Callable[[], Segments]]


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


class BaseSampler(RoutesOptions, OneToOneFeatureMixin, BaseEstimator):
    """What all samplers do: check, plan, resample, and give back what came in."""

    _estimator_type = "sampler"
    _sampling_type: ClassVar[str]
    _parameter_constraints: ClassVar[dict[str, list[Any]]]

    sampling_strategy: Any
    n_jobs: int | None
    missing: str | None = None  # of a sampler that has no such parameter

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

        Raises
        ------
        TypeError, ValueError
            Parameters or data that cannot be used, or a `sampling_strategy` that does not fit them.
        """
        check_parameters(self)
        X, y = collected(X, y)
        names = column_names(X)
        X, y = self._check_X_y(X, y)
        self.sampling_strategy_ = self._plan(y)
        self._check_values(X, names)
        return self

    def _open(
        self, X: Any, y: Any, sample_weight: Any, keep_index: bool
    ) -> tuple[Any, np.ndarray, Companions]:
        """Check what one call of ``fit_resample`` was given, all but the values, and plan."""
        check_parameters(self)
        check_flags(self, keep_index=keep_index)
        X, y = collected(X, y)
        makes_rows = self._sampling_type == "over-sampling"
        rounds = self._rounds_integers()
        companions = Companions(X, y, sample_weight, keep_index, rounds, makes_rows)
        X, y = self._check_X_y(X, y)
        companions.check(len(y))
        self.sampling_strategy_ = self._plan(y)
        return X, y, companions

    def _check_X_y(self, X: Any, y: Any) -> tuple[Any, np.ndarray]:
        """Data as the sampler can use them; raises if it cannot."""
        return check_X_y(self, X, y)

    def _check_values(self, X: Any, names: Any, out: np.ndarray | None = None) -> None:
        """Raise if rows of ``_check_X_y`` hold anything but numbers to compute with."""
        check_finite(X, names, self, out)

    def _plan(self, y: np.ndarray) -> dict[Any, int]:
        """Label to number of rows, of the classes that are resampled."""
        raise NotImplementedError

    def _rounds_integers(self) -> bool:
        """Whether fractions are rounded where columns hold integers, rather than cut off."""
        return False

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        shared = {f.name: getattr(tags, f.name) for f in fields(tags)}
        inputs = {f.name: getattr(tags.input_tags, f.name) for f in fields(tags.input_tags)}
        inputs |= {"sparse": True, "allow_nan": self.missing == "nan_euclidean"}
        shared["input_tags"] = _InputTags(**inputs)
        shared["target_tags"].required = True
        shared["estimator_type"] = "sampler"
        return _Tags(**shared)


class BaseOverSampler(MakesRows, BaseSampler):
    """Base of the over-samplers that place rows between a seed and one of its neighbors."""

    _sampling_type = "over-sampling"
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = OVER_SAMPLER_CONSTRAINTS

    random_state: Any
    integer_columns: str = "truncate"  # of a sampler that does not interpolate
    # whether it may have the output of `_room`: it makes as many rows as planned (ADASYN, SVMSMOTE
    # and KMeansSMOTE may not), searches no more than a class (ADASYN and those with borders search
    # all rows), and all values are looked at in one pass (RandomOverSampler looks at none)
    _copies_first: ClassVar[bool] = False

    def _plan(self, y: np.ndarray) -> dict[Any, int]:
        return plan_over_sampling(self.sampling_strategy, y)

    def _rounds_integers(self) -> bool:
        return self.integer_columns == "round"

    @all_or_nothing
    def fit_resample(
        self,
        X: Any,
        y: Any,
        *,
        sample_weight: Any = None,
        provenance: bool = False,
        synthetic_only: bool = False,
        keep_index: bool = False,
    ) -> tuple[Any, ...]:
        """Resample the data.

        Parameters
        ----------
        X : {array-like, dataframe, sparse matrix} of shape (n_samples, n_features)
            Feature rows, not modified: finite numbers, or what the class says that it takes.
        y : array-like of shape (n_samples,)
            Class labels, or their one-hot encoding of shape (n_samples, n_classes).
        sample_weight : array-like of shape (n_samples,), default=None
            Weights of the rows, finite and not negative. A synthetic row gets a weight as it gets
            its features, ``w[seed] + step * (w[neighbor] - w[seed])``; beyond its seed (a step
            below 0) that of the seed; where the features are no such sum (`SMOTEN`,
            `RandomOverSampler`) that of the seed, too.
        provenance : bool, default=False
            Whether to keep, until the next call, ``seed_indices_``, ``neighbor_indices_`` and
            ``steps_``: 24 bytes for each synthetic row, which are pickled with the sampler.
        synthetic_only : bool, default=False
            Whether to return the synthetic rows alone; the others are not even copied.
        keep_index : bool, default=False
            Whether pandas objects keep their index, with one more level ``"synthetic"`` (bool):
            a synthetic row has the label of its seed. By default they get a RangeIndex. Those of
            ``X``, ``y`` and a Series of weights must be equal.

        Returns
        -------
        X_resampled : container of ``X``, of shape (n_samples_new, n_features)
            The rows of ``X`` (but with ``synthetic_only``), then the synthetic rows, class by
            class; dtype of ``X``, unless the class says otherwise.
        y_resampled : container of ``y``, of shape (n_samples_new,)
            Their labels.
        sample_weight_resampled : list, Series or ndarray of shape (n_samples_new,)
            If ``sample_weight`` is given: their weights, float32 if these are, otherwise float64.
            A Series keeps its name.

        Raises
        ------
        ValueError, TypeError
            Parameters or data that cannot be used; the message says what is accepted.
        RuntimeError
            Of samplers that choose where to place rows: nothing to choose from is there.

        Warns
        -----
        fastsmote.errors.FewerNeighborsWarning
            With ``small_classes='clip'``, where a class has too few rows.
        fastsmote.errors.TooFewRowsWarning
            A class gets fewer rows than are planned.
        """
        check_flags(self, provenance=provenance, synthetic_only=synthetic_only)
        X, y, companions = self._open(X, y, sample_weight, keep_index)
        n_kept = 0 if synthetic_only else len(y)
        kept = y[:n_kept]
        n_copied = 0 if companions.keeps(X) else n_kept
        begun = self._room(X) if n_copied else None
        self._check_values(X, companions.names, None if begun is None else begun[: len(X)])
        X, y, segments = self._resample(X, y, n_copied, begun)
        if n_copied < n_kept:
            y = np.concatenate([kept, y])
        if companions.keeps(X):
            X = X[n_copied:]
        self._n_kept, self._n_synthetic = n_kept, len(y) - n_kept
        self._segments = segments() if provenance or companions.need_origin else None
        del segments  # those of each class; containers may need the memory
        resampled = companions.restore(X, y, self._origin, slice(n_kept) if n_kept else None)
        if not provenance:
            self._forget_segments()
        return resampled

    def _room(self, X: Any) -> np.ndarray | None:
        """Output that rows of ``X`` can be copied to while their values are looked at.

        A copy takes no longer for that, and the look has not to wait for memory by itself: 5 % of
        the time of 10,000 rows. None where it is not known how large the output will be, or it is
        so large that it is not to be in memory beside the workspace of the search.
        """
        n = X.shape[0] + sum(self.sampling_strategy_.values())
        if not (self._copies_first and are_copied_meanwhile(X)):
            return None
        return np.empty((n, X.shape[1]), X.dtype) if n * X[:1].nbytes <= _COPIED_FIRST else None

    def _resample(
        self, X: Any, y: np.ndarray, n_kept: int, begun: np.ndarray | None
    ) -> ResampledData:
        """Rows and labels of the result, for data that has been checked.

        Parameters
        ----------
        X : ndarray, CSR/CSC container, or what the sampler lets pass
            All rows.
        y : ndarray of shape (n_samples,)
            Class labels.
        n_kept : int
            How many of the rows the result begins with: all or none.
        begun : ndarray of shape (n_samples + n_planned, n_features) or None
            Output that begins with them already.

        Returns
        -------
        X, y : containers of ``X`` and ``y``
            The result.
        segments : callable
            Gives those of all synthetic rows, by rows of ``X``, if it is called.
        """
        self._check_class_sizes(y)
        stream = self._prepare()
        rounds = self._rounds_integers()
        X_rows = X.tocsr() if sparse.issparse(X) else X
        # all that is drawn and searched comes before a large output is allocated: never both in
        # memory
        segments = {}
        for label, n_synthetic in self.sampling_strategy_.items():
            if n_synthetic:
                segments[label] = self._draw(X_rows, y, label, n_synthetic, stream)
        n_each = {label: len(drawn.step) for label, drawn in segments.items()}
        y_resampled = append_labels(y[:n_kept], n_each, self.n_jobs)

        def joined() -> Segments:
            return join_segments(list(segments.values()))

        if sparse.issparse(X):
            if n_kept:
                out = append_interpolated(X_rows, joined(), self.n_jobs, rounds)
            else:
                out = interpolate_sparse(X_rows, *joined(), self.n_jobs, rounds)
            return out.asformat(X.format), y_resampled, joined
        out = begun
        if out is None:
            out = allocate(X[:n_kept], len(y_resampled) - n_kept, self.n_jobs)
        rows = out[:n_kept] if n_kept else X
        start = n_kept
        for drawn in segments.values():
            stop = start + len(drawn.step)
            interpolate(rows, *drawn, out[start:stop], self.n_jobs, rounds)
            if self.missing == "nan_euclidean":
                keep_missing(rows, drawn.seed, out[start:stop], self.n_jobs)
            start = stop
        return out, y_resampled, joined

    def _check_class_sizes(self, y: np.ndarray) -> None:
        """Raise if a class that is to grow is too small; before anything is drawn."""

    def _prepare(self) -> np.random.RandomState | None:
        """Set what the classes of one call share, and return their stream if they have one.

        That is no attribute: callers of one sampler, in several threads, have a stream each.
        """
        return None

    def _draw(self, X: Any, y: np.ndarray, label: Any, n_synthetic: int, stream: Any) -> Segments:
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
        stream : RandomState instance or None
            Of `_prepare`.
        """
        raise NotImplementedError

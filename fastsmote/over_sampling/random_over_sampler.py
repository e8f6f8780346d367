"""Random over-sampling: rows again, as they are or smoothed."""

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from scipy import sparse
from sklearn.utils import Tags, check_array

from fastsmote.assembly import append_drawn, append_labels, append_rows, take_rows
from fastsmote.base import BaseOverSampler, ResampledData
from fastsmote.containers import is_frame, is_table, readable
from fastsmote.drawing import draw_noise, draw_rows, open_stream
from fastsmote.errors.parameters import negative_shrinkage, no_shrinkage
from fastsmote.errors.rows import not_smoothable
from fastsmote.integers import as_held
from fastsmote.interpolation import on_seeds
from fastsmote.planning import SamplingStrategy, rows_of_class
from fastsmote.validation import (
    INTEGER_COLUMNS,
    OVER_SAMPLER_CONSTRAINTS,
    between,
    check_any_X_y,
)

_FACTOR = between(0, np.inf)
# Rows that are numbered at once: they stay in the cache.
_AT_ONCE = 1 << 16


class RandomOverSampler(BaseOverSampler):
    """Over-sample by rows of a class drawn again with replacement, as they are or smoothed.

    Columns may be of any type: strings, dates, categories, missing and infinite values pass as
    they are. The rows, their order, dtype and container are those of
    ``imblearn.over_sampling.RandomOverSampler`` for the same parameters and data.

    Parameters
    ----------
    sampling_strategy : float, str, dict or callable, default='auto'
        How many rows each class is to have.

        - str: ``'auto'`` or ``'not majority'``, ``'minority'``, ``'not minority'``, ``'all'``:
          bring these classes to the size of the largest one.
        - float in (0, 1], for two classes only: the number of rows in the minority class over
          that in the majority class after resampling.
        - dict: class label to number of rows after resampling.
        - callable: takes ``y`` and returns such a dict.

    random_state : int, RandomState instance or None, default=None
        Source of the draws. An int gives the same rows at each call.

    shrinkage : float, dict or None, default=None
        None: rows are repeated as they are. A finite number from 0 on, or a dict with one for each
        class: smoothed bootstrap (ROSE), which adds normal noise, by this factor wider or narrower
        than is best for normal data. It takes numbers, all finite.

    n_jobs : int or None, default=None
        Threads to use. None: those of an active joblib configuration, otherwise all cores that
        the process may use (one within a joblib worker); -1: all; n < 0: all but ``-n - 1``. The
        result does not depend on it.

    integer_columns : {'truncate', 'round'}, default='truncate'
        What becomes of fractions, with shrinkage, in columns of integers in a data frame and in
        sparse integers: truncated towards zero as by imbalanced-learn, or rounded to the nearest
        integer, halves to even. Arrays of integers come back as float64.

    Attributes
    ----------
    sampling_strategy_ : dict
        Class label to number of rows to repeat.

    sample_indices_ : ndarray of shape (n_samples_new,)
        The row of ``X`` that each row of the result is, or was made of.

    shrinkage_ : dict or None
        Class label to its shrinkage.

    synthetic_mask_ : ndarray of shape (n_resampled,), bool
        Which rows of the last result are rows again.

    seed_indices_, neighbor_indices_, steps_ : ndarray of shape (n_synthetic,)
        After ``fit_resample(X, y, provenance=True)``: the row of ``X`` that each of these is, or
        was made of by adding noise; the same row once more; and zeros.

    n_features_in_ : int
        Number of features seen.

    feature_names_in_ : ndarray of shape (n_features_in_,)
        Names of the features, if all are strings.

    Notes
    -----
    A smoothed array comes back as float64, whatever it was. Noise leaves no zeros in sparse data.

    References
    ----------
    .. [1] G. Menardi, N. Torelli, "Training and assessing classification rules with imbalanced
       data", Data Mining and Knowledge Discovery 28 (2014), 92-122.

    Examples
    --------
    >>> from collections import Counter
    >>> from fastsmote.over_sampling import RandomOverSampler
    >>> X, y = [["a", "x"], ["b", "y"], ["c", "z"]], [0, 0, 1]
    >>> X_res, y_res = RandomOverSampler(random_state=42).fit_resample(X, y)
    >>> X_res[-1], Counter(y_res)
    (['c', 'z'], Counter({0: 2, 1: 2}))
    """

    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **OVER_SAMPLER_CONSTRAINTS,
        "shrinkage": [_FACTOR, Mapping, None],
        "integer_columns": [INTEGER_COLUMNS],
    }

    def __init__(
        self,
        *,
        sampling_strategy: SamplingStrategy = "auto",
        random_state: "int | np.random.RandomState | None" = None,
        shrinkage: "float | Mapping[Any, float] | None" = None,
        n_jobs: int | None = None,
        integer_columns: str = "truncate",
    ) -> None:
        self.sampling_strategy = sampling_strategy
        self.random_state = random_state
        self.shrinkage = shrinkage
        self.n_jobs = n_jobs
        self.integer_columns = integer_columns

    def _check_X_y(self, X: Any, y: Any) -> tuple[Any, np.ndarray]:
        return check_any_X_y(self, X, y)

    def _check_values(self, X: Any, names: Any, out: np.ndarray | None = None) -> None:
        """Whatever they are, they are copied."""

    def _resample(
        self, X: Any, y: np.ndarray, n_kept: int, begun: np.ndarray | None
    ) -> ResampledData:
        self.shrinkage_ = shrinkage_of_each(self.shrinkage, self.sampling_strategy_)
        if self.shrinkage_ is not None:
            X = _as_numbers(X)
        stream = open_stream(self.random_state)
        plan = {label: n for label, n in self.sampling_strategy_.items() if n}
        n_drawn = sum(plan.values())
        self.sample_indices_ = np.empty(n_kept + n_drawn, dtype=np.intp)
        again, noise = self.sample_indices_[n_kept:], []
        classes = [rows_of_class(y, label, self.n_jobs) for label in plan]

        def draw() -> None:
            _number(self.sample_indices_[:n_kept])
            start, n_before = 0, 0
            for rows, (label, n_synthetic) in zip(classes, plan.items(), strict=True):
                places = again[start : start + n_synthetic]
                draw_rows(stream, len(rows), places)
                places += n_before
                start, n_before = start + n_synthetic, n_before + len(rows)
                if self.shrinkage_ is not None:
                    width = _bandwidth(X, rows, self.shrinkage_[label])
                    noise.append(draw_noise(stream, n_synthetic, X.shape[1]) * width)

        if self.shrinkage_ is None and n_kept:
            resampled = append_drawn(X, again, classes, draw, self.n_jobs)
        else:
            draw()
            again[:] = np.concatenate([again[:0], *classes])[again]
            if self.shrinkage_ is not None:
                resampled = self._smoothed(X, again, noise, n_kept)
            else:
                resampled = (append_rows if n_kept else take_rows)(X, again, self.n_jobs)
        y_resampled = append_labels(y[:n_kept], plan, self.n_jobs)
        return resampled, y_resampled, lambda: on_seeds(again)

    def _smoothed(self, X: Any, again: np.ndarray, noise: list[np.ndarray], n_kept: int) -> Any:
        """Rows, then some of them again with the noise of each class added."""
        if sparse.issparse(X):
            if not noise:
                return X.copy() if n_kept else X[:0]
            values = X.tocsr()[again].toarray() + np.concatenate(noise)
            new = type(X)(as_held(values, X.dtype, self._rounds_integers()))
            return sparse.vstack([X, new], format=X.format) if n_kept else new
        dtype = np.result_type(X.dtype, np.float64)
        out = (append_rows if n_kept else take_rows)(X, again, self.n_jobs, dtype)
        start = n_kept
        for part in noise:
            out[start : start + len(part)] += part
            start += len(part)
        return out

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        tags.input_tags.string = True
        tags.sampler_tags.sample_indices = True
        return tags


def _number(out: np.ndarray) -> None:
    """Count up from 0."""
    for start in range(0, len(out), _AT_ONCE):
        part = out[start : start + _AT_ONCE]
        part[:] = np.arange(start, start + len(part))


def shrinkage_of_each(given: Any, plan: Mapping[Any, int]) -> "dict[Any, Any] | None":
    """Shrinkage of each class that is resampled; raises if one is missing or negative."""
    if given is None:
        return None
    if not isinstance(given, Mapping):
        return dict.fromkeys(plan, given)
    missing = [label for label in plan if label not in given]
    if missing:
        raise no_shrinkage(missing, given)
    for label, value in given.items():
        if not isinstance(value, _FACTOR):
            raise negative_shrinkage(label, value)
    return dict(given)


def bandwidth_factor(shrinkage: Any, n_samples: int, n_features: int) -> Any:
    """Deviation of the noise over that of a feature, by the normal reference rule."""
    return shrinkage * (4 / ((n_features + 2) * n_samples)) ** (1 / (n_features + 4))


def _as_numbers(X: Any) -> Any:
    try:
        if is_table(X):
            from fastsmote.containers.tables import framed, numbers

            X = numbers(framed(X))
        elif is_frame(X):
            X = readable(X)
        X = check_array(X, accept_sparse=["csr", "csc"], dtype="numeric")
        if X.dtype.kind in "mM":
            raise TypeError(f"dtype {X.dtype}")
        # lists with None, Arrow's decimals: some pass as they are
        return check_array(X, dtype=np.float64) if X.dtype.kind == "O" else X
    except (TypeError, ValueError) as error:
        raise not_smoothable(error) from error


def _bandwidth(X: Any, rows: np.ndarray, shrinkage: float) -> np.ndarray:
    """Standard deviation of the noise in each feature of a class, by the normal reference rule."""
    n_samples, n_features = X.shape
    factor = bandwidth_factor(shrinkage, n_samples, n_features)
    if sparse.issparse(X):
        from sklearn.utils.sparsefuncs import mean_variance_axis

        return np.asarray(factor * np.sqrt(mean_variance_axis(X.tocsr()[rows], axis=0)[1]))
    # one order of memory, one order of additions: the sum does not depend on how rows came
    return np.asarray(factor * np.std(np.ascontiguousarray(X[rows]), axis=0))

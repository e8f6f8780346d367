"""ADASYN: more synthetic rows from minority rows that are harder to learn."""

from numbers import Integral
from typing import Any, ClassVar

import numpy as np

from fastsmote.base import BaseOverSampler
from fastsmote.drawing import draw_columns, open_stream
from fastsmote.errors.outcomes import none_hard_to_learn, none_shared_out
from fastsmote.interpolation import Segments
from fastsmote.neighbors import drawn_neighbors, estimator_behind, find_neighbors
from fastsmote.planning import SamplingStrategy, rows_of_class
from fastsmote.validation import (
    INTEGER_COLUMNS,
    MISSING,
    NEIGHBORS_ESTIMATOR,
    OVER_SAMPLER_CONSTRAINTS,
    POSITIVE_INT,
    SMALL_CLASSES,
    check_enough_rows,
    clip_to_class,
)


class ADASYN(BaseOverSampler):
    """Over-sample each minority row by as much as other classes surround it.

    A row gets synthetic rows in proportion to the share of other classes among its
    ``n_neighbors`` nearest neighbors; they stand on segments to its nearest neighbors in its own
    class. The rows, their order, dtype and container are those of
    ``imblearn.over_sampling.ADASYN`` for the same parameters and data.

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

    n_neighbors : int or object, default=5
        Number of nearest neighbors, both among all rows and in the class; or an estimator with
        ``kneighbors`` and ``kneighbors_graph``, whose first neighbor is taken to be the row
        itself.

    n_jobs : int or None, default=None
        Threads to use. None: those of an active joblib configuration, otherwise all cores that
        the process may use (one within a joblib worker); -1: all; n < 0: all but ``-n - 1``. The
        result does not depend on it.

    integer_columns : {'truncate', 'round'}, default='truncate'
        What becomes of fractions where ``X`` holds integers, in arrays, sparse containers or
        columns of a data frame: they are truncated towards zero, as by imbalanced-learn, or
        rounded to the nearest integer, halves to even.

    small_classes : {'raise', 'clip'}, default='raise'
        What becomes of a class with too few rows for an integer ``n_neighbors``: an error, or a
        `fastsmote.errors.FewerNeighborsWarning` and as many neighbors as a row has in the class. A
        class of one row, which has none, is an error: `RandomOverSampler` repeats it.

    missing : {'raise', 'nan_euclidean'}, default='raise'
        What becomes of NaN in dense rows: an error, or rows are as far from each other as by
        ``sklearn.metrics.pairwise.nan_euclidean_distances``, in the features that both have. A
        value that the seed misses is missing in the synthetic row; one that only the neighbor
        misses is the seed's.

    Attributes
    ----------
    sampling_strategy_ : dict
        Class label to number of synthetic rows planned.

    nn_ : estimator object
        A clone of ``n_neighbors`` fitted to the class that was over-sampled last; for an int an
        unfitted ``sklearn.neighbors.NearestNeighbors(n_neighbors=n_neighbors + 1)``.

    synthetic_mask_ : ndarray of shape (n_resampled,), bool
        Which rows of the last result are synthetic.

    seed_indices_, neighbor_indices_ : ndarray of shape (n_synthetic,), intp
        After ``fit_resample(X, y, provenance=True)``: the rows of ``X`` between which each
        synthetic row stands ...

    steps_ : ndarray of shape (n_synthetic,), float64
        ... at ``X[seed] + step * (X[neighbor] - X[seed])``.

    n_features_in_ : int
        Number of features seen.

    feature_names_in_ : ndarray of shape (n_features_in_,)
        Names of the features, if all are strings.

    Notes
    -----
    The number of synthetic rows is rounded for each row of a class, so that their sum may miss
    the planned number by some.

    References
    ----------
    .. [1] H. He, Y. Bai, E. A. Garcia, S. Li, "ADASYN: adaptive synthetic sampling approach for
       imbalanced learning", IEEE International Joint Conference on Neural Networks (2008),
       1322-1328.

    Examples
    --------
    >>> from collections import Counter
    >>> from sklearn.datasets import make_classification
    >>> from fastsmote.over_sampling import ADASYN
    >>> X, y = make_classification(n_samples=1000, weights=[0.1, 0.9], random_state=10)
    >>> X_res, y_res = ADASYN(random_state=42).fit_resample(X, y)
    >>> Counter(y.tolist())[0] < 150, Counter(y_res.tolist())[0] > 800
    (True, True)
    """

    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **OVER_SAMPLER_CONSTRAINTS,
        "n_neighbors": [POSITIVE_INT, NEIGHBORS_ESTIMATOR],
        "integer_columns": [INTEGER_COLUMNS],
        "small_classes": [SMALL_CLASSES],
        "missing": [MISSING],
    }

    def __init__(
        self,
        *,
        sampling_strategy: SamplingStrategy = "auto",
        random_state: "int | np.random.RandomState | None" = None,
        n_neighbors: Any = 5,
        n_jobs: int | None = None,
        integer_columns: str = "truncate",
        small_classes: str = "raise",
        missing: str = "raise",
    ) -> None:
        self.sampling_strategy = sampling_strategy
        self.random_state = random_state
        self.n_neighbors = n_neighbors
        self.n_jobs = n_jobs
        self.integer_columns = integer_columns
        self.small_classes = small_classes
        self.missing = missing

    @property
    def nn_(self) -> Any:
        """The estimator behind ``n_neighbors``."""
        return estimator_behind(self, "n_neighbors", "_nn")

    def _check_class_sizes(self, y: np.ndarray) -> None:
        check_enough_rows(
            "n_neighbors", self.n_neighbors, y, self.sampling_strategy_, self.small_classes
        )

    def _prepare(self) -> np.random.RandomState:
        return open_stream(self.random_state)

    def _draw(self, X: Any, y: np.ndarray, label: Any, n_synthetic: int, stream: Any) -> Segments:
        rows = rows_of_class(y, label, self.n_jobs)
        given = clip_to_class(self.n_neighbors, len(rows))
        around, _ = find_neighbors(given, X, self.n_jobs, of=rows, missing=self.missing, n_least=1)
        n_neighbors = around.shape[1]
        n_each = share_out(n_synthetic, y[around] != label, label)
        seed = np.repeat(np.arange(len(rows)), n_each)
        if isinstance(self.n_neighbors, Integral):
            column, step = draw_columns(stream, n_neighbors, len(seed))
            neighbor = drawn_neighbors(
                n_neighbors, X, rows, seed, column, self.n_jobs, self.missing
            )
        else:  # it may draw from the stream, before the sampler does
            in_class, self._nn = find_neighbors(self.n_neighbors, X, among=rows)
            column, step = draw_columns(stream, n_neighbors, len(seed))
            neighbor = in_class[seed, column]
        return Segments(rows[seed], neighbor, step)


def share_out(n_synthetic: int, is_other: np.ndarray, label: Any) -> np.ndarray:
    """Number of synthetic rows for each row of a class, by the classes of its neighbors."""
    hardness = np.count_nonzero(is_other, axis=1) / is_other.shape[1]
    if not hardness.any():
        raise none_hard_to_learn(label, is_other.shape[1])
    hardness /= hardness.sum()
    n_each: np.ndarray = np.rint(hardness * n_synthetic).astype(np.intp)
    if not n_each.any():
        raise none_shared_out(label, n_synthetic, int(np.count_nonzero(hardness)))
    return n_each

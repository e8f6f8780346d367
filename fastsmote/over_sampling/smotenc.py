"""SMOTE-NC: synthetic rows of numbers and categories."""

from typing import Any, ClassVar

import numpy as np
from sklearn.base import clone
from sklearn.preprocessing import OneHotEncoder

from fastsmote.assembly import append_labels
from fastsmote.base import ResampledData
from fastsmote.categorical import Categories, encode, one_hot_positions
from fastsmote.columns import Columns, Part, by_rows_of_data, columns_of
from fastsmote.errors.columns import one_kind_only
from fastsmote.over_sampling.base import BaseSMOTE
from fastsmote.over_sampling.mixed import MixedClass
from fastsmote.over_sampling.smote import SMOTE
from fastsmote.planning import SamplingStrategy, rows_of_class
from fastsmote.validation import (
    AUTO,
    ENCODER,
    INTEGER_COLUMNS,
    check_columns,
    check_numbers,
    check_target,
    column_positions,
)


class SMOTENC(SMOTE):
    """SMOTE for rows of which some features are numbers and some are categories.

    Numbers are interpolated between a seed and one of its neighbors, as in SMOTE; each category is
    the one that most of the seed's neighbors have. The rows, their order, dtypes and container are
    those of ``imblearn.over_sampling.SMOTENC`` for the same parameters and data.

    Parameters
    ----------
    categorical_features : 'auto' or array-like of int, bool or str
        The categorical features: their positions, a mask, or their names in a data frame.
        ``'auto'`` takes the columns of a data frame whose dtype is categorical: ``category`` of
        pandas, ``Categorical`` and ``Enum`` of polars, dictionaries of pyarrow.

    categorical_encoder : estimator, default=None
        One-hot encoder with one column for each category, such as
        ``OneHotEncoder(handle_unknown='ignore')``, which is the default. Its order of the
        categories decides between equally frequent ones that are drawn.

    sampling_strategy : float, str, dict or callable, default='auto'
        How many rows each class is to have, as in `SMOTE`.

    random_state : int, RandomState instance or None, default=None
        Source of the draws. An int gives the same rows at each call.

    k_neighbors : int or object, default=5
        Number of nearest neighbors, as in `SMOTE`; an estimator is fitted to the continuous
        features beside the one-hot encoded ones.

    n_jobs : int or None, default=None
        Threads to use, as in `SMOTE`. The result does not depend on it.

    integer_columns : {'truncate', 'round'}, default='truncate'
        What becomes of fractions where ``X`` holds integers, in arrays, sparse containers or
        columns of a data frame: they are truncated towards zero, as by imbalanced-learn, or
        rounded to the nearest integer, halves to even.

    small_classes : {'raise', 'clip'}, default='raise'
        What becomes of a class with too few rows for an integer ``k_neighbors``: an error, or a
        `fastsmote.errors.FewerNeighborsWarning` and as many neighbors as a row has in the class. A
        class of one row, which has none, is an error: `RandomOverSampler` repeats it.

    Attributes
    ----------
    sampling_strategy_ : dict
        Class label to number of synthetic rows.

    nn_k_ : estimator object
        As in `SMOTE`.

    categorical_encoder_ : estimator
        The encoder, fitted.

    categorical_features_ : ndarray of shape (n_categorical,), intp
        Positions of the categorical features, in the order given.

    continuous_features_ : ndarray of shape (n_continuous,), intp
        Positions of the other features.

    median_std_ : dict
        Class label to the median of the standard deviations of its continuous features.

    synthetic_mask_ : ndarray of shape (n_resampled,), bool
        Which rows of the last result are synthetic.

    seed_indices_, neighbor_indices_ : ndarray of shape (n_synthetic,), intp
        After ``fit_resample(X, y, provenance=True)``: the rows of ``X`` between which each
        synthetic row stands, in its continuous columns, ...

    steps_ : ndarray of shape (n_synthetic,), float64
        ... at ``X[seed] + step * (X[neighbor] - X[seed])``.

    n_features_, n_features_in_ : int
        Number of features seen.

    feature_names_in_ : ndarray of shape (n_features_in_,)
        Names of the features, if all are strings.

    Notes
    -----
    The squared distance of two rows of a class is that of their continuous features plus, for each
    category in which they differ, the square of the class's ``median_std_``. (Two one-hot columns
    differ by ``median_std_ / sqrt(2)`` each.) Rows that are equally far rank by their position.

    Of several categories that are equally frequent among the neighbors one is drawn.

    Categories are kept as small integers; nothing is one-hot encoded.

    References
    ----------
    .. [1] N. V. Chawla, K. W. Bowyer, L. O. Hall, W. P. Kegelmeyer, "SMOTE: synthetic minority
       over-sampling technique", Journal of Artificial Intelligence Research 16 (2002), 321-357,
       section 6.1.

    Examples
    --------
    >>> import numpy as np
    >>> from fastsmote.over_sampling import SMOTENC
    >>> stream = np.random.RandomState(0)
    >>> X = np.empty((60, 2), dtype=object)
    >>> X[:, 0], X[:, 1] = stream.rand(60), stream.choice(["red", "blue"], 60)
    >>> y = np.repeat([0, 1], [20, 40])
    >>> X_res, y_res = SMOTENC(categorical_features=[1], random_state=0).fit_resample(X, y)
    >>> X_res.shape, sorted(set(X_res[60:, 1]))
    ((80, 2), ['blue', 'red'])
    """

    _copies_first = False  # values are looked at column by column, as rows are made
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **BaseSMOTE._parameter_constraints,
        "integer_columns": [INTEGER_COLUMNS],
        "categorical_features": [AUTO, "array-like"],
        "categorical_encoder": [ENCODER, None],
    }

    def __init__(
        self,
        categorical_features: Any,
        *,
        categorical_encoder: Any = None,
        sampling_strategy: SamplingStrategy = "auto",
        random_state: "int | np.random.RandomState | None" = None,
        k_neighbors: Any = 5,
        n_jobs: int | None = None,
        integer_columns: str = "truncate",
        small_classes: str = "raise",
    ) -> None:
        self.categorical_features = categorical_features
        self.categorical_encoder = categorical_encoder
        self.sampling_strategy = sampling_strategy
        self.random_state = random_state
        self.k_neighbors = k_neighbors
        self.n_jobs = n_jobs
        self.integer_columns = integer_columns
        self.small_classes = small_classes

    def _check_X_y(self, X: Any, y: Any) -> tuple[Any, np.ndarray]:
        X = check_columns(self, X)
        n_features = self.n_features_ = self.n_features_in_
        chosen = column_positions("categorical_features", self.categorical_features, X)
        if len(chosen) in (0, n_features):
            given = self.categorical_features
            raise one_kind_only("categorical_features", given, len(chosen), n_features)
        self.categorical_features_ = chosen
        self.continuous_features_ = np.setdiff1d(np.arange(n_features), chosen)
        check_numbers(self, self._columns(X).numbers, X, self.continuous_features_)
        return X, check_target(X, y)

    def _columns(self, X: Any) -> Columns:
        return columns_of(
            X, self.categorical_features_, self.continuous_features_, self._rounds_integers()
        )

    def _check_values(self, X: Any, names: Any, out: np.ndarray | None = None) -> None:
        """`_check_X_y` has looked at them column by column."""

    def _resample(
        self, X: Any, y: np.ndarray, n_kept: int, begun: np.ndarray | None
    ) -> ResampledData:
        self._check_class_sizes(y)
        columns = self._columns(X)
        is_default = self.categorical_encoder is None
        self.categorical_encoder_ = (
            OneHotEncoder(handle_unknown="ignore", dtype=_of_entries(columns.dtype))
            if is_default
            else clone(self.categorical_encoder)
        )
        known = encode(
            columns.categories(),
            columns.take,
            self.categorical_encoder_,
            one_hot_positions,
            is_default=is_default,
        )
        plan = {label: n for label, n in self.sampling_strategy_.items() if n}
        parts = self._parts(columns, known, y, plan)
        known = known._replace(codes=known.codes[:0].copy())  # no more of them is needed
        resampled = columns.grown(parts, known, self.n_jobs, n_kept)
        segments = [part.segments for part in parts]
        del parts, columns  # what they hold need not stay beside the labels
        y_resampled = append_labels(y[:n_kept], plan, self.n_jobs)
        return resampled, y_resampled, lambda: by_rows_of_data(segments, y, plan)

    def _parts(
        self, columns: Columns, known: Categories, y: np.ndarray, plan: dict[Any, int]
    ) -> list[Part]:
        self.median_std_: dict[Any, float] = {}
        parts = []
        for label, n_synthetic in plan.items():
            rows = rows_of_class(y, label, self.n_jobs)
            mixed = MixedClass(columns.numbers(rows), known.codes[rows], known)
            self.median_std_[label] = mixed.median_std
            part, self._nn_k = mixed.grown(
                n_synthetic, self.k_neighbors, self.random_state, self.n_jobs
            )
            parts.append(part)
        return parts


def _of_entries(dtype: np.dtype[Any]) -> np.dtype[Any]:
    """A dtype, or the one next to it that SciPy has sparse matrices of."""
    native = dtype.newbyteorder("=")
    return np.dtype(np.float32) if native == np.float16 else native

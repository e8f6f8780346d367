"""SMOTE: synthetic minority over-sampling technique."""

from typing import Any, ClassVar

import numpy as np

from fastsmote.interpolation import Segments
from fastsmote.over_sampling.base import BaseSMOTE
from fastsmote.planning import SamplingStrategy, rows_of_class
from fastsmote.validation import INTEGER_COLUMNS, MISSING


class SMOTE(BaseSMOTE):
    """Over-sample by rows on the segments between a minority row and its nearest neighbors.

    The rows, their order, dtype and container are those of
    ``imblearn.over_sampling.SMOTE`` for the same parameters and data.

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

    k_neighbors : int or object, default=5
        Number of nearest neighbors, of the same class, that a seed may be interpolated with; or
        an estimator with ``kneighbors`` and ``kneighbors_graph``, fitted to the rows of each
        class, whose first neighbor is taken to be the row itself.

    n_jobs : int or None, default=None
        Threads to use. None: those of an active joblib configuration, otherwise all cores that
        the process may use (one within a joblib worker); -1: all; n < 0: all but ``-n - 1``. The
        result does not depend on it.

    integer_columns : {'truncate', 'round'}, default='truncate'
        What becomes of fractions where ``X`` holds integers, in arrays, sparse containers or
        columns of a data frame: they are truncated towards zero, as by imbalanced-learn, or
        rounded to the nearest integer, halves to even.

    small_classes : {'raise', 'clip'}, default='raise'
        What becomes of a class with too few rows for an integer ``k_neighbors``: an error, or a
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
        Class label to number of synthetic rows.

    nn_k_ : estimator object
        A clone of ``k_neighbors`` fitted to the class that was over-sampled last; for an int an
        unfitted ``sklearn.neighbors.NearestNeighbors(n_neighbors=k_neighbors + 1)``.

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
    Each class is over-sampled from its own rows. Neighbors are the exact nearest in Euclidean
    distance; rows that are equally far rank by their position in ``X``.

    References
    ----------
    .. [1] N. V. Chawla, K. W. Bowyer, L. O. Hall, W. P. Kegelmeyer, "SMOTE: synthetic minority
       over-sampling technique", Journal of Artificial Intelligence Research 16 (2002), 321-357.

    Examples
    --------
    >>> from collections import Counter
    >>> from sklearn.datasets import make_classification
    >>> from fastsmote.over_sampling import SMOTE
    >>> X, y = make_classification(n_samples=1000, weights=[0.1, 0.9], random_state=10)
    >>> X_res, y_res = SMOTE(random_state=42).fit_resample(X, y)
    >>> Counter(y.tolist())[0] < 150, sorted(Counter(y_res.tolist()).values())[0] > 850
    (True, True)
    """

    _copies_first = True  # as many rows as planned, and each class is searched by itself
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **BaseSMOTE._parameter_constraints,
        "integer_columns": [INTEGER_COLUMNS],
        "missing": [MISSING],
    }

    def __init__(
        self,
        *,
        sampling_strategy: SamplingStrategy = "auto",
        random_state: "int | np.random.RandomState | None" = None,
        k_neighbors: Any = 5,
        n_jobs: int | None = None,
        integer_columns: str = "truncate",
        small_classes: str = "raise",
        missing: str = "raise",
    ) -> None:
        self.sampling_strategy = sampling_strategy
        self.random_state = random_state
        self.k_neighbors = k_neighbors
        self.n_jobs = n_jobs
        self.integer_columns = integer_columns
        self.small_classes = small_classes
        self.missing = missing

    def _check_class_sizes(self, y: np.ndarray) -> None:
        self._check_k_neighbors(y, self.sampling_strategy_)

    def _draw(self, X: Any, y: np.ndarray, label: Any, n_synthetic: int, stream: Any) -> Segments:
        return self._draw_among(X, rows_of_class(y, label, self.n_jobs), n_synthetic)

"""SVM-SMOTE: synthetic rows from the minority's support vectors."""

from typing import Any, ClassVar

import numpy as np
from sklearn.base import clone

from fastsmote.drawing import draw_share, open_stream, spend_fit
from fastsmote.errors import TooFewRowsWarning, warn_caller
from fastsmote.errors.outcomes import all_noise, no_support, too_few_made
from fastsmote.interpolation import Segments, join_segments
from fastsmote.over_sampling.base import BaseBorderSMOTE
from fastsmote.planning import SamplingStrategy, rows_of_class
from fastsmote.validation import INTEGER_COLUMNS, between, instance_with


class SVMSMOTE(BaseBorderSMOTE):
    """Over-sample next to the support vectors of a class, inwards or outwards.

    Support vectors with other classes around them (in danger) are interpolated with their
    neighbors in the class; those in safety are extrapolated, away from the neighbors; those with
    nothing but other classes around them are noise and left out. The rows, their order, dtype and
    container are those of ``imblearn.over_sampling.SVMSMOTE`` for the same parameters and data.

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

    m_neighbors : int or object, default=10
        Number of nearest neighbors, of any class, by which a row is judged; or such an estimator.

    svm_estimator : estimator object, default=None
        A classifier that has the rows of its support vectors in ``support_`` once it is fitted;
        None: ``sklearn.svm.SVC(gamma="scale", random_state=random_state)``.

    out_step : float in [0, 1], default=0.5
        Longest step of an extrapolation, as a fraction of the way to the neighbor.

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

    Attributes
    ----------
    sampling_strategy_ : dict
        Class label to number of synthetic rows planned.

    nn_k_ : estimator object
        A clone of ``k_neighbors`` as last fitted; for an int an unfitted
        ``sklearn.neighbors.NearestNeighbors(n_neighbors=k_neighbors + 1)``.

    nn_m_ : estimator object
        The same of ``m_neighbors``.

    svm_estimator_ : estimator object
        The fitted classifier.

    synthetic_mask_ : ndarray of shape (n_resampled,), bool
        Which rows of the last result are synthetic.

    seed_indices_, neighbor_indices_ : ndarray of shape (n_synthetic,), intp
        After ``fit_resample(X, y, provenance=True)``: the rows of ``X`` between which each
        synthetic row stands ...

    steps_ : ndarray of shape (n_synthetic,), float64
        ... at ``X[seed] + step * (X[neighbor] - X[seed])``; below 0 it is beyond the seed.

    n_features_in_ : int
        Number of features seen.

    feature_names_in_ : ndarray of shape (n_features_in_,)
        Names of the features, if all are strings.

    Warns
    -----
    fastsmote.errors.TooFewRowsWarning
        If all support vectors of a class are in danger, or all in safety: the rows that the
        others were to get, about half of them, are not made, as in imbalanced-learn.

    Notes
    -----
    On more than some thousand rows nearly all time goes into the fit of the classifier, which
    ``SVC`` does on one core in between quadratic and cubic time. ``SVC(kernel="linear")`` or a
    larger ``cache_size`` may be sooner. ``LinearSVC`` and ``SGDClassifier`` take linear time but
    have no ``support_``; a subclass whose ``fit`` sets it to the rows within the margin will do,
    for two classes ``flatnonzero(where(y == classes_[1], 1, -1) * decision_function(X) <= 1)``.

    References
    ----------
    .. [1] H. M. Nguyen, E. W. Cooper, K. Kamei, "Borderline over-sampling for imbalanced data
       classification", International Journal of Knowledge Engineering and Soft Data Paradigms 3
       (2011), 4-21.

    Examples
    --------
    >>> from collections import Counter
    >>> from sklearn.datasets import make_classification
    >>> from fastsmote.over_sampling import SVMSMOTE
    >>> X, y = make_classification(n_samples=1000, weights=[0.1, 0.9], random_state=10)
    >>> X_res, y_res = SVMSMOTE(random_state=42).fit_resample(X, y)
    >>> Counter(y.tolist())[0] < 150, Counter(y_res.tolist())[0] > 800
    (True, True)
    """

    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **BaseBorderSMOTE._parameter_constraints,
        "svm_estimator": [instance_with("estimator", "fit", "predict"), None],
        "out_step": [between(0, 1)],
        "integer_columns": [INTEGER_COLUMNS],
    }

    def __init__(
        self,
        *,
        sampling_strategy: SamplingStrategy = "auto",
        random_state: "int | np.random.RandomState | None" = None,
        k_neighbors: Any = 5,
        m_neighbors: Any = 10,
        svm_estimator: Any = None,
        out_step: float = 0.5,
        n_jobs: int | None = None,
        integer_columns: str = "truncate",
        small_classes: str = "raise",
    ) -> None:
        self.sampling_strategy = sampling_strategy
        self.random_state = random_state
        self.k_neighbors = k_neighbors
        self.m_neighbors = m_neighbors
        self.svm_estimator = svm_estimator
        self.out_step = out_step
        self.n_jobs = n_jobs
        self.integer_columns = integer_columns
        self.small_classes = small_classes

    def _prepare(self) -> np.random.RandomState:
        from sklearn.svm import SVC  # no other sampler needs it

        if self.svm_estimator is None:
            self.svm_estimator_ = SVC(gamma="scale", random_state=self.random_state)
        else:
            self.svm_estimator_ = clone(self.svm_estimator)
        # its support vectors depend on the data alone: one fit is enough for all classes
        self._is_fitted_once = type(self.svm_estimator_) is SVC
        return open_stream(self.random_state)

    def _draw(self, X: Any, y: np.ndarray, label: Any, n_synthetic: int, stream: Any) -> Segments:
        support = self._find_support(X, y)
        support = support[y[support] == label]
        is_danger, is_noise, _ = self._look_around(X, y, label, support)
        if is_noise.all():
            raise all_noise(label, len(support), self.m_neighbors)
        self._check_k_neighbors(y, {label: n_synthetic})
        n_inwards = int(draw_share(stream) * (n_synthetic + 1))
        rows = rows_of_class(y, label, self.n_jobs)
        parts = []
        for is_part, n_part, longest in (
            (is_danger, n_inwards, 1.0),
            (~is_danger & ~is_noise, n_synthetic - n_inwards, -self.out_step),
        ):
            if is_part.any():
                seeds = np.searchsorted(rows, support[is_part])
                segments = self._draw_among(X, rows, n_part, seeds)
                parts.append(segments._replace(step=longest * segments.step))
        segments = join_segments(parts)
        if len(segments.step) < n_synthetic:
            where = "danger" if is_danger.any() else "safety"
            warn_caller(
                too_few_made(label, len(segments.step), n_synthetic, where, self.m_neighbors),
                TooFewRowsWarning,
            )
        return segments

    def _find_support(self, X: Any, y: np.ndarray) -> np.ndarray:
        """Rows of the support vectors of all classes."""
        if self._is_fitted_once and hasattr(self.svm_estimator_, "support_"):
            spend_fit(self.svm_estimator_.random_state)
        else:
            self.svm_estimator_.fit(X, y)
        if not hasattr(self.svm_estimator_, "support_"):
            raise no_support(self.svm_estimator)
        support: np.ndarray = self.svm_estimator_.support_
        return support

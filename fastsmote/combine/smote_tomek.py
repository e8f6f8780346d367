"""SMOTE, then Tomek links."""

from typing import Any, ClassVar

import numpy as np
from sklearn.base import clone

from fastsmote.combine.base import CLEANING_SAMPLER, BaseCombination
from fastsmote.planning import SamplingStrategy
from fastsmote.under_sampling import TomekLinks


class SMOTETomek(BaseCombination):
    """Over-sample by SMOTE, then remove the rows of Tomek links.

    The rows and their order are those of ``imblearn.combine.SMOTETomek`` for the same
    parameters and data.

    Parameters
    ----------
    sampling_strategy : float, str, dict or callable, default='auto'
        How many rows each class is to have before it is cleaned, as in
        :class:`fastsmote.over_sampling.SMOTE`; not looked at if ``smote`` is given.

    random_state : int, RandomState instance or None, default=None
        Source of the draws of the default over-sampler.

    smote : sampler object, default=None
        The over-sampler: anything with ``fit_resample``, such as a sampler of this package or of
        imbalanced-learn. None: a :class:`fastsmote.over_sampling.SMOTE` with the parameters above.

    tomek : sampler object, default=None
        What cleans afterwards: anything with ``fit_resample``. None: a
        :class:`fastsmote.under_sampling.TomekLinks` with
        ``sampling_strategy='all'``.

    n_jobs : int or None, default=None
        Threads of the default samplers. None: those of an active joblib configuration, otherwise
        all cores that the process may use (one within a joblib worker); -1: all; n < 0: all but
        ``-n - 1``. The result does not depend on it.

    Attributes
    ----------
    sampling_strategy_ : dict
        Class label to number of rows that the over-sampler makes.

    smote_ : sampler object
        The over-sampler that was fitted.

    tomek_ : sampler object
        The cleaner that was fitted.

    synthetic_mask_ : ndarray of shape (n_resampled,), bool
        Which rows of the last result are synthetic, of those that are left.

    seed_indices_, neighbor_indices_ : ndarray of shape (n_synthetic,), intp
        After ``fit_resample(X, y, provenance=True)``: the rows of ``X`` between which each
        synthetic row stands ...

    steps_ : ndarray of shape (n_synthetic,), float64
        ... at ``X[seed] + step * (X[neighbor] - X[seed])``.

    n_features_in_ : int
        Number of features seen.

    feature_names_in_ : ndarray of shape (n_features_in_,)
        Names of the features, if all are strings.

    References
    ----------
    .. [1] G. E. A. P. A. Batista, A. L. C. Bazzan, M. C. Monard, "Balancing training data for
       automated annotation of keywords: a case study", WOB (2003), 10-18.

    Examples
    --------
    >>> from collections import Counter
    >>> from sklearn.datasets import make_classification
    >>> from fastsmote.combine import SMOTETomek
    >>> X, y = make_classification(n_samples=1000, weights=[0.1, 0.9], random_state=10)
    >>> X_res, y_res = SMOTETomek(random_state=42).fit_resample(X, y)
    >>> sorted(Counter(y_res.tolist()).items())
    [(0, 898), (1, 898)]
    """

    _cleaner = "tomek"
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **BaseCombination._parameter_constraints,
        "tomek": [CLEANING_SAMPLER, None],
    }

    def __init__(
        self,
        *,
        sampling_strategy: SamplingStrategy = "auto",
        random_state: "int | np.random.RandomState | None" = None,
        smote: Any = None,
        tomek: Any = None,
        n_jobs: int | None = None,
    ) -> None:
        self.sampling_strategy = sampling_strategy
        self.random_state = random_state
        self.smote = smote
        self.tomek = tomek
        self.n_jobs = n_jobs

    def _new_cleaner(self) -> Any:
        default = TomekLinks(sampling_strategy="all", n_jobs=self.n_jobs)
        self.tomek_ = default if self.tomek is None else clone(self.tomek)
        return self.tomek_
